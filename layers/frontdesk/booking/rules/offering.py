"""Which times can be booked: the schedule less what is taken. Computed, so a changed schedule shows at once.

Hours mean what the clock on the location's wall shows: the hour that a clock change skips is in no schedule, the one
that it repeats is in it twice. The starts of a day that has no clock change are plain arithmetic; else the cells of
the day are asked one by one what the wall shows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from frontdesk.booking.model import Sheet, Slot
from frontdesk.booking.model.cells import by_day, cell_after, cell_at, first_cell, instant_of
from frontdesk.booking.model.timetable import MOST_AROUND, Block, Schedule, Timetable, TimeType
from frontdesk.booking.rules.claims import session_at
from frontdesk.kernel.ids import ResourceId

MINUTES_A_CELL = 5
A_DAY = timedelta(days=1)
AROUND = timedelta(minutes=MOST_AROUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Local days of a location, both included, as they are asked for."""

    first_day: date
    last_day: date
    zone: ZoneInfo

    @property
    def cells(self) -> range:
        """All cells of the days, and those that the minutes before and after their times may reach."""
        begins = _wall(self.first_day, time.min, self.zone) - AROUND
        ends = _wall(self.last_day + A_DAY, time.min, self.zone) + AROUND
        return range(cell_after(begins), cell_after(ends))

    def days(self) -> Iterator[date]:
        day = self.first_day
        while day <= self.last_day:
            yield day
            day += A_DAY


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken of the owners, as bits from the cell `begins` on.

    Of a group's session, by owner and token: its part of these bits, and how many have a seat.
    """

    begins: int
    bits: Mapping[str, int]
    sessions: Mapping[tuple[str, str], int] = field(default_factory=dict)
    seats: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def is_free(self, owner: ResourceId | None, cells: range) -> bool:
        """Whether nothing of the owner's cells is taken; nobody is always free."""
        return owner is None or not self.bits.get(owner, 0) & self._wanted(cells)

    def has_a_seat(self, owner: ResourceId | None, cells: range, session: str, seats: int) -> bool:
        """Whether the cells are taken by nobody but the session, and fewer have a seat in it than may."""
        if owner is None:
            return True
        others = self.bits.get(owner, 0) & ~self.sessions.get((owner, session), 0)
        return not others & self._wanted(cells) and self.seats.get((owner, session), 0) < seats

    def _wanted(self, cells: range) -> int:
        return ((1 << len(cells)) - 1) << (cells.start - self.begins)


def days_in_question(
    time_type: TimeType, stretch: Stretch, *, now: datetime, by_staff: bool = False
) -> Stretch | None:
    """The part of the stretch in which the type can be booked now; None when that is no day."""
    soonest = now if by_staff else now + timedelta(minutes=time_type.lead_minutes)
    first = max(stretch.first_day, soonest.astimezone(stretch.zone).date())
    last = stretch.last_day
    if not by_staff:
        last = min(last, now.astimezone(stretch.zone).date() + timedelta(days=time_type.horizon_days))
    return Stretch(first_day=first, last_day=last, zone=stretch.zone) if first <= last else None


def starts_on(
    timetable: Timetable, schedule: Schedule, time_type: TimeType, day: date, zone: ZoneInfo
) -> Iterator[int]:
    """The cells in which a time of the type begins on a local day, whoever has it; nothing on days off."""
    if day < schedule.valid_from or (schedule.valid_until is not None and day > schedule.valid_until):
        return
    if day in timetable.holidays_at(schedule.location_id):
        return
    if timetable.is_absent(schedule.performer_id, day) or timetable.is_absent(schedule.room_id, day):
        return
    for block in schedule.week:
        if block.weekday == day.weekday() and time_type.id in block.time_types:
            yield from _starts_in(block, time_type, day, zone)


def slots(timetable: Timetable, schedule: Schedule, time_type: TimeType, stretch: Stretch) -> Iterator[Slot]:
    """The times of the type in a schedule, in order, whoever has them."""
    for day in stretch.days():
        for start in sorted(starts_on(timetable, schedule, time_type, day, stretch.zone)):
            yield slot_at(schedule, time_type, start, day)


