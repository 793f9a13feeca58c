"""Who waits or is invited hears of it, with the link to where times are taken and the list is left."""

from frontdesk.booking.model.invitations import Invitation
from frontdesk.booking.ports import BookingPorts
from frontdesk.kernel.ids import EventId, InvitationId, MessageId, OrganisationId
from frontdesk.messaging.model import Message, Recipient, RecipientKind

INVITED, WAITS, OFFERED = "invitation", "waiting", "waiting_offer"


def tell_invited(
    *,
    organisation_id: OrganisationId,
    invitation_id: InvitationId,
    event_id: EventId,
    ports: BookingPorts,
) -> None:
    """Queue the message that belongs to the fact; of one fact it is one message, however often it is heard."""
    invitation = ports.invitations.get(organisation_id, invitation_id)
    template = INVITED if invitation.is_invited else WAITS
    ports.queue(message(invitation, template, event_id, ports=ports))


def message(invitation: Invitation, template: str, event_id: EventId, *, ports: BookingPorts) -> Message:
    """What of one fact is said to one of them, under a key of both."""
    return Message(
        id=MessageId(f"{invitation.id}-{event_id}"),
        organisation_id=invitation.organisation_id,
        recipient=Recipient(RecipientKind.SUBJECT, invitation.subject_id),
        template=template,
        language=invitation.language,
        queued_at=ports.clock(),
        parameters={
            "reference": invitation.reference,
            "link": ports.invitation_link(invitation.organisation_id, invitation.id),
        },
    )
