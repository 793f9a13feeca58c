"""Which booked times a timetable does not have: before it is laid down, and as long as they stand there."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.standing import stands_in
from frontdesk.kernel.ids import LocationId, OrganisationId

A_YEAR = timedelta(days=366)
"""As far ahead as any type can be booked: a timetable that was laid down before may have allowed it."""


def outside_of(
    organisation_id: OrganisationId,
    timetable: Timetable,
    locations: Collection[LocationId],
    *,
    ports: BookingPorts,
) -> Iterator[Appointment]:
    """Booked times at the locations that have not begun and that the timetable does not have, day by day."""
    now = ports.clock()
    for location_id in sorted(locations):
        zone = ports.zone(organisation_id, location_id)
        today = now.astimezone(zone).date()
        for it in ports.appointments.of_days(organisation_id, location_id, today, today + A_YEAR):
            is_booked = it.status is AppointmentStatus.BOOKED and it.slot.starts_at > now
            if is_booked and not stands_in(timetable, it, zone):
                yield it
