"""Somebody takes a task in hand: for a quarter of an hour nobody else does."""

from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_do, why_not_see
from frontdesk.followup.rules.steps import Move, has_lease, opened, why_not_open
from frontdesk.followup.usecases._change import change, staff
from frontdesk.kernel.ids import OrganisationId


def open_task(*, organisation_id: OrganisationId, task_id: TaskId, member: Member, ports: TaskPorts) -> Task:
    """The task in their hand; opened again while it is, as it is. Of two who open it one write wins.

    TaskTaken, TaskNotReady, TaskOver; NotFound when it is not theirs to do.
    """

    def says(task: Task) -> Move | None:
        if refusal := why_not_see(member, task) or why_not_do(member, task):
            raise refusal
        now = ports.clock()
        if has_lease(task, member.id, now=now):
            return None
        if no := why_not_open(task, member.id, now=now):
            raise no
        return opened(task, member.id, ports.policy(organisation_id), now=now)

    return change(organisation_id, task_id, says, by=staff(member.id), ports=ports)
