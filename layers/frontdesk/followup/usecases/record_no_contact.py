"""Nobody was spoken to: it is tried again in call hours, or it is over."""

from dataclasses import replace

from frontdesk.followup.model import Attempt, NoContact, Record, Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.model.typed import NOTHING, Typed
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_do, why_not_see
from frontdesk.followup.rules.steps import LEVEL1, Move, not_reached, why_not_work
from frontdesk.followup.usecases._change import change, staff
from frontdesk.followup.usecases._noted import noted
from frontdesk.followup.usecases.submit_record import hang_up, reached
from frontdesk.kernel.ids import OrganisationId


def record_no_contact(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    task_id: TaskId,
    reason: NoContact,
    seen: int,
    channel: Channel = Channel.PHONE,
    typed: Typed = NOTHING,
    member: Member,
    ports: TaskPorts,
) -> Task:
    """The task, waiting for its next try or UNREACHABLE. `seen`: how many tries the page showed, so that the same
    form sent twice is one try. Of a call of which the telephone system told first, the caller's word counts. What was
    `typed` stays with the try."""

    def says(task: Task) -> Move | None:
        if refusal := why_not_see(member, task) or why_not_do(member, task):
            raise refusal
        known, said = _known(task, seen, member), noted(task, typed, member, ports)
        if known and known.reason is reason and (said is None or _is_noted(known, said)):
            return None
        is_new = known is None or task.state not in LEVEL1
        if is_new and (no := why_not_work(task, member.id, now=ports.clock())):
            raise no
        attempt = known or reached(task, channel, member, ports)
        attempt = replace(attempt, reason=reason, noted=said or attempt.noted)
        others = tuple(it for it in task.attempts if it is not known)
        zone = ports.zone(organisation_id, task.location_id)
        return not_reached(replace(task, attempts=others), attempt, ports.policy(organisation_id), zone)

    task = change(organisation_id, task_id, says, by=staff(member.id), ports=ports)
    hang_up(task, member, ports)
    return task


def _known(task: Task, seen: int, member: Member) -> Attempt | None:
    """The try that the form is about, where it is on record already."""
    found = task.attempts[seen] if len(task.attempts) > seen else None
    return found if found and found.by == member.id else None


def _is_noted(known: Attempt, said: Record) -> bool:
    """Whether those words are with the try already."""
    return known.noted is not None and replace(known.noted, at=said.at) == said
