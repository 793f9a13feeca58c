"""Days, zones, schedules and appointments for properties: six zones, and their clock changes more than other days."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st

from frontdesk.booking.model import AppointmentStatus
from frontdesk.booking.model.cells import instant_of
from frontdesk.booking.model.timetable import Block
from tests.width import wide

from .builders import (
    ANNA,
    BO,
    CHECKUP,
    DAY,
    DR_BERG,
    DR_LIND,
    MINUTE,
    MONDAY_NINE,
    ROOM,
    a_schedule,
    a_slot,
    a_time_type,
    an_appointment,
    at,
)

PROPERTY = settings(max_examples=wide(100, 2000))
ZONES = tuple(
    ZoneInfo(name)
    for name in (
        "Europe/Berlin",
        "Europe/Stockholm",
        "Asia/Shanghai",
        "America/New_York",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
    )
)
FIRST, LAST, LEAP_DAY = date(2026, 11, 1), date(2029, 12, 31), date(2028, 2, 29)
CELL = timedelta(minutes=5)
MIDNIGHT = datetime.combine(LEAP_DAY, time.min, UTC)


def midnight(day, zone):
    return datetime.combine(day, time.min, zone)


@cache
def clock_changes(zone):
    """The local days that are longer or shorter than others; leap day where there is none."""
    days = [FIRST + number * DAY for number in range((LAST - FIRST).days)]
    lasts = {
        day: midnight(day + DAY, zone).astimezone(UTC) - midnight(day, zone).astimezone(UTC) for day in days
    }
    return [day for day, it in lasts.items() if it != DAY] or [LEAP_DAY]


def steps(lowest, highest):
    """Minutes in steps of five."""
    return st.integers(lowest, highest).map(lambda number: number * 5)


@st.composite
def weekday_blocks(draw, weekday):
    """Stretches of a weekday that do not touch each other, most of them where clocks change."""
    latest = draw(st.sampled_from([60, 287]))
    marks = sorted(draw(st.lists(st.integers(0, latest), min_size=2, max_size=6, unique=True)))
    walls = [(MIDNIGHT + number * CELL).time() for number in marks]
    every = draw(st.none() | steps(1, 24))
    return tuple(
        Block(weekday=weekday, opens=opens, closes=closes, time_types=(CHECKUP,), every=every)
        for opens, closes in zip(walls[::2], walls[1::2], strict=False)
    )


@st.composite
def days_of_schedules(draw):
    """A schedule with a type, and a local day of a zone that it is asked about."""
    zone = draw(st.sampled_from(ZONES))
    changes = st.sampled_from(clock_changes(zone))
    day = draw(changes | changes | st.just(LEAP_DAY) | st.dates(FIRST, LAST))
    time_type = a_time_type(
        id=CHECKUP, lasts=draw(steps(1, 12)), before=draw(steps(0, 12)), after=draw(steps(0, 12))
    )
    schedule = a_schedule(
        week=draw(weekday_blocks(day.weekday())), room_id=draw(st.sampled_from([None, ROOM]))
    )
    return schedule, time_type, day, zone


@st.composite
def slots(draw):
    """Half an hour or less around a midnight of UTC, with minutes around it."""
    starts_at = at("01:00") + draw(st.integers(-12, 12)) * CELL
    lasts, before, after = draw(st.integers(1, 6)), draw(st.integers(0, 2)), draw(st.integers(0, 2))
    plain = a_slot(starts_at, ends_at=starts_at + lasts * CELL)
    return a_slot(
        starts_at,
        ends_at=plain.ends_at,
        performer_id=draw(st.sampled_from([DR_BERG, DR_LIND])),
        room_id=draw(st.sampled_from([None, ROOM])),
        occupied=range(plain.occupied.start - before, plain.occupied.stop + after),
    )


@st.composite
def appointments(draw):
    """An appointment of one id in any state, held or of somebody."""
    status = draw(st.sampled_from(AppointmentStatus))
    nobodys = status in (AppointmentStatus.HELD, AppointmentStatus.LAPSED, AppointmentStatus.BLOCKED)
    ends = st.sampled_from([MONDAY_NINE, MONDAY_NINE + 15 * MINUTE])
    return an_appointment(
        slot=draw(slots()),
        status=status,
        subject_id=None if nobodys else draw(st.sampled_from([ANNA, BO])),
        hold_until=draw(ends) if status is AppointmentStatus.HELD else None,
    )


def wall(cell, zone):
    """What the clock on the wall shows when the cell begins."""
    return instant_of(cell).astimezone(zone)
