"""A one-time code is told at a contact point: the one message whose parameter is secret."""

from frontdesk.kernel.ids import MessageId
from frontdesk.messaging.model import Message, Recipient, RecipientKind
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.usecases.queue_message import queue_message
from frontdesk.patients.model import CodeMessage


def tell_code(code: CodeMessage, *, ports: MessagingPorts) -> None:
    """Queue the message; the same code again is the same message. Where it goes is looked up when it is sent."""
    queue_message(
        Message(
            id=MessageId(code.reference),
            organisation_id=code.organisation_id,
            recipient=Recipient(RecipientKind.CONTACT, code.contact_key),
            template="code",
            language=code.language,
            queued_at=code.sent_at,
            parameters={"code": code.digits},
        ),
        ports=ports,
    )
