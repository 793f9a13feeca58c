"""Which times can be booked: the schedule less days off, less what is taken, not too soon and not too far ahead."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.booking.model import HoldMark, OwnerKind, Sheet, SheetKey
from frontdesk.booking.model.cells import by_day, cell_after, first_cell
from frontdesk.booking.model.timetable import Absence
from frontdesk.booking.rules.offering import (
    Stretch,
    days_in_question,
    free_slots,
    sheets_needed,
    slots,
    starts_on,
    taken_in,
)

from .builders import (
    BERLIN,
    CENTRE,
    CONSULTATION,
    DAY,
    DR_BERG,
    DR_LIND,
    HARBOUR,
    HOUR,
    MINUTE,
    MONDAY_NINE,
    ROOM,
    SECOND,
    WEDNESDAY,
    a_block,
    a_checkup,
    a_schedule,
    a_time_type,
    a_timetable,
    appointment_id,
    at,
)
from .strategies import CELL, LEAP_DAY, PROPERTY, days_of_schedules, midnight

A_WEDNESDAY = Stretch(first_day=WEDNESDAY, last_day=WEDNESDAY, zone=BERLIN)


def clock(slot):
    return f"{slot.starts_at.astimezone(BERLIN):%H:%M}"


def offered(timetable=None, schedule=None, time_type=None, day=WEDNESDAY):
    """What the wall shows when the times of a day begin."""
    stretch = Stretch(first_day=day, last_day=day, zone=BERLIN)
    found = slots(timetable or a_timetable(), schedule or a_schedule(), time_type or a_time_type(), stretch)
    return [clock(it) for it in found]


def free(*sheets, schedules=None, time_type=None, now=MONDAY_NINE, not_before=MONDAY_NINE):
    return free_slots(
        a_timetable(),
        schedules or [a_schedule()],
        time_type or a_time_type(),
        A_WEDNESDAY,
        taken_in(sheets, A_WEDNESDAY, now=now),
        not_before=not_before,
    )


def a_sheet(starts, ends, owner=DR_BERG, whose="AAAB", until=None):
    cells = range(
        cell_after(at(starts)) - first_cell(WEDNESDAY), cell_after(at(ends)) - first_cell(WEDNESDAY)
    )
    holds = {whose: HoldMark(appointment_id(), until)} if until else {}
    key = SheetKey(OwnerKind.RESOURCE, owner, WEDNESDAY)
    return Sheet(key=key, taken=dict.fromkeys(cells, whose), holds=holds)


@pytest.mark.requirement("B20", "B38")
def test_times_follow_each_other_through_the_block():
    assert offered() == ["08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]


def test_the_minutes_around_a_time_are_between_it_and_the_next():
    week = (a_block(2, "08:00", "10:00", "checkup"),)
    assert offered(schedule=a_schedule(week=week), time_type=a_checkup()) == ["08:00", "08:35", "09:10"]


def test_a_block_says_how_often_times_begin():
    week = (a_block(2, "08:00", "10:00", every=45),)
    assert offered(schedule=a_schedule(week=week)) == ["08:00", "08:45", "09:30"]


def test_a_time_that_does_not_end_in_its_block_does_not_begin():
    assert offered(schedule=a_schedule(week=(a_block(2, "08:00", "08:25"),))) == []
    assert offered(schedule=a_schedule(week=(a_block(2, "08:00", "08:30"),))) == ["08:00"]


def test_a_block_is_for_its_own_types_and_its_own_weekday():
    assert offered(time_type=a_checkup()) == []
    assert offered(day=WEDNESDAY + 3 * DAY) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_from": WEDNESDAY + DAY},
        {"valid_until": WEDNESDAY - DAY},
    ],
    ids=["not yet", "no more"],
)
def test_a_schedule_has_its_days(changes):
    assert offered(schedule=a_schedule(**changes)) == []


def test_the_first_and_the_last_day_of_a_schedule_are_in_it():
    assert len(offered(schedule=a_schedule(valid_from=WEDNESDAY, valid_until=WEDNESDAY))) == 8


def test_on_a_holiday_of_the_location_nothing_is_offered():
    timetable = a_timetable(holidays={CENTRE: frozenset({WEDNESDAY})})
    assert offered(timetable) == []
    assert offered(timetable, day=WEDNESDAY + DAY) != []
    elsewhere = a_timetable(holidays={HARBOUR: frozenset({WEDNESDAY})})
    assert offered(elsewhere) != []


@pytest.mark.parametrize(
    ("who", "first", "last", "is_offered"),
    [
        (DR_BERG, WEDNESDAY, WEDNESDAY, False),
        (DR_BERG, WEDNESDAY - 9 * DAY, WEDNESDAY, False),
        (DR_BERG, WEDNESDAY, WEDNESDAY + 9 * DAY, False),
        (DR_BERG, WEDNESDAY + DAY, WEDNESDAY + 9 * DAY, True),
        (DR_BERG, WEDNESDAY - 9 * DAY, WEDNESDAY - DAY, True),
        (ROOM, WEDNESDAY, WEDNESDAY, False),
        (DR_LIND, WEDNESDAY, WEDNESDAY, True),
    ],
)
def test_who_is_away_offers_nothing_from_the_first_day_to_the_last(who, first, last, is_offered):
    away = (Absence(id="away", resource_id=who, first_day=first, last_day=last),)
    schedule = a_schedule(room_id=ROOM)
    assert bool(offered(a_timetable(absences=away), schedule)) is is_offered


def test_a_leap_day_is_a_day():
    schedule = a_schedule(week=(a_block(LEAP_DAY.weekday()),))
    assert len(offered(schedule=schedule, day=LEAP_DAY)) == 8
    asked = Stretch(first_day=date(2028, 2, 28), last_day=date(2028, 3, 1), zone=BERLIN)
    assert list(asked.days()) == [date(2028, 2, 28), LEAP_DAY, date(2028, 3, 1)]


@pytest.mark.requirement("B11")
def test_what_somebody_has_is_not_free():
    found = [clock(it) for it in free(a_sheet("09:00", "09:30"), a_sheet("10:40", "10:45", whose="AAAC"))]
    assert found == ["08:00", "08:30", "09:30", "10:00", "11:00", "11:30"]


def test_the_minutes_around_a_time_have_to_be_free_too():
    schedule = a_schedule(week=(a_block(2, "08:00", "09:00", "checkup", every=30),))
    assert [clock(it) for it in free(schedules=[schedule], time_type=a_checkup())] == ["08:00", "08:30"]
    for taken in (("07:55", "08:00"), ("08:25", "08:30")):
        found = free(a_sheet(*taken), schedules=[schedule], time_type=a_checkup())
        assert "08:00" not in [clock(it) for it in found]


def test_a_room_that_is_taken_is_in_the_way():
    found = free(a_sheet("08:00", "11:30", owner=ROOM), schedules=[a_schedule(room_id=ROOM)])
    assert [clock(it) for it in found] == ["11:30"]
    assert len(free(a_sheet("08:00", "11:30", owner=ROOM))) == 8


def test_what_is_held_is_free_again_the_moment_the_hold_ends():
    held = a_sheet("08:00", "11:30", until=MONDAY_NINE + 15 * MINUTE)
    assert len(free(held, now=MONDAY_NINE + 15 * MINUTE - SECOND)) == 1
    assert len(free(held, now=MONDAY_NINE + 15 * MINUTE)) == 8


def test_times_of_several_lie_in_order_and_each_is_offered_by_each():
    other = a_schedule(performer_id=DR_LIND, week=(a_block(2, "08:00", "09:00"),))
    found = free(schedules=[a_schedule(), other])
    assert [(clock(it), it.performer_id) for it in found[:4]] == [
        ("08:00", DR_BERG),
        ("08:00", DR_LIND),
        ("08:30", DR_BERG),
        ("08:30", DR_LIND),
    ]


def test_a_time_may_begin_at_the_very_instant_and_not_a_second_before():
    assert clock(free(not_before=at("09:00"))[0]) == "09:00"
    assert clock(free(not_before=at("09:00") + SECOND)[0]) == "09:30"


def free_by_the_definition(schedule, time_type, day, zone, taken, not_before):
    """Each time of the schedule of which nobody has a single cell, of the performer or of the room."""
    found = []
    for start in starts_on(a_timetable(), schedule, time_type, day, zone):
        cells = range(start - time_type.before // 5, start + (time_type.lasts + time_type.after) // 5)
        owners = [it for it in (schedule.performer_id, schedule.room_id) if it]
        is_free = all((owner, cell) not in taken for owner in owners for cell in cells)
        if is_free and start >= cell_after(not_before):
            found.append(start)
    return sorted(found)


@given(days_of_schedules(), st.data())
@PROPERTY
def test_free_is_what_the_definition_says(asked, data):
    schedule, time_type, day, zone = asked
    stretch = Stretch(first_day=day, last_day=day, zone=zone)
    first = cell_after(midnight(day, zone))
    stretches = st.tuples(
        st.sampled_from([DR_BERG, ROOM, DR_LIND]),
        st.integers(-15, 70) | st.integers(-15, 300),
        st.integers(1, 20),
        st.booleans(),
    )
    taken, sheets = set(), []
    for owner, begins, lasts, over in data.draw(st.lists(stretches, max_size=8)):
        cells = range(first + begins, first + begins + lasts)
        taken |= set() if over else {(owner, cell) for cell in cells}
        holds = {"AAAB": HoldMark(appointment_id(), MONDAY_NINE)} if over else {}
        sheets += [
            Sheet(key=SheetKey(OwnerKind.RESOURCE, owner, on), taken=dict.fromkeys(part, "AAAB"), holds=holds)
            for on, part in by_day(cells)
        ]
    not_before = midnight(day, zone) + data.draw(st.integers(-3, 300)) * CELL
    bits = taken_in(sheets, stretch, now=MONDAY_NINE)
    found = free_slots(a_timetable(), [schedule], time_type, stretch, bits, not_before=not_before)
    expected = free_by_the_definition(schedule, time_type, day, zone, taken, not_before)
    assert [cell_after(it.starts_at) for it in found] == expected


@given(days_of_schedules())
@PROPERTY
def test_all_sheets_that_a_time_lies_on_are_asked_for(asked):
    schedule, time_type, day, zone = asked
    stretch = Stretch(first_day=day, last_day=day, zone=zone)
    needed = sheets_needed([schedule], stretch)
    assert set(needed) == {it for it in (schedule.performer_id, schedule.room_id) if it}
    for slot in slots(a_timetable(), schedule, time_type, stretch):
        for on, _ in by_day(slot.occupied):
            assert all(first <= on <= last for first, last in needed.values())


def test_the_minutes_around_midnight_lie_on_the_sheets_of_three_days():
    london = Stretch(first_day=WEDNESDAY, last_day=WEDNESDAY, zone=ZoneInfo("Europe/London"))
    assert sheets_needed([a_schedule()], london) == {DR_BERG: (WEDNESDAY - DAY, WEDNESDAY + DAY)}


def days_asked(now=MONDAY_NINE, first=WEDNESDAY, last=WEDNESDAY, *, by_staff=False, **changes):
    asked = Stretch(first_day=first, last_day=last, zone=BERLIN)
    return days_in_question(a_time_type(**changes), asked, now=now, by_staff=by_staff)


def test_days_that_are_over_or_too_far_ahead_are_not_looked_at():
    monday = MONDAY_NINE.date()
    wide = {"first": monday - 9 * DAY, "last": monday + 99 * DAY}
    found = days_asked(**wide)
    assert (found.first_day, found.last_day) == (monday, monday + 30 * DAY)
    assert days_asked(first=monday - 9 * DAY, last=monday - DAY) is None
    assert days_asked(first=monday + 31 * DAY, last=monday + 40 * DAY) is None
    assert days_asked(**wide, by_staff=True).last_day == monday + 99 * DAY


def test_how_soon_decides_on_which_day_the_search_begins():
    late = at("23:00", MONDAY_NINE.date())
    asked = {"first": late.date(), "last": WEDNESDAY}
    assert days_asked(late, **asked).first_day == late.date() + DAY
    assert days_asked(late, **asked, by_staff=True).first_day == late.date()
    assert days_asked(late, **asked, lead_minutes=59).first_day == late.date()


def test_the_local_day_counts_and_not_that_of_utc():
    after_midnight = at("00:30")
    assert after_midnight.date() == WEDNESDAY - DAY
    assert days_asked(after_midnight, first=WEDNESDAY - DAY).first_day == WEDNESDAY
    assert days_asked(after_midnight, last=WEDNESDAY + timedelta(days=99)).last_day == WEDNESDAY + 30 * DAY


def test_a_time_says_whose_where_and_when_it_is():
    [slot, *_] = free(schedules=[replace(a_schedule(), room_id=ROOM)], time_type=a_time_type(before=10))
    assert (slot.performer_id, slot.room_id, slot.location_id) == (DR_BERG, ROOM, CENTRE)
    assert (slot.time_type_id, slot.on) == (CONSULTATION, WEDNESDAY)
    assert (slot.starts_at, slot.ends_at - slot.starts_at) == (at("08:00"), HOUR / 2)
    assert (slot.occupied.start, len(slot.occupied)) == (cell_after(at("07:50")), 8)


def test_what_is_taken_on_the_sheet_of_the_day_before_is_not_free():
    night = a_schedule(week=(a_block(2, "00:00", "01:00", CONSULTATION),))
    key = SheetKey(OwnerKind.RESOURCE, DR_BERG, WEDNESDAY - DAY)
    taken = Sheet(key=key, taken={cell_after(at("00:30")) - first_cell(key.day): "AAAB"})
    assert [clock(it) for it in free(taken, schedules=[night])] == ["00:00"]
