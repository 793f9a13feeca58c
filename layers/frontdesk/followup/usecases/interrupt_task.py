"""A call broke off: the follow-up centre has the task that takes its place, due today, and what was said so far."""

from dataclasses import replace

from frontdesk.followup.model import State, Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.model.typed import NOTHING, Typed
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_do, why_not_see
from frontdesk.followup.rules.steps import Move, interrupted, why_not_work, with_attempt
from frontdesk.followup.usecases._change import change, staff
from frontdesk.followup.usecases._noted import noted
from frontdesk.followup.usecases.submit_record import hang_up, reached
from frontdesk.kernel.ids import OrganisationId

ABORTED, DROPPED = "aborted", "dropped"


def interrupt_task(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    task_id: TaskId,
    why: str,
    typed: Typed = NOTHING,
    member: Member,
    ports: TaskPorts,
) -> Task:
    """The task, over; said again, as it is. Its one successor is stored by the same write.

    The call that broke off is one of its tries, however it was dialled, with what was `typed` until then.
    """

    def says(task: Task) -> Move | None:
        if refusal := why_not_see(member, task) or why_not_do(member, task):
            raise refusal
        if task.state is State.INTERRUPTED:
            return None
        now = ports.clock()
        if no := why_not_work(task, member.id, now=now):
            raise no
        today = now.astimezone(ports.zone(organisation_id, task.location_id)).date()
        it = replace(reached(task, Channel.PHONE, member, ports), noted=noted(task, typed, member, ports))
        task = replace(task, attempts=with_attempt(task, it))
        return interrupted(task, why, today=today, now=now)

    task = change(organisation_id, task_id, says, by=staff(member.id), ports=ports)
    hang_up(task, member, ports)
    return task
