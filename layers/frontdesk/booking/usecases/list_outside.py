"""Staff see the booked times that no schedule has any more, and who could stand in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from frontdesk.booking.model import Appointment
from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.offering import Stretch, taken_in
from frontdesk.booking.rules.standing import why_not_free, why_not_substitute
from frontdesk.booking.usecases._look import record_look
from frontdesk.booking.usecases._offers import timetable_of
from frontdesk.booking.usecases._outside import outside_of
from frontdesk.kernel.ids import AppointmentId, OrganisationId, ResourceId, SubjectId
from frontdesk.patients.model import Subject

A_PAGE = 25
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A page of them by when they begin; `count` of all. `substitutes` who are free at the time of each."""

    timetable: Timetable
    appointments: tuple[Appointment, ...]
    count: int
    subjects: Mapping[SubjectId, Subject]
    substitutes: Mapping[AppointmentId, tuple[ResourceId, ...]]


def list_outside(
    *, organisation_id: OrganisationId, staff: StaffMember, page: int, ports: BookingPorts
) -> Outside:
    """Those at the locations of this member of staff; `page` begins with 1. Fails closed without the trail."""
    timetable = timetable_of(organisation_id, ports=ports)
    found = sorted(
        outside_of(organisation_id, timetable, staff.locations, ports=ports),
        key=lambda it: (it.slot.starts_at, it.id),
    )
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    for location_id in sorted({it.slot.location_id for it in shown}):
        days = [it.slot.on for it in shown if it.slot.location_id == location_id]
        seen = f"{location_id} {days[0]}/{days[-1]}"
        record_look(organisation_id, "CalendarRead", staff=staff, about=seen, ports=ports)
    subject_ids = sorted({it.subject_id for it in shown if it.subject_id})
    return Outside(
        timetable=timetable,
        appointments=tuple(shown),
        count=len(found),
        subjects=ports.subjects(organisation_id, subject_ids) if subject_ids else {},
        substitutes=_substitutes(organisation_id, timetable, shown, ports=ports),
    )


def _substitutes(
    organisation_id: OrganisationId,
    timetable: Timetable,
    shown: Sequence[Appointment],
    *,
    ports: BookingPorts,
) -> Mapping[AppointmentId, tuple[ResourceId, ...]]:
    """Who may stand in, by the rule, and has nothing at that time."""
    if not shown:
        return {}
    first, last = shown[0].slot.on - A_DAY, shown[-1].slot.on + A_DAY
    found: dict[AppointmentId, tuple[ResourceId, ...]] = {}
    wanted = {
        it.id: [one.id for one in timetable.resources if not why_not_substitute(timetable, it.slot, one.id)]
        for it in shown
    }
    sheets = {
        performer_id: ports.appointments.sheets(organisation_id, performer_id, first, last)
        for performer_id in sorted({one for them in wanted.values() for one in them})
    }
    for it in shown:
        zone = ports.zone(organisation_id, it.slot.location_id)
        stretch = Stretch(first_day=it.slot.on, last_day=it.slot.on, zone=zone)
        found[it.id] = tuple(
            one
            for one in wanted[it.id]
            if not why_not_free(it.slot, one, taken_in(sheets[one], stretch, now=ports.clock()))
        )
    return found
