"""The clinic has something to tell somebody: it goes into the outbox."""

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.messaging.events import MessageQueued
from frontdesk.messaging.model import Message
from frontdesk.messaging.ports import MessagingPorts

HOUSE = Actor(ActorKind.SYSTEM, "messaging")


def queue_message(message: Message, *, ports: MessagingPorts) -> None:
    """Store the message; it is sent when the fact of it is heard. The same id again is the same message."""
    ports.outbox.add(
        message,
        MessageQueued(
            organisation_id=message.organisation_id,
            occurred_at=message.queued_at,
            actor=HOUSE,
            message_id=message.id,
            template=message.template,
        ),
    )
