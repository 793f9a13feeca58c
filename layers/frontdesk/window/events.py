"""What the window tells the rest of the clinic. Schemas: events/window/."""

from dataclasses import dataclass
from typing import ClassVar

from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import ReleaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePublished(Event):
    """A set of flows is live: the organisation's publication of that number, an older release or a new one."""

    source: ClassVar[str] = "frontdesk.window"

    number: int
    release_id: ReleaseId
