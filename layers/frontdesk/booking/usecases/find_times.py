"""Somebody looks for a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from frontdesk.booking.model import Slot
from frontdesk.booking.model.timetable import Schedule, Timetable, TimeType
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.limits import why_not_offered
from frontdesk.booking.rules.offering import (
    Stretch,
    days_in_question,
    free_slots,
    sheets_needed,
    taken_in,
)
from frontdesk.booking.usecases._offers import timetable_of
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.ids import LocationId, OrganisationId, ResourceId, TimeTypeId

AT_ONCE = 31
"""Days that are looked at together, while the first free one is searched for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for: a type at a location, of one performer or of any. `by`: staff see what patients may not.

    `moving`: a time for an appointment that they have, which patients may look for where they cannot book.
    """

    organisation_id: OrganisationId
    location_id: LocationId
    time_type_id: TimeTypeId
    performer_id: ResourceId | None = None
    by: ActorKind = ActorKind.PATIENT
    moving: bool = False


def find_times(search: Search, first_day: date, last_day: date, *, ports: BookingPorts) -> Sequence[Slot]:
    """The free times of these local days, both included, in order. One query for each performer and room."""
    timetable = timetable_of(search.organisation_id, ports=ports)
    time_type = timetable.time_type(search.time_type_id)
    zone = ports.zone(search.organisation_id, search.location_id)
    if not _is_open(timetable, time_type, search):
        return ()
    schedules = timetable.schedules_for(search.location_id, time_type.id, search.performer_id)
    return _free(
        search,
        timetable,
        time_type,
        schedules,
        Stretch(first_day=first_day, last_day=last_day, zone=zone),
        ports,
    )


def find_first_day(search: Search, from_day: date, *, ports: BookingPorts) -> date | None:
    """The first local day from `from_day` on that has a free time, None when none has until the type's horizon."""
    timetable = timetable_of(search.organisation_id, ports=ports)
    time_type = timetable.time_type(search.time_type_id)
    zone = ports.zone(search.organisation_id, search.location_id)
    today = ports.clock().astimezone(zone).date()
    first, horizon = max(from_day, today), today + timedelta(days=time_type.horizon_days)
    while first <= horizon:
        last = min(first + timedelta(days=AT_ONCE - 1), horizon)
        if found := find_times(search, first, last, ports=ports):
            return found[0].on
        first = last + timedelta(days=1)
    return None


def _is_open(timetable: Timetable, time_type: TimeType, search: Search) -> bool:
    return search.moving or why_not_offered(timetable, time_type, by=search.by) is None


def _free(  # noqa: PLR0913, PLR0917
    search: Search,
    timetable: Timetable,
    time_type: TimeType,
    schedules: Sequence[Schedule],
    asked: Stretch,
    ports: BookingPorts,
) -> Sequence[Slot]:
    now, by_staff = ports.clock(), search.by is ActorKind.STAFF
    stretch = days_in_question(time_type, asked, now=now, by_staff=by_staff)
    if stretch is None:
        return ()
    sheets = [
        sheet
        for resource_id, (first, last) in sheets_needed(schedules, stretch).items()
        for sheet in ports.appointments.sheets(search.organisation_id, resource_id, first, last)
    ]
    soonest = now if by_staff else now + timedelta(minutes=time_type.lead_minutes)
    taken = taken_in(sheets, stretch, now=now)
    return free_slots(timetable, schedules, time_type, stretch, taken, not_before=soonest)
