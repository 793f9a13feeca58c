"""Nobody was spoken to: it is tried again in call hours, or it is over."""

from dataclasses import replace

from frontdesk.followup.model import NoContact, Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_do, why_not_see
from frontdesk.followup.rules.steps import Move, not_reached, why_not_work
from frontdesk.followup.usecases._change import change, staff
from frontdesk.followup.usecases.submit_record import reached
from frontdesk.kernel.ids import OrganisationId


def record_no_contact(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    task_id: TaskId,
    reason: NoContact,
    seen: int,
    channel: Channel = Channel.PHONE,
    member: Member,
    ports: TaskPorts,
) -> Task:
    """The task, waiting for its next try or UNREACHABLE. `seen`: how many tries the page showed, so that the same
    form sent twice is one try."""

    def says(task: Task) -> Move | None:
        if refusal := why_not_see(member, task) or why_not_do(member, task):
            raise refusal
        if [(it.by, it.reason) for it in task.attempts[seen : seen + 1]] == [(member.id, reason)]:
            return None
        if no := why_not_work(task, member.id, now=ports.clock()):
            raise no
        attempt = replace(reached(task, channel, member, ports), reason=reason)
        zone = ports.zone(organisation_id, task.location_id)
        return not_reached(task, attempt, ports.policy(organisation_id), zone)

    return change(organisation_id, task_id, says, by=staff(member.id), ports=ports)
