"""Staff keep a stretch of a performer's or a room's day free, and give it back. TakeCare: spärra tid."""

from dataclasses import dataclass, replace
from datetime import datetime

from frontdesk.booking.errors import NotOffered, Over
from frontdesk.booking.model import BLOCK, Appointment, AppointmentStatus, Slot
from frontdesk.booking.model.cells import cells_between
from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.blocking import MOST_CELLS
from frontdesk.booking.rules.limits import why_not_comment
from frontdesk.booking.usecases._offers import timetable_of
from frontdesk.booking.usecases._write import Said, change_what_is_there, write
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import AppointmentId, LocationId, OrganisationId, ResourceId
from frontdesk.kernel.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What is blocked: five-minute steps, eight hours at most, of somebody or something at a location."""

    location_id: LocationId
    resource_id: ResourceId
    starts_at: datetime
    ends_at: datetime
    note: str = ""


def block_time(
    *, organisation_id: OrganisationId, block_id: AppointmentId, stretch: Stretch, ports: BookingPorts
) -> Appointment:
    """The block; the same id again is the same one. Taken when something is booked then, NotOffered for no stretch."""
    timetable_of(organisation_id, ports=ports).resource(stretch.resource_id)
    if refusal := why_not_comment(stretch.note):
        raise refusal
    block = _block(organisation_id, block_id, stretch, ports=ports)
    try:
        return write(None, block, ports=ports)
    except Conflict as no:
        if type(no) is not Conflict:
            raise
    there = ports.appointments.get(organisation_id, block_id)
    if there.slot != block.slot or there.status is not AppointmentStatus.BLOCKED:
        raise Over
    return there


def unblock_time(
    *, organisation_id: OrganisationId, block_id: AppointmentId, ports: BookingPorts
) -> Appointment:
    """The stretch can be taken again. Said again, as it is; Over for what is no block."""

    def given_back(before: Appointment) -> Said | None:
        if before.status is AppointmentStatus.LAPSED:
            return None
        if before.status is not AppointmentStatus.BLOCKED:
            raise Over
        return replace(before, status=AppointmentStatus.LAPSED), ()

    there = ports.appointments.get(organisation_id, block_id)
    return change_what_is_there(there, given_back, ports=ports)


def own_block(
    organisation_id: OrganisationId, block_id: AppointmentId, *, staff: StaffMember, ports: BookingPorts
) -> Appointment:
    """The block at one of the locations of this member of staff, given back or not; else NotFound."""
    block = ports.appointments.get(organisation_id, block_id)
    if block.slot.time_type_id != BLOCK:
        raise NotFound(appointment_id=block_id)
    staff.require_reach(block.slot.location_id)
    return block


def _block(
    organisation_id: OrganisationId, block_id: AppointmentId, stretch: Stretch, *, ports: BookingPorts
) -> Appointment:
    zone = ports.zone(organisation_id, stretch.location_id)
    try:
        cells = cells_between(stretch.starts_at, stretch.ends_at)
    except ValueError as odd:
        raise NotOffered from odd
    if not 0 < len(cells) <= MOST_CELLS:
        raise NotOffered
    slot = Slot(
        location_id=stretch.location_id,
        time_type_id=BLOCK,
        performer_id=stretch.resource_id,
        room_id=None,
        on=stretch.starts_at.astimezone(zone).date(),
        starts_at=stretch.starts_at,
        ends_at=stretch.ends_at,
        occupied=cells,
    )
    return Appointment(
        id=block_id,
        organisation_id=organisation_id,
        slot=slot,
        status=AppointmentStatus.BLOCKED,
        language=Language.ENGLISH,
        reason=stretch.note.strip(),
    )
