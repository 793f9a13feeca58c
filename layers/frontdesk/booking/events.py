"""What booking tells the rest of the clinic. Schemas: events/booking/. Nothing of what was said is in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import AppointmentId, InvitationId, LocationId, ResourceId, SubjectId, TimeTypeId


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingEvent(Event):
    """What every fact about a time says: which, and when it begins."""

    source: ClassVar[str] = "frontdesk.booking"

    appointment_id: AppointmentId
    location_id: LocationId
    time_type_id: TimeTypeId
    performer_id: ResourceId
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentEvent(BookingEvent):
    """A fact about somebody's appointment."""

    subject_id: SubjectId


class AppointmentBooked(AppointmentEvent):
    """A time is somebody's."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRescheduled(AppointmentEvent):
    """It is at another time now; `was_at` is when it began before."""

    was_at: datetime


class AppointmentCancelled(AppointmentEvent):
    """It does not take place."""

    __slots__ = ()


class AppointmentConfirmed(AppointmentEvent):
    """The patient says that they come."""

    __slots__ = ()


class AppointmentNoShow(AppointmentEvent):
    """The patient did not come."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotFreed(BookingEvent):
    """A time that was booked can be taken again, until `ends_at`."""

    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationEvent(Event):
    """A fact about somebody's right to take a time."""

    source: ClassVar[str] = "frontdesk.booking"

    invitation_id: InvitationId
    location_id: LocationId
    time_type_id: TimeTypeId
    subject_id: SubjectId


class InvitationMade(InvitationEvent):
    """Somebody waits for a time, or was invited to take one."""

    __slots__ = ()


class InvitationWithdrawn(InvitationEvent):
    """They wait no longer, or are invited no more."""

    __slots__ = ()
