"""A visit was settled, or somebody left: they are asked how it was, by message, and once."""

from collections.abc import Sequence

from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, Message, Purpose, Recipient, RecipientKind
from frontdesk.surveys.model.invitations import Invitation, Trigger
from frontdesk.surveys.ports.inviting import InvitingPorts
from frontdesk.surveys.rules.giving import month_of_week
from frontdesk.surveys.rules.inviting import CAUSE, TEMPLATE, invitation_after, member_of, message_of


def invite_patient(
    *, organisation_id: OrganisationId, trigger: Trigger, visit_id: str, ports: InvitingPorts
) -> int:
    """How many invitations stand after it. It asks the hospital how the visit is now, not the fact.

    Heard twice, late or in another order it comes to the same: an invitation has the patient for its key, and its
    message is made of the visit.
    """
    surveys = [it for it in ports.surveys(organisation_id) if it.inviting and trigger in it.inviting.triggers]
    visit = ports.visit(organisation_id, visit_id) if surveys else None
    if visit is None:
        return 0
    zone, invited = ports.zone(organisation_id, visit.location_id), 0
    for survey in surveys:
        wanted = invitation_after(survey, trigger, visit, zone=zone, now=ports.clock())
        reached = ports.reached(organisation_id, visit.subject_id) if wanted else None
        if wanted is None or reached is None:
            continue
        month = month_of_week(wanted.due_at, zone)
        if stands := ports.invitations.add(wanted, month, now=ports.clock()):
            # Also where it stood before: whoever stored it may have died before this line.
            ports.queue(_message(stands, *reached, ports=ports))
            invited += 1
    return invited


def _message(it: Invitation, language: Language, kinds: Sequence[Kind], *, ports: InvitingPorts) -> Message:
    return Message(
        id=message_of(it),
        organisation_id=it.organisation_id,
        recipient=Recipient(RecipientKind.SUBJECT, it.subject_id),
        template=TEMPLATE,
        language=language,
        queued_at=ports.clock(),
        due_at=it.due_at,
        purpose=Purpose.SURVEY,
        cause=CAUSE,
        members=frozenset({member_of(it)}),
        kinds=tuple(kinds),
    )
