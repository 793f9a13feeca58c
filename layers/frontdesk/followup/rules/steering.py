"""How a task is steered by hand: changed, given to somebody else, stopped. Each says why, and it stays on record."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from frontdesk.followup.errors import OutsideWindow, ReasonMissing, TaskOver, TaskTaken
from frontdesk.followup.events import TaskChanged
from frontdesk.followup.model import State, Steered, Steering, Task
from frontdesk.followup.model.plans import Channel, Role
from frontdesk.followup.rules.steps import LEVEL1, Move, ended
from frontdesk.kernel.errors import Refusal
from frontdesk.kernel.ids import StaffId

WHY_AT_MOST = 300
WINDOW_AT_MOST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When a task is to be done: due in its window, local dates."""

    opens_on: date
    due_on: date
    closes_on: date


def why_not_steer(task: Task, why: str) -> Refusal | None:
    """The reason it cannot be cancelled, changed or given to somebody else, or None."""
    if task.state not in LEVEL1:
        return TaskOver(task_id=task.id)
    if task.state is State.IN_PROGRESS:
        return TaskTaken(task_id=task.id)
    return None if why.strip() else ReasonMissing(task_id=task.id)


def why_not_when(task: Task, when: When) -> Refusal | None:
    """The reason it cannot be done then, or None: the day lies in the window, which is no longer than a year."""
    is_in_order = when.opens_on <= when.due_on <= when.closes_on <= when.opens_on + WINDOW_AT_MOST
    return None if is_in_order else OutsideWindow(task_id=task.id)


def steering(what: Steered, why: str, by: StaffId, at: datetime) -> Steering:
    return Steering(what=what, why=why.strip()[:WHY_AT_MOST], by=by, at=at)


def edited(task: Task, when: When, channels: tuple[Channel, ...], it: Steering, *, today: date) -> Move:
    """It is due on another day, or done another way. One whose window has not opened any more waits for it."""
    state = State.DRAFT if when.opens_on > today else task.state
    moved = replace(
        _steered(task, it),
        opens_on=when.opens_on,
        due_on=when.due_on,
        closes_on=when.closes_on,
        channels=channels,
        state=state,
        retry_at=task.retry_at if state is State.RETRY_WAIT else None,
        escalated=0,
    )
    return Move(task=moved, fact=TaskChanged)


def reassigned(task: Task, role: Role, owner: StaffId | None, it: Steering) -> Move:
    """It is somebody else's: a person's, the department's or the centre's."""
    return Move(task=replace(_steered(task, it), role=role, owner=owner), fact=TaskChanged)


def cancelled(task: Task, it: Steering) -> Move:
    """Somebody stopped it."""
    return ended(_steered(task, it), State.CANCELLED)


def cancelled_for(task: Task, why: str) -> Move:
    """What it is for is no more."""
    return ended(replace(task, why=why), State.CANCELLED)


def _steered(task: Task, it: Steering) -> Task:
    return replace(task, why=it.why, steered=(*task.steered, it))
