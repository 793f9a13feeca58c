"""A task is given to somebody else: a person, its department, or the centre."""

from frontdesk.followup.model import Steered, Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Role
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_give, why_not_see, why_not_steer_it
from frontdesk.followup.rules.steering import reassigned, steering, why_not_steer
from frontdesk.followup.rules.steps import Move
from frontdesk.followup.usecases._change import change, staff
from frontdesk.kernel.ids import OrganisationId


def reassign_task(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    task_id: TaskId,
    role: Role,
    to: Member | None,
    why: str,
    member: Member,
    ports: TaskPorts,
) -> Task:
    """The task in the hands of `to`, or of nobody in the queue of `role`. TaskTaken while somebody has it in hand.

    NotTheirTask for somebody who may not make that call.
    """

    def says(task: Task) -> Move | None:
        if refusal := why_not_see(member, task) or why_not_steer_it(member, task):
            raise refusal
        if no := why_not_steer(task, why) or why_not_give(task, role, to):
            raise no
        it = steering(Steered.REASSIGNED, why, member.id, ports.clock())
        return reassigned(task, role, to.id if to else None, it)

    return change(organisation_id, task_id, says, by=staff(member.id), ports=ports)