def free_slots(  # noqa: PLR0913
    timetable: Timetable,
    schedules: Iterable[Schedule],
    time_type: TimeType,
    stretch: Stretch,
    taken: Taken,
    *,
    not_before: datetime,
) -> list[Slot]:
    """The times of the type in the schedules that nobody has and that begin at `not_before` or later, in order."""
    soonest = cell_after(not_before)
    found = [
        slot_at(schedule, time_type, start, day)
        for schedule in schedules
        for day in stretch.days()
        for start in starts_on(timetable, schedule, time_type, day, stretch.zone)
        if start >= soonest and _can_be_had(schedule, time_type, start, taken)
    ]
    return sorted(found, key=lambda slot: (slot.starts_at, slot.performer_id))


def _can_be_had(schedule: Schedule, time_type: TimeType, start: int, taken: Taken) -> bool:
    cells, owners = _occupied(time_type, start), (schedule.performer_id, schedule.room_id)
    if time_type.capacity == 1:
        return all(taken.is_free(owner, cells) for owner in owners)
    session = session_at(time_type.id, start)
    return all(taken.has_a_seat(owner, cells, session, time_type.capacity) for owner in owners)


def _occupied(time_type: TimeType, start: int) -> range:
    """The cells of a time that begins with the cell, with the minutes before and after."""
    lasts, before, after = (
        it // MINUTES_A_CELL for it in (time_type.lasts, time_type.before, time_type.after)
    )
    return range(start - before, start + lasts + after)


def slot_at(schedule: Schedule, time_type: TimeType, start: int, on: date) -> Slot:
    """The time of the type that begins with the cell, on the local day `on`."""
    ends = start + time_type.lasts // MINUTES_A_CELL
    return Slot(
        location_id=schedule.location_id,
        time_type_id=time_type.id,
        performer_id=schedule.performer_id,
        room_id=schedule.room_id,
        on=on,
        starts_at=instant_of(start),
        ends_at=instant_of(ends),
        occupied=_occupied(time_type, start),
        seats=time_type.capacity,
    )


def sheets_needed(schedules: Iterable[Schedule], stretch: Stretch) -> dict[ResourceId, tuple[date, date]]:
    """Whose sheets say what is taken, and of which UTC days: the first and the last, both included."""
    days = [day for day, _ in by_day(stretch.cells)]
    owners = {it for schedule in schedules for it in (schedule.performer_id, schedule.room_id) if it}
    return dict.fromkeys(sorted(owners), (days[0], days[-1]))


def taken_in(sheets: Sequence[Sheet], stretch: Stretch, *, now: datetime) -> Taken:
    """What the sheets say is taken."""
    begins = stretch.cells.start
    bits: dict[str, int] = {}
    sessions: dict[tuple[str, str], int] = {}
    seats: dict[tuple[str, str], int] = {}
    for sheet in sheets:
        owner, shift = sheet.key.owner, first_cell(sheet.key.day) - begins
        for session, found in sheet.bits(now).items():
            moved = found << shift if shift >= 0 else found >> -shift
            bits[owner] = bits.get(owner, 0) | moved
            sessions[owner, session] = sessions.get((owner, session), 0) | moved
        for session, tokens in sheet.sessions.items():
            seats[owner, session] = len(tokens - sheet.ended(now))
    return Taken(begins, bits, sessions, seats)


def _starts_in(block: Block, time_type: TimeType, day: date, zone: ZoneInfo) -> Iterator[int]:
    lasts = time_type.lasts // MINUTES_A_CELL
    every = (block.every or time_type.before + time_type.lasts + time_type.after) // MINUTES_A_CELL
    for open_cells in _open(block, day, zone):
        yield from range(open_cells.start, open_cells.stop - lasts + 1, every)


def _open(block: Block, day: date, zone: ZoneInfo) -> Iterator[range]:
    """The cells whose wall time is in the block: one stretch, or two where a clock change cuts it."""
    if _wall(day, time.min, zone).utcoffset() == _wall(day + A_DAY, time.min, zone).utcoffset():
        yield range(cell_after(_wall(day, block.opens, zone)), cell_after(_wall(day, block.closes, zone)))
        return
    midnight = cell_at(_wall(day, time.min, zone))
    begun: int | None = None
    for cell in range(midnight, cell_at(_wall(day + A_DAY, time.min, zone)) + 1):
        wall = instant_of(cell).astimezone(zone)
        inside = wall.date() == day and block.opens <= wall.time() < block.closes
        if inside and begun is None:
            begun = cell
        if not inside and begun is not None:
            yield range(begun, cell)
            begun = None


def _wall(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone)
