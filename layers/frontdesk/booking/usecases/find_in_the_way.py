"""Staff look at what stands in a stretch that they want to keep free. TakeCare: spärra tid."""

from collections.abc import Sequence
from datetime import timedelta

from frontdesk.booking.model import Appointment
from frontdesk.booking.model.cells import cells_between
from frontdesk.booking.model.desk import Diary, StaffMember
from frontdesk.booking.model.timetable import MOST_AROUND
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.claims import TAKING
from frontdesk.booking.usecases._look import record_look, who_comes
from frontdesk.booking.usecases.block_time import Stretch
from frontdesk.kernel.ids import LocationId, OrganisationId

AROUND = timedelta(minutes=MOST_AROUND)


def find_in_the_way(
    *, organisation_id: OrganisationId, stretch: Stretch, staff: StaffMember, ports: BookingPorts
) -> Diary:
    """What takes time of the performer or the room then, at the locations that are theirs to see, with the names.

    A time that is only held is nobody's to see, and neither is one at another location: both can be in the way of a
    stretch of which this tells nothing. Written into the trail first, like every look at a calendar.
    """
    found: list[Appointment] = []
    for location_id in sorted(staff.locations):
        here = _at(organisation_id, location_id, stretch, ports=ports)
        if here:
            seen = f"{location_id} {here[0].slot.on}/{here[-1].slot.on} {stretch.resource_id}"
            record_look(organisation_id, "CalendarRead", staff=staff, about=seen, ports=ports)
        found += here
    return Diary(
        days=tuple(sorted({it.slot.on for it in found})),
        appointments=tuple(sorted(found, key=lambda it: it.slot.starts_at)),
        subjects=who_comes(organisation_id, (it.subject_id for it in found), ports=ports),
    )


def _at(
    organisation_id: OrganisationId, location_id: LocationId, stretch: Stretch, *, ports: BookingPorts
) -> Sequence[Appointment]:
    """What was booked or blocked at a location and has a cell of the stretch, with its minutes before and after."""
    zone = ports.zone(organisation_id, location_id)
    first, last = (
        it.astimezone(zone).date() for it in (stretch.starts_at - AROUND, stretch.ends_at + AROUND)
    )
    wanted = set(cells_between(stretch.starts_at, stretch.ends_at))
    return [
        it
        for it in ports.appointments.of_days(organisation_id, location_id, first, last)
        if it.status in TAKING
        and stretch.resource_id in (it.slot.performer_id, it.slot.room_id)
        and not wanted.isdisjoint(it.slot.occupied)
    ]
