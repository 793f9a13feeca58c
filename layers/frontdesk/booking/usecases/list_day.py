"""Staff look at what is booked: a day of a location, or some days of somebody who works there."""

from collections.abc import Sequence
from datetime import date

from frontdesk.booking.model.desk import Diary, StaffMember
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases._look import record_look, who_comes
from frontdesk.kernel.ids import LocationId, OrganisationId, ResourceId


def list_day(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    location_id: LocationId,
    days: Sequence[date],
    staff: StaffMember,
    performer_id: ResourceId | None = None,
    ports: BookingPorts,
) -> Diary:
    """The diary of these local days, of one performer or of all. NotFound when the location is none of theirs.

    That it was seen is one entry in the trail, written before any name is read; of which day and whose it was says
    `about`, so that it can be told later whose names stood there.
    """
    staff.require_reach(location_id)
    found = tuple(
        it
        for it in ports.appointments.of_days(organisation_id, location_id, days[0], days[-1])
        if performer_id in (None, it.slot.performer_id)
    )
    if found:
        seen = " ".join(filter(None, [location_id, f"{days[0]}/{days[-1]}", performer_id]))
        record_look(organisation_id, "CalendarRead", staff=staff, about=seen, ports=ports)
    return Diary(
        days=tuple(days),
        appointments=found,
        subjects=who_comes(organisation_id, (it.subject_id for it in found), ports=ports),
    )
