"""A task that another one leads to: of the same step and patient, due today, with nothing done about it yet."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from frontdesk.followup.model import Level, State, Task, TaskId


def anew(task: Task, task_id: TaskId, *, today: date, now: datetime, **changes: Any) -> Task:  # noqa: ANN401
    """The task under its own id, in nobody's hands; `changes` say whose it is, and why it is there."""
    begun = replace(
        task,
        id=task_id,
        owner=None,
        state=State.READY,
        level=Level.CARE,
        opens_on=today,
        due_on=today,
        closes_on=max(today, task.closes_on),
        attempts=(),
        lease=None,
        record=None,
        reviews=(),
        samples=frozenset(),
        retry_at=None,
        why="",
        escalated=0,
        regenerated_from=None,
        run=0,
        made_at=now,
        version=None,
    )
    return replace(begun, **changes)
