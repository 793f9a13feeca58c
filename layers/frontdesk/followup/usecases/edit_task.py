"""A task is due on another day, or is done another way."""

from datetime import date

from frontdesk.followup.model import Steered, Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_see, why_not_steer_it
from frontdesk.followup.rules.steering import When, edited, steering, why_not_steer, why_not_when
from frontdesk.followup.rules.steps import Move
from frontdesk.followup.usecases._change import change, staff
from frontdesk.kernel.ids import OrganisationId


def edit_task(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    task_id: TaskId,
    due_on: date,
    window: tuple[date, date] | None = None,
    channels: tuple[Channel, ...] = (),
    why: str,
    member: Member,
    ports: TaskPorts,
) -> Task:
    """The task as changed; without `window` (from, until) and `channels` those that it had.

    OutsideWindow for a day that is none of its window.
    """

    def says(task: Task) -> Move | None:
        if refusal := why_not_see(member, task) or why_not_steer_it(member, task, only_edit=True):
            raise refusal
        opens_on, closes_on = window or (task.opens_on, task.closes_on)
        when = When(opens_on=opens_on, due_on=due_on, closes_on=closes_on)
        if no := why_not_steer(task, why) or why_not_when(task, when):
            raise no
        now = ports.clock()
        today = now.astimezone(ports.zone(organisation_id, task.location_id)).date()
        it = steering(Steered.EDITED, why, member.id, now)
        return edited(task, when, channels or task.channels, it, today=today)

    return change(organisation_id, task_id, says, by=staff(member.id), ports=ports)
