"""What a clinic lays down about reminders of appointments: how long before, by what, and what is added."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from frontdesk.kernel.ids import LocationId, TimeTypeId
from frontdesk.kernel.language import Text
from frontdesk.messaging.model import Kind
from frontdesk.reminders.model import Offset

WINDOW = "window"
"""The clinic's own patient window, where a form to fill in before is a flow of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How patients are reminded of an appointment; without offsets, not at all but by their own wish.

    `kinds`: in which order kinds of contact are tried, none for the clinic's own. `asks`: whether they are asked to
    confirm. `for_new`: what is said beside to whom has not been here. `form`: where something is to be filled in
    before, an https address or `WINDOW`; empty for nowhere.
    """

    offsets: tuple[Offset, ...] = ()
    kinds: tuple[Kind, ...] = ()
    asks: bool = True
    for_new: Text = field(default_factory=dict)
    form: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a plan is for: the whole clinic, a location, a type of time, or that type at that location."""

    location_id: LocationId | None = None
    time_type_id: TimeTypeId | None = None


USUAL = Plan(offsets=(Offset(2, time(9)),))
"""How patients are reminded where a clinic has said nothing: two days before, at nine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """All of a clinic, the whole clinic's always among them. `changed_at`: None where nothing was ever laid down."""

    by_scope: Mapping[Scope, Plan] = field(default_factory=lambda: {Scope(): USUAL})
    changed_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Send:
    """A reminder of a plan: how long before, and by which kinds of contact in which order, none for the clinic's."""

    offset: Offset
    kinds: tuple[Kind, ...] = ()

    @property
    def key(self) -> str:
        """What it is called in the key of a message: `2d0900`, `24h.sms`."""
        return ".".join((self.offset.key, *self.kinds))


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder and the instant at which it goes out."""

    send: Send
    at: datetime
