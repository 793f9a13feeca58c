"""A task is due on another day, or is done another way."""

from datetime import date

from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_see, why_not_steer_it
from frontdesk.followup.rules.steps import Move, edited, why_not_due, why_not_steer
from frontdesk.followup.usecases._change import change, staff
from frontdesk.kernel.ids import OrganisationId


def edit_task(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    task_id: TaskId,
    due_on: date,
    channels: tuple[Channel, ...] = (),
    why: str,
    member: Member,
    ports: TaskPorts,
) -> Task:
    """The task as changed; without `channels` those that it had. OutsideWindow for a day that is none of its own."""

    def says(task: Task) -> Move | None:
        if refusal := why_not_see(member, task) or why_not_steer_it(member, task, only_edit=True):
            raise refusal
        if no := why_not_steer(task, why) or why_not_due(task, due_on):
            raise no
        return edited(task, due_on, channels or task.channels, why.strip())

    return change(organisation_id, task_id, says, by=staff(member.id), ports=ports)
