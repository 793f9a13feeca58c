"""Somebody looks for a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from frontdesk.booking.model import Slot
from frontdesk.booking.model.timetable import Schedule, Timetable, TimeType
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.limits import why_not_offered
from frontdesk.booking.rules.offering import (
    Stretch,
    Taken,
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
    return find_times_of_all([search], first_day, last_day, ports=ports)


def find_times_of_all(
    searches: Sequence[Search], first_day: date, last_day: date, *, ports: BookingPorts
) -> Sequence[Slot]:
    """The free times of several kinds, places and performers of an organisation, in order.

    One query for each performer and room, however many kinds of time they have.
    """
    looks = [it for search in searches if (it := _look(search, first_day, last_day, ports=ports))]
    needed: dict[tuple[OrganisationId, ResourceId], tuple[date, date]] = {}
    for look in looks:
        for resource_id, days in sheets_needed(look.schedules, look.stretch).items():
            key = look.search.organisation_id, resource_id
            first, last = needed.get(key, days)
            needed[key] = min(first, days[0]), max(last, days[1])
    sheets = [
        sheet
        for (organisation_id, resource_id), (first, last) in needed.items()
        for sheet in ports.appointments.sheets(organisation_id, resource_id, first, last)
    ]
    now = ports.clock()
    found = [slot for look in looks for slot in look.free(taken_in(sheets, look.stretch, now=now))]
    return sorted(found, key=lambda slot: (slot.starts_at, slot.performer_id))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A search with all that was laid down about it: the schedules that have the kind, and the days in question."""

    search: Search
    timetable: Timetable
    time_type: TimeType
    schedules: Sequence[Schedule]
    stretch: Stretch
    soonest: datetime

    def free(self, taken: Taken) -> Sequence[Slot]:
        return free_slots(
            self.timetable,
            self.schedules,
            self.time_type,
            self.stretch,
            taken,
            not_before=self.soonest,
        )


def _look(search: Search, first_day: date, last_day: date, *, ports: BookingPorts) -> _Look | None:
    """None where nothing can be booked: it is not offered, or on none of the days."""
    timetable = timetable_of(search.organisation_id, ports=ports)
    time_type = timetable.time_type(search.time_type_id)
    zone = ports.zone(search.organisation_id, search.location_id)
    if not _is_open(timetable, time_type, search):
        return None
    now, by_staff = ports.clock(), search.by is ActorKind.STAFF
    asked = Stretch(first_day=first_day, last_day=last_day, zone=zone)
    stretch = days_in_question(time_type, asked, now=now, by_staff=by_staff)
    if stretch is None:
        return None
    return _Look(
        search=search,
        timetable=timetable,
        time_type=time_type,
        schedules=timetable.schedules_for(search.location_id, time_type.id, search.performer_id),
        stretch=stretch,
        soonest=now if by_staff else now + timedelta(minutes=time_type.lead_minutes),
    )


def _is_open(timetable: Timetable, time_type: TimeType, search: Search) -> bool:
    return search.moving or why_not_offered(timetable, time_type, by=search.by) is None
