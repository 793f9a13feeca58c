"""What messaging tells the rest of the clinic. Schemas: events/messaging/."""

from dataclasses import dataclass
from typing import ClassVar

from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import MessageId


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageQueued(Event):
    source: ClassVar[str] = "frontdesk.messaging"

    message_id: MessageId
    template: str
