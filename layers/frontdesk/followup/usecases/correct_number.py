"""Whoever calls hears that the patient has another number: it is put right on the spot."""

from frontdesk.followup.model import TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_do, why_not_see
from frontdesk.followup.rules.steps import why_not_work
from frontdesk.kernel.ids import OrganisationId


def correct_number(
    *, organisation_id: OrganisationId, task_id: TaskId, number: str, member: Member, ports: TaskPorts
) -> None:
    """The next call goes to `number`, as somebody wrote it. BadInput at the field `phone` when it cannot be one.

    TaskTaken, TaskOver when it is not in their hand; NotFound when it is not theirs to do.
    """
    task = ports.tasks.get(organisation_id, task_id)
    if refusal := why_not_see(member, task) or why_not_do(member, task):
        raise refusal
    if no := why_not_work(task, member.id, now=ports.clock()):
        raise no
    ports.correct(task, member.id, number)
