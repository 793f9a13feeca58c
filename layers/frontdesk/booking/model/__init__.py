"""The nouns of booking: an appointment, what happened to it, and the sheets of taken time. FHIR Appointment."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from frontdesk.booking.model.cells import cells_between
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import AppointmentId, LocationId, OrganisationId, ResourceId, SubjectId, TimeTypeId
from frontdesk.kernel.language import Language


class AppointmentStatus(StrEnum):
    """held -> booked -> cancelled | no_show; held -> lapsed. A block of staff is nobody's: blocked -> lapsed."""

    HELD = "held"
    BOOKED = "booked"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    LAPSED = "lapsed"
    BLOCKED = "blocked"


BLOCK = TimeTypeId("-")
"""The type of a block; no clinic can choose it, for it is no slug."""


class ChangeKind(StrEnum):
    BOOKED = "booked"
    MOVED = "moved"
    SUBSTITUTED = "substituted"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What somebody did to an appointment, and their comment. `was_at`: when it began before it was moved."""

    at: datetime
    by: Actor
    kind: ChangeKind
    comment: str = ""
    was_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A time somebody wants: what, where, of whom, and when it begins."""

    location_id: LocationId
    time_type_id: TimeTypeId
    performer_id: ResourceId
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time that can be taken: of whom, where, for what.

    Instants are UTC, `on` is the location's local day; `occupied` are the cells with the minutes before and after.
    `seats`: how many can have it at once; with more than one it is a group's.
    """

    location_id: LocationId
    time_type_id: TimeTypeId
    performer_id: ResourceId
    room_id: ResourceId | None
    on: date
    starts_at: datetime
    ends_at: datetime
    occupied: range
    seats: int = 1

    @property
    def wish(self) -> Wish:
        """What somebody would have asked for to get it."""
        return Wish(
            location_id=self.location_id,
            time_type_id=self.time_type_id,
            performer_id=self.performer_id,
            starts_at=self.starts_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A taken time. Held for a form until `hold_until`, and only then somebody's (`subject_id`).

    `reminded`: whether the patient wants to be reminded the day before. `invited`: the clinic chose the time, and until
    the patient moves it, it is an invitation. RIV-TA isInvitation. `is_known`: whether they have been here
    before, as they said; None where nobody asked.
    """

    id: AppointmentId
    organisation_id: OrganisationId
    slot: Slot
    status: AppointmentStatus
    language: Language
    subject_id: SubjectId | None = None
    hold_until: datetime | None = None
    reason: str = ""
    reminded: bool = False
    invited: bool = False
    is_known: bool | None = None
    changes: tuple[Change, ...] = ()
    version: int | None = None

    @property
    def reference(self) -> str:
        """What a patient can say on the phone: eight characters of the id, never a secret."""
        return f"{self.id[:4]}-{self.id[4:8]}".upper()

    @property
    def booked_by(self) -> ActorKind | None:
        """Who booked it, None while it is only held."""
        return self.changes[0].by.kind if self.changes else None

    @property
    def is_placed(self) -> bool:
        """Whether staff put it where it is, with somebody else, whatever the schedules say."""
        placing = (ChangeKind.BOOKED, ChangeKind.MOVED, ChangeKind.SUBSTITUTED)
        last = next((it.kind for it in reversed(self.changes) if it.kind in placing), None)
        return last is ChangeKind.SUBSTITUTED

    @property
    def placed_at(self) -> datetime | None:
        """Since when it is at its time, None while it is only held."""
        placing = (ChangeKind.BOOKED, ChangeKind.MOVED)
        return next((it.at for it in reversed(self.changes) if it.kind in placing), None)

    @property
    def is_confirmed(self) -> bool:
        """Whether it was said that they come, at the time it is at now."""
        telling = (ChangeKind.BOOKED, ChangeKind.MOVED, ChangeKind.CONFIRMED)
        last = next((it.kind for it in reversed(self.changes) if it.kind in telling), None)
        return last is ChangeKind.CONFIRMED

    def changed(self, change: Change, status: AppointmentStatus, **also: object) -> "Appointment":
        """The appointment after the change."""
        return replace(self, status=status, changes=(*self.changes, change), **also)  # type: ignore[arg-type]


class OwnerKind(StrEnum):
    """Whose time a sheet counts: something of the clinic, or a patient."""

    RESOURCE = "resource"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True, order=True)
class SheetKey:
    """The sheet of one owner and one UTC day."""

    kind: OwnerKind
    owner: str
    day: date


@dataclass(frozen=True, slots=True)
class HoldMark:
    """What a sheet knows of a hold, so that it is free again when it ends without anybody having to act."""

    appointment_id: AppointmentId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is taken of one owner's UTC day: the token of whoever holds a cell, by cell; holds by token.

    A cell of a group has the token of its session; `sessions` are the tokens of those who have a seat in it.
    """

    key: SheetKey
    taken: Mapping[int, str] = field(default_factory=dict)
    holds: Mapping[str, HoldMark] = field(default_factory=dict)
    sessions: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def ended(self, now: datetime) -> frozenset[str]:
        """The tokens of holds whose time is up: they take nothing."""
        return frozenset(token for token, hold in self.holds.items() if hold.until <= now)

    def bits(self, now: datetime) -> Mapping[str, int]:
        """The taken cells as the bits of a number: of all sessions that somebody is in, and of all others under ""."""
        over = self.ended(now)
        found = {"": 0} | {session: 0 for session, seats in self.sessions.items() if seats - over}
        for cell, token in self.taken.items():
            if token not in over:
                whose = token if token in self.sessions else ""
                if whose in found:
                    found[whose] |= 1 << cell
        return found


def patient_cells(slot: Slot) -> range:
    """The cells of the patient's own time: without the minutes before and after, which are the clinic's."""
    return cells_between(slot.starts_at, slot.ends_at)
