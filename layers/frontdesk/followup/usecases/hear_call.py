"""The telephone system told of a call: the try is on record without anybody writing it down, with its recording."""

from dataclasses import replace

from frontdesk.followup.model import Attempt, State, Task, TaskId
from frontdesk.followup.model.heard import Heard
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.steps import Move, not_reached, speaking, spoken
from frontdesk.followup.rules.telling import HOUSE
from frontdesk.followup.usecases._change import change
from frontdesk.kernel.ids import OrganisationId


def hear_call(*, organisation_id: OrganisationId, task_id: TaskId, call_id: str, ports: TaskPorts) -> Task:
    """The task with what is known of the call now; heard late, twice and in any order it comes to the same.

    Nobody answered: it waits for its next try. They speak: it stays in hand. They spoke: the try is kept, what was said
    is still to be written down.
    """
    heard = ports.heard(organisation_id, call_id)

    def says(task: Task) -> Move | None:
        known = next((it for it in task.attempts if it.call_id == call_id), None)
        if known is not None:
            told = replace(
                known, recording=heard.recording or known.recording, seconds=heard.seconds or known.seconds
            )
            return None if told == known else Move(task=_retold(task, told), fact=None)
        if task.state is not State.IN_PROGRESS or task.lease is None or task.lease.call_id != call_id:
            return None
        policy = ports.policy(organisation_id)
        if heard.speaking_since is not None:
            return speaking(task, policy, since=heard.speaking_since)
        attempt = _attempt(task, heard, ports)
        if heard.reason is not None:
            return not_reached(task, attempt, policy, ports.zone(organisation_id, task.location_id))
        return spoken(task, attempt, policy, now=attempt.at) if heard.was_spoken else None

    return change(organisation_id, task_id, says, by=HOUSE, ports=ports)


def _attempt(task: Task, heard: Heard, ports: TaskPorts) -> Attempt:
    assert task.lease is not None, "only a call that is on is written down"
    return Attempt(
        number=len(task.attempts) + 1,
        at=ports.clock(),
        by=task.lease.staff_id,
        channel=Channel.PHONE,
        reason=heard.reason,
        call_id=task.lease.call_id,
        recording=heard.recording,
        seconds=heard.seconds,
    )


def _retold(task: Task, told: Attempt) -> Task:
    return replace(task, attempts=tuple(told if it.call_id == told.call_id else it for it in task.attempts))
