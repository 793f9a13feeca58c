"""What outreach tells itself. Schemas: events/outreach/. Nobody is named in them."""

from dataclasses import dataclass
from typing import ClassVar

from frontdesk.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PushAsked(Event):
    """Somebody wants to send a message to a group: its people are to be gathered."""

    source: ClassVar[str] = "frontdesk.outreach"

    push_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PushContinued(Event):
    """A push was confirmed, or a part of its people has it: `part`, counted from 0, is next."""

    source: ClassVar[str] = "frontdesk.outreach"

    push_id: str
    part: int
