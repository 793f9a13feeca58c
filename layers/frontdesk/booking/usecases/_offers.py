"""What the timetable offers, looked up: the start of every use case that is about a time."""

from zoneinfo import ZoneInfo

from frontdesk.booking.errors import NotOffered
from frontdesk.booking.model import Appointment, Slot, Wish
from frontdesk.booking.model.cells import cell_at
from frontdesk.booking.model.timetable import Timetable, TimeType
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.limits import Moment, why_not_offered, why_not_see, why_not_then
from frontdesk.booking.rules.offering import slot_at, starts_on
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import LocationId, OrganisationId


def timetable_of(organisation_id: OrganisationId, *, ports: BookingPorts) -> Timetable:
    """NotFound when the organisation has no times of its own."""
    timetable = ports.timetables.get(organisation_id)
    if timetable is None:
        raise NotFound(organisation_id=organisation_id)
    return timetable


def what_they_see(
    appointment: Appointment, *, by: ActorKind, ports: BookingPorts
) -> tuple[Timetable, TimeType]:
    """What was laid down about an appointment; NotFound for a patient who is not shown it."""
    timetable = timetable_of(appointment.organisation_id, ports=ports)
    time_type = timetable.time_type(appointment.slot.time_type_id)
    hidden = not timetable.shown or why_not_see(appointment, time_type)
    if hidden and by is not ActorKind.STAFF:
        raise NotFound(appointment_id=appointment.id)
    return timetable, time_type


def moment_at(
    organisation_id: OrganisationId, location_id: LocationId, timetable: Timetable, *, ports: BookingPorts
) -> Moment:
    """Now, by the calendar of a location; NotFound when the organisation has none of that id."""
    zone = ports.zone(organisation_id, location_id)
    return Moment(ports.clock(), zone, timetable.holidays_at(location_id))


def offered_slot(
    organisation_id: OrganisationId, wish: Wish, *, by: ActorKind, ports: BookingPorts, moving: bool = False
) -> tuple[Slot, TimeType]:
    """The wished time, if a schedule has it and they may have it now; else the Refusal.

    `moving`: for an appointment that they have, which patients may do where they cannot book.
    """
    timetable = timetable_of(organisation_id, ports=ports)
    time_type = timetable.time_type(wish.time_type_id)
    moment = moment_at(organisation_id, wish.location_id, timetable, ports=ports)
    if not moving and (refusal := why_not_offered(timetable, time_type, by=by)):
        raise refusal
    slot = _slot(timetable, time_type, wish, moment.zone)
    if refusal := why_not_then(time_type, slot.starts_at, moment, by=by):
        raise refusal
    return slot, time_type


def require_laid_out(organisation_id: OrganisationId, slot: Slot, *, ports: BookingPorts) -> TimeType:
    """The type of a time that was held; NotOffered when no schedule has the time any more."""
    timetable = timetable_of(organisation_id, ports=ports)
    time_type = timetable.time_type(slot.time_type_id)
    if _slot(timetable, time_type, slot.wish, ports.zone(organisation_id, slot.location_id)) != slot:
        raise NotOffered
    return time_type


def _slot(timetable: Timetable, time_type: TimeType, wish: Wish, zone: ZoneInfo) -> Slot:
    day = wish.starts_at.astimezone(zone).date()
    try:
        start = cell_at(wish.starts_at)
    except ValueError as off:
        raise NotOffered from off
    for schedule in timetable.schedules_for(wish.location_id, time_type.id, wish.performer_id):
        if start in starts_on(timetable, schedule, time_type, day, zone):
            return slot_at(schedule, time_type, start, day)
    raise NotOffered
