"""What staff see of booking: whose locations, the diary of some days, and what is free in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from frontdesk.booking.model import Appointment, Slot
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import LocationId, StaffId, SubjectId
from frontdesk.patients.model import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Who is asking, and the locations of their departments."""

    id: StaffId
    locations: frozenset[LocationId]

    def require_reach(self, location_id: LocationId) -> None:
        """NotFound when none of their departments is at the location."""
        if location_id not in self.locations:
            raise NotFound(location_id=location_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeTime:
    """A time that staff can book; `for_patients` when a patient could, too, at this moment."""

    slot: Slot
    for_patients: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """What is booked for local days, cancelled ones too, by when it begins; and who comes, as far as still known."""

    days: tuple[date, ...]
    appointments: tuple[Appointment, ...]
    subjects: Mapping[SubjectId, Subject]
