"""Opening hours are what the clock on the wall shows, in every zone, on the days of clock changes too."""

import os
import time
from contextlib import contextmanager
from datetime import UTC, date
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.booking.model.cells import cell_at
from frontdesk.booking.rules.offering import Stretch, Taken, free_slots, slots, starts_on

from .builders import (
    CONSULTATION,
    DAY,
    NORTH,
    WEDNESDAY,
    a_block,
    a_schedule,
    a_time_type,
    a_timetable,
)
from .fakes import a_diary
from .strategies import CELL, FIRST, LAST, PROPERTY, ZONES, clock_changes, days_of_schedules, midnight, wall

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


def starts(schedule, time_type, day, zone):
    return list(starts_on(a_timetable(), schedule, time_type, day, zone))


def starts_by_the_definition(block, time_type, day, zone):
    """Cell by cell: a time begins where the block opens, then every so often, if it is open as long as it lasts."""
    first = cell_at(midnight(day, zone).astimezone(UTC) - DAY)
    open_cells = {
        cell
        for cell in range(first, first + 4 * 288)
        if (shown := wall(cell, zone)).date() == day and block.opens <= shown.time() < block.closes
    }
    every = (block.every or time_type.before + time_type.lasts + time_type.after) // 5
    following = None
    for cell in sorted(open_cells):
        if cell - 1 not in open_cells:
            following = cell
        if cell == following:
            following = cell + every
            if open_cells.issuperset(range(cell, cell + time_type.lasts // 5)):
                yield cell


def wall_times(block, day, zone, **type_changes):
    """What the wall shows at each beginning, with its offset."""
    time_type = a_time_type(**type_changes)
    found = starts(a_schedule(week=(block,)), time_type, day, zone)
    return [f"{wall(it, zone):%H:%M%z}" for it in found]


@given(days_of_schedules())
@PROPERTY
def test_times_begin_where_the_definition_says(asked):
    schedule, time_type, day, zone = asked
    expected = [it for block in schedule.week for it in starts_by_the_definition(block, time_type, day, zone)]
    assert starts(schedule, time_type, day, zone) == expected


@given(days_of_schedules())
@PROPERTY
def test_every_minute_of_a_time_is_on_its_day_and_in_its_block_as_the_wall_shows_it(asked):
    schedule, time_type, day, zone = asked
    stretch = Stretch(first_day=day, last_day=day, zone=zone)
    for slot in slots(a_timetable(), schedule, time_type, stretch):
        assert slot.on == day
        instant = slot.starts_at
        while instant < slot.ends_at:
            shown = instant.astimezone(zone)
            assert shown.date() == day
            assert any(block.opens <= shown.time() < block.closes for block in schedule.week)
            assert shown.replace(tzinfo=None) == _as_if_set_by_hand(shown, zone)
            instant += CELL


def _as_if_set_by_hand(shown, zone):
    """The same wall time looked up in the zone: another one where the clock skips it."""
    return shown.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)


@given(days_of_schedules())
@PROPERTY
def test_no_two_times_of_a_schedule_and_type_overlap(asked):
    schedule, time_type, day, zone = asked
    apart = [it for it in schedule.week if it.every is None or it.every >= time_type.lasts]
    stretch = Stretch(first_day=day, last_day=day + DAY, zone=zone)
    found = list(slots(a_timetable(), a_schedule(week=tuple(apart)), time_type, stretch))
    assert all(one.ends_at <= other.starts_at for one, other in pairwise(found))


@given(st.sampled_from(ZONES), st.dates(FIRST, LAST - 9 * DAY), st.integers(0, 8))
@PROPERTY
def test_days_asked_for_together_have_what_each_has_alone(zone, first, more):
    week = tuple(a_block(weekday, "00:30", "05:00") for weekday in range(7))
    schedule, time_type = a_schedule(week=week), a_time_type()
    together = Stretch(first_day=first, last_day=first + more * DAY, zone=zone)
    alone = [
        slot
        for number in range(more + 1)
        for slot in slots(
            a_timetable(),
            schedule,
            time_type,
            Stretch(first_day=first + number * DAY, last_day=first + number * DAY, zone=zone),
        )
    ]
    nothing = Taken(together.cells.start, {})
    found = free_slots(
        a_timetable(), [schedule], time_type, together, nothing, not_before=midnight(first, zone) - DAY
    )
    assert found == alone
    assert len({slot.starts_at for slot in found}) == len(found)


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_the_day_around_the_clock_is_offered_as_long_as_it_lasts(zone):
    for day in clock_changes(zone):
        schedule = a_schedule(week=(a_block(day.weekday(), "00:00", "23:55"),))
        lasts = midnight(day + DAY, zone).astimezone(UTC) - midnight(day, zone).astimezone(UTC)
        assert len(starts(schedule, a_time_type(lasts=5), day, zone)) == lasts // CELL - 1


@pytest.mark.parametrize("name", ["Europe/Berlin", "Europe/Stockholm"])
def test_the_hour_that_is_skipped_is_offered_by_nobody(name):
    block = a_block(6, "01:30", "03:30")
    assert wall_times(block, SPRING, ZoneInfo(name)) == ["01:30+0100", "03:00+0200"]
    assert wall_times(a_block(6, "02:00", "03:00"), SPRING, ZoneInfo(name)) == []


@pytest.mark.parametrize("name", ["Europe/Berlin", "Europe/Stockholm"])
def test_the_hour_that_is_repeated_is_offered_twice(name):
    assert wall_times(a_block(6, "02:00", "03:00"), AUTUMN, ZoneInfo(name)) == [
        "02:00+0200",
        "02:30+0200",
        "02:00+0100",
        "02:30+0100",
    ]


def test_a_block_that_the_change_cuts_in_two_begins_anew():
    block = a_block(6, "02:10", "02:40")
    assert wall_times(block, AUTUMN, ZoneInfo("Europe/Berlin"), lasts=20) == ["02:10+0200", "02:10+0100"]


def test_america_changes_its_clocks_on_other_days():
    new_york = ZoneInfo("America/New_York")
    block = a_block(6, "01:00", "03:30")
    assert wall_times(block, date(2027, 3, 14), new_york) == ["01:00-0500", "01:30-0500", "03:00-0400"]
    assert wall_times(a_block(6, "01:00", "02:00"), date(2027, 11, 7), new_york) == [
        "01:00-0400",
        "01:30-0400",
        "01:00-0500",
        "01:30-0500",
    ]


def test_lord_howe_changes_by_half_an_hour():
    island = ZoneInfo("Australia/Lord_Howe")
    assert wall_times(a_block(6, "01:30", "03:00"), date(2026, 10, 4), island) == ["01:30+1030", "02:30+1100"]
    assert wall_times(a_block(6, "01:30", "02:30"), date(2027, 4, 4), island) == [
        "01:30+1100",
        "01:30+1030",
        "02:00+1030",
    ]


@pytest.mark.parametrize("name", ["Asia/Shanghai", "Asia/Kathmandu"])
def test_where_clocks_never_change_a_morning_is_a_morning(name):
    for day in (SPRING, AUTUMN):
        found = wall_times(a_block(6, "02:00", "03:00"), day, ZoneInfo(name))
        assert [it[:5] for it in found] == ["02:00", "02:30"]


@contextmanager
def server_in(name):
    """The computer's own zone is that one."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


@given(
    days_of_schedules(), st.sampled_from(["UTC", "Asia/Kathmandu", "America/New_York", "Pacific/Kiritimati"])
)
@PROPERTY
def test_what_is_offered_does_not_depend_on_where_the_server_stands(asked, elsewhere):
    schedule, time_type, day, zone = asked
    stretch = Stretch(first_day=day, last_day=day, zone=zone)
    here = list(slots(a_timetable(), schedule, time_type, stretch))
    with server_in(elsewhere):
        assert list(slots(a_timetable(), schedule, time_type, stretch)) == here


def test_a_clinic_in_another_zone_offers_its_own_mornings():
    from frontdesk.booking.usecases.find_times import Search, find_times

    diary = a_diary()
    for zone in ZONES:
        diary.zones[NORTH, "centre"] = zone
        search = Search(organisation_id=NORTH, location_id="centre", time_type_id=CONSULTATION)
        found = find_times(search, WEDNESDAY, WEDNESDAY, ports=diary.ports)
        assert {wall(cell_at(it.starts_at), zone).hour for it in found} == {8, 9, 10, 11}
