"""Somebody looks for a time: the free ones of some days, and the first day that has one."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from frontdesk.booking.model.timetable import Absence
from frontdesk.booking.usecases.find_times import Search, find_first_day, find_times
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import NotFound

from .builders import (
    BERLIN,
    CENTRE,
    CONSULTATION,
    DAY,
    DR_BERG,
    DR_LIND,
    HARBOUR,
    HOUR,
    MONDAY_NINE,
    NORTH,
    ROOM,
    SECOND,
    SOUTH,
    SURGERY,
    WEDNESDAY,
    a_block,
    a_schedule,
    a_slot,
    a_time_type,
    a_timetable,
    an_appointment,
    appointment_id,
    at,
)
from .doing import hold
from .fakes import a_diary

SEARCH = Search(organisation_id=NORTH, location_id=CENTRE, time_type_id=CONSULTATION)
MONDAY, FRIDAY = MONDAY_NINE.date(), WEDNESDAY + 2 * DAY
WEDNESDAYS_ONLY = a_timetable(schedules=(a_schedule(week=(a_block(2),)),))


def found(diary, first=WEDNESDAY, last=None, **changes):
    slots = find_times(replace(SEARCH, **changes), first, last or first, ports=diary.ports)
    return [(f"{it.starts_at.astimezone(BERLIN):%H:%M}", it.performer_id) for it in slots]


def clocks(*asked, **changes):
    return [clock for clock, _ in found(*asked, **changes)]


def first_day(diary, from_day=MONDAY, **changes):
    return find_first_day(replace(SEARCH, **changes), from_day, ports=diary.ports)


@pytest.mark.requirement("B11", "B20")
def test_any_performer_is_every_performer_in_order():
    times = found(a_diary(an_appointment()))
    assert times[:3] == [("08:00", DR_BERG), ("08:00", DR_LIND), ("08:30", DR_BERG)]
    assert ("10:00", DR_BERG) not in times
    assert ("10:00", DR_LIND) in times
    assert len(times) == 15


def test_one_performer_is_asked_for_alone():
    assert {who for _, who in found(a_diary(), performer_id=DR_LIND)} == {DR_LIND}
    assert found(a_diary(), performer_id="nobody") == []


def test_each_location_has_its_own_times():
    assert found(a_diary(), location_id=HARBOUR) == []
    assert {who for _, who in found(a_diary(), WEDNESDAY + DAY, location_id=HARBOUR)} == {DR_LIND}


def test_what_a_performer_does_elsewhere_is_taken_here_too():
    elsewhere = an_appointment(slot=a_slot(location_id=HARBOUR, performer_id=DR_LIND))
    assert ("10:00", DR_LIND) not in found(a_diary(elsewhere))


def test_a_room_that_somebody_else_uses_is_not_free():
    in_the_room = an_appointment(slot=a_slot(at("13:00"), performer_id=DR_LIND, room_id=ROOM))
    diary = a_diary(in_the_room)
    assert clocks(diary, time_type_id=SURGERY, by=ActorKind.STAFF) == ["14:00", "15:00", "16:00"]


def test_the_days_asked_for_are_those_of_the_location():
    late = a_timetable(
        schedules=(a_schedule(week=(a_block(2, "00:00", "01:00"), a_block(2, "23:00", "23:55"))),)
    )
    assert clocks(a_diary(timetable=late)) == ["00:00", "00:30", "23:00"]


def test_patients_are_not_offered_what_begins_too_soon_and_staff_are():
    diary = a_diary(now=at("08:00"))
    assert clocks(diary, performer_id=DR_BERG)[0] == "10:00"
    diary.now += SECOND
    assert clocks(diary, performer_id=DR_BERG)[0] == "10:30"
    assert clocks(diary, performer_id=DR_BERG, by=ActorKind.STAFF)[0] == "08:30"


def test_patients_are_not_offered_what_is_too_far_ahead_and_staff_are():
    diary = a_diary()
    last = MONDAY + 30 * DAY
    assert clocks(diary, last)
    assert clocks(diary, last + DAY) == []
    assert clocks(diary, last + 5 * DAY, by=ActorKind.STAFF)
    assert len(found(diary, MONDAY - 99 * DAY, MONDAY + 999 * DAY)) == len(found(diary, MONDAY, last))


@pytest.mark.requirement("B6", "B33")
def test_patients_are_not_offered_what_is_for_staff():
    assert found(a_diary(), time_type_id=SURGERY) == []
    assert len(found(a_diary(), time_type_id=SURGERY, by=ActorKind.STAFF)) == 4
    closed = a_diary(timetable=a_timetable(offered=False))
    assert found(closed) == []
    assert found(closed, by=ActorKind.STAFF)


@pytest.mark.requirement("B6")
def test_for_an_appointment_that_they_have_patients_look_where_they_cannot_book():
    closed = a_diary(timetable=a_timetable(offered=False))
    assert len(found(closed, moving=True)) == 16
    assert len(found(a_diary(), time_type_id=SURGERY, moving=True)) == 4


def test_what_is_offered_can_be_held():
    diary = a_diary(an_appointment(), now=at("07:15"))
    for number, (clock, who) in enumerate(found(diary), start=2):
        assert hold(diary, clock, number, performer_id=who).id == appointment_id(number)
    assert found(diary) == []


@pytest.mark.requirement("B21")
def test_the_first_day_is_the_first_with_a_free_time():
    early = at("09:30", MONDAY)
    assert first_day(a_diary(now=early)) == MONDAY
    assert first_day(a_diary(now=early + SECOND)) == MONDAY + DAY
    assert first_day(a_diary(now=early), MONDAY - 9 * DAY) == MONDAY
    assert first_day(a_diary(), FRIDAY + DAY) == FRIDAY + 3 * DAY
    assert first_day(a_diary(), performer_id=DR_LIND) == WEDNESDAY


def test_a_full_day_is_not_the_first_one():
    slots = find_times(SEARCH, WEDNESDAY, WEDNESDAY, ports=a_diary(timetable=WEDNESDAYS_ONLY).ports)
    full = [
        an_appointment(id=appointment_id(number), slot=slot) for number, slot in enumerate(slots, start=1)
    ]
    assert first_day(a_diary(*full, timetable=WEDNESDAYS_ONLY)) == WEDNESDAY + 7 * DAY
    assert first_day(a_diary(*full[1:], timetable=WEDNESDAYS_ONLY)) == WEDNESDAY


def test_a_free_day_is_found_as_far_ahead_as_the_type_goes():
    away = (Absence(id="leave", resource_id=DR_BERG, first_day=MONDAY, last_day=MONDAY + 83 * DAY),)
    far = a_timetable(a_time_type(horizon_days=84), schedules=(a_schedule(),), absences=away)
    assert first_day(a_diary(timetable=far)) == MONDAY + 84 * DAY
    near = replace(far, time_types=(a_time_type(horizon_days=83),))
    assert first_day(a_diary(timetable=near)) is None


def test_the_last_day_is_looked_at_though_it_is_alone():
    away = (Absence(id="leave", resource_id=DR_BERG, first_day=MONDAY, last_day=MONDAY + 30 * DAY),)
    timetable = a_timetable(a_time_type(horizon_days=31), schedules=(a_schedule(),), absences=away)
    assert first_day(a_diary(timetable=timetable)) == MONDAY + 31 * DAY


def test_a_morning_that_is_still_the_day_before_in_utc_is_taken_like_any_other():
    early = a_timetable(schedules=(a_schedule(week=(a_block(2, "07:00", "09:00"),)),))
    shanghai = ZoneInfo("Asia/Shanghai")
    booked = an_appointment(slot=a_slot(at("07:30", zone=shanghai)))
    diary = a_diary(booked, timetable=early)
    diary.zones[NORTH, CENTRE] = shanghai
    slots = find_times(SEARCH, WEDNESDAY, WEDNESDAY, ports=diary.ports)
    assert [f"{it.starts_at.astimezone(shanghai):%H:%M}" for it in slots] == ["07:00", "08:00", "08:30"]


@pytest.mark.parametrize(
    "timetable",
    [
        a_timetable(schedules=()),
        a_timetable(offered=False),
        a_timetable(a_time_type(horizon_days=0)),
        a_timetable(schedules=(a_schedule(valid_until=date(2026, 1, 1)),)),
        a_timetable(a_time_type(horizon_days=3650), schedules=()),
    ],
    ids=["no schedule", "not offered", "no day ahead", "over", "ten years of nothing"],
)
def test_where_nothing_is_free_the_search_ends(timetable):
    assert first_day(a_diary(timetable=timetable, now=MONDAY_NINE + 12 * HOUR)) is None


def test_who_asks_for_a_day_beyond_the_end_is_told_that_there_is_none():
    assert first_day(a_diary(), MONDAY + 31 * DAY) is None


@pytest.mark.requirement("N7")
def test_another_organisation_has_its_own_times():
    diary = a_diary(an_appointment())
    assert ("10:00", DR_BERG) in found(diary, organisation_id=SOUTH)
    for ask in (found, first_day):
        for unknown in (
            {"organisation_id": "nowhere-clinic"},
            {"location_id": "moon"},
            {"time_type_id": "massage"},
        ):
            with pytest.raises(NotFound):
                ask(diary, **unknown)
