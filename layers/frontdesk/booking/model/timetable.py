"""What a clinic lays down about its times: time types, whom they need, schedules. FHIR HealthcareService, Schedule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import LocationId, ResourceId, ScheduleId, TimeTypeId
from frontdesk.kernel.language import Text

MOST_AROUND = 60
"""Minutes before and after a time, at most."""


class BookableBy(StrEnum):
    """Who may take a time of the type: patients and staff, or staff alone. TakeCare: patienter eller bara vården."""

    PATIENTS = "patients"
    STAFF = "staff"


class Reason(StrEnum):
    """Whether whoever books says why they come. 1177: besöksorsak."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Known(StrEnum):
    """Whom the type is for: everybody, those who come for the first time, those who have been here."""

    EVERYBODY = "everybody"
    NEW = "new"
    KNOWN = "known"


class Coverage(StrEnum):
    """Who pays. FHIR Coverage."""

    STATUTORY = "statutory"
    PRIVATE = "private"
    SELF_PAY = "self_pay"


class Unit(StrEnum):
    HOURS = "hours"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long before it begins a patient may still change an appointment.

    Working days are whole ones between: with one, the appointment of a Monday can be changed until Thursday ends.
    """

    amount: int
    unit: Unit = Unit.HOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffBooked:
    """What patients may do with times that staff booked for them. TakeCare: se och avboka vårdens tider."""

    seen: bool = True
    cancelled: bool = True
    moved: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeType:
    """A kind of time. All of its minutes are multiples of five. RIV-TA timeType.

    `lasts` minutes; `before` and `after` minutes more of the performer and the room, not the patient; sixty at most.
    `lead_minutes`: how soon it may begin; `horizon_days`: how far ahead it can be booked, in local days.
    `youngest` and `oldest` are years of age on the day, both included. `moves_to`: other locations it may be moved to.
    """

    id: TimeTypeId
    name: Text
    lasts: int
    before: int = 0
    after: int = 0
    text: Text | None = None
    information: Text | None = None
    bookable_by: BookableBy = BookableBy.PATIENTS
    staff_booked: StaffBooked = StaffBooked()
    reason: Reason = Reason.NONE
    youngest: int | None = None
    oldest: int | None = None
    known: Known = Known.EVERYBODY
    coverages: frozenset[Coverage] = frozenset(Coverage)
    lead_minutes: int = 120
    horizon_days: int = 90
    cancel_limit: Limit = Limit(24)
    move_limit: Limit = Limit(24)
    capacity: int = 1
    moves_to: frozenset[LocationId] = frozenset()


class ResourceKind(StrEnum):
    PERFORMER = "performer"
    ROOM = "room"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Somebody or something that can do one thing at a time. FHIR Practitioner, Location; RIV-TA performer."""

    id: ResourceId
    kind: ResourceKind
    name: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of a weekday (Monday is 0), wall time in the location's zone, in which times of the types begin.

    `every`: minutes between two beginnings; None: as long as the type takes, with its minutes before and after.
    """

    weekday: int
    opens: time
    closes: time
    time_types: tuple[TimeTypeId, ...]
    every: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The week of a performer at a location, from a day until a day, both included. 1177: schema av tidstyper."""

    id: ScheduleId
    performer_id: ResourceId
    location_id: LocationId
    week: tuple[Block, ...]
    valid_from: date
    valid_until: date | None = None
    room_id: ResourceId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days on which a performer or a room is not there, both included."""

    id: str
    resource_id: ResourceId
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a patient reads first. 1177: villkorstext, för nybokning, ombokning och avbokning."""

    booking: Text
    moving: Text
    cancelling: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """Everything a clinic laid down about its times. `holidays` by location are free of schedules and working days.

    `offered`: whether patients may book; `shown`: whether they see, move and cancel what is booked. 1177 slide 2.
    `version` counts its changes; 0 where it was never stored.
    """

    terms: Terms
    offered: bool = True
    shown: bool = True
    time_types: tuple[TimeType, ...] = ()
    resources: tuple[Resource, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    absences: tuple[Absence, ...] = ()
    holidays: Mapping[LocationId, frozenset[date]] = field(default_factory=dict)
    version: int = 0

    def time_type(self, time_type_id: TimeTypeId) -> TimeType:
        """NotFound when the clinic has none of that id."""
        for time_type in self.time_types:
            if time_type.id == time_type_id:
                return time_type
        raise NotFound(time_type_id=time_type_id)

    def resource(self, resource_id: ResourceId) -> Resource:
        """NotFound when the clinic has none of that id."""
        for resource in self.resources:
            if resource.id == resource_id:
                return resource
        raise NotFound(resource_id=resource_id)

    def schedules_for(
        self, location_id: LocationId, time_type_id: TimeTypeId, performer_id: ResourceId | None = None
    ) -> tuple[Schedule, ...]:
        """The schedules at the location that lay out the type; with a performer, only theirs."""
        return tuple(
            schedule
            for schedule in self.schedules
            if schedule.location_id == location_id
            and performer_id in (None, schedule.performer_id)
            and any(time_type_id in block.time_types for block in schedule.week)
        )

    def holidays_at(self, location_id: LocationId) -> frozenset[date]:
        return self.holidays.get(location_id, frozenset())

    def is_absent(self, resource_id: ResourceId | None, day: date) -> bool:
        return any(
            it.resource_id == resource_id and it.first_day <= day <= it.last_day for it in self.absences
        )
