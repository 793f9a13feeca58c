"""Staff look at all that can be booked, by patients or only by themselves. 1177 Fristående tidbok: bokningslista."""

from collections.abc import Sequence
from datetime import date

from frontdesk.booking.model import Slot
from frontdesk.booking.model.desk import FreeTime, StaffMember
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.limits import Moment, why_not_offered, why_not_then
from frontdesk.booking.rules.offering import Stretch, free_slots, sheets_needed, taken_in
from frontdesk.booking.usecases._offers import moment_at, timetable_of
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.ids import LocationId, OrganisationId, ResourceId, TimeTypeId


def list_free_times(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    location_id: LocationId,
    first_day: date,
    last_day: date,
    staff: StaffMember,
    performer_id: ResourceId | None = None,
    time_type_id: TimeTypeId | None = None,
    ports: BookingPorts,
) -> Sequence[FreeTime]:
    """The free times of these local days, both included, of every type or of one, in order.

    One query for each performer and room, however many types there are. NotFound when the location is none of theirs.
    """
    staff.require_reach(location_id)
    timetable = timetable_of(organisation_id, ports=ports)
    moment = moment_at(organisation_id, location_id, timetable, ports=ports)
    first_day = max(first_day, moment.now.astimezone(moment.zone).date())
    if first_day > last_day:
        return ()
    stretch = Stretch(first_day=first_day, last_day=last_day, zone=moment.zone)
    types = [it for it in timetable.time_types if time_type_id in (None, it.id)]
    offers = [(it, timetable.schedules_for(location_id, it.id, performer_id)) for it in types]
    sheets = [
        sheet
        for owner, (first, last) in sheets_needed(
            (it for _, laid_out in offers for it in laid_out), stretch
        ).items()
        for sheet in ports.appointments.sheets(organisation_id, owner, first, last)
    ]
    taken = taken_in(sheets, stretch, now=moment.now)
    found = [
        slot
        for time_type, laid_out in offers
        for slot in free_slots(timetable, laid_out, time_type, stretch, taken, not_before=moment.now)
    ]
    found.sort(key=lambda slot: (slot.starts_at, slot.performer_id))
    return [FreeTime(slot=it, for_patients=_is_for_patients(timetable, it, moment)) for it in found]


def _is_for_patients(timetable: Timetable, slot: Slot, moment: Moment) -> bool:
    """Whether the rules would let a patient have it now, as far as they do not ask who the patient is."""
    time_type = timetable.time_type(slot.time_type_id)
    refusal = why_not_offered(timetable, time_type, by=ActorKind.PATIENT) or why_not_then(
        time_type, slot.starts_at, moment, by=ActorKind.PATIENT
    )
    return refusal is None
