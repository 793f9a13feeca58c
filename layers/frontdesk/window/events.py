"""What the window tells the rest of the clinic. Schemas: events/window/."""

from dataclasses import dataclass
from typing import ClassVar

from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import ReleaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePublished(Event):
    """A new set of flows is live."""

    source: ClassVar[str] = "frontdesk.window"

    release_id: ReleaseId
