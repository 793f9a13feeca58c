"""A patient chooses a time, and it is kept for them while they fill in the form."""

import pytest

from frontdesk.booking.errors import (
    NotOffered,
    Over,
    Taken,
    TooFarAhead,
    TooSoon,
)
from frontdesk.booking.model import AppointmentStatus
from frontdesk.booking.usecases.release_hold import release_hold
from frontdesk.kernel.errors import NotFound

from .builders import (
    CHECKUP,
    DAY,
    DR_BERG,
    DR_LIND,
    HARBOUR,
    HOUR,
    MINUTE,
    MONDAY_NINE,
    NORTH,
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
from .doing import QUARTER, confirm, free, hold, holding
from .fakes import a_diary


def test_a_chosen_time_is_kept_for_a_quarter_of_an_hour_and_nobody_is_told():
    diary = a_diary()
    held = hold(diary)
    assert (held.status, held.slot, held.subject_id) == (AppointmentStatus.HELD, a_slot(), None)
    assert held.hold_until == MONDAY_NINE + QUARTER
    assert diary.fact_names() == []
    assert at() not in free(diary)


def test_to_hold_a_free_time_nothing_is_read():
    diary = a_diary()
    hold(diary)
    assert diary.appointments.reads == 0


@pytest.mark.requirement("N1")
def test_a_time_is_kept_for_one():
    diary = a_diary()
    hold(diary)
    with pytest.raises(Taken):
        hold(diary, number=2)
    assert hold(diary, "10:30", number=2).status is AppointmentStatus.HELD


def test_another_time_chosen_gives_the_first_one_back():
    diary = a_diary()
    hold(diary, "10:00")
    held = hold(diary, "10:30")
    assert held.slot.starts_at == at("10:30")
    assert diary.taken_on(DR_BERG, WEDNESDAY) == 6
    assert hold(diary, "10:00", number=2).slot.starts_at == at("10:00")


def test_a_time_of_another_performer_gives_the_first_one_back():
    diary = a_diary()
    hold(diary)
    hold(diary, performer_id=DR_LIND)
    assert (diary.taken_on(DR_BERG, WEDNESDAY), diary.taken_on(DR_LIND, WEDNESDAY)) == (0, 6)


def test_another_time_that_is_taken_leaves_the_first_one_kept():
    diary = a_diary(an_appointment(id=appointment_id(2), slot=a_slot(at("10:30"))))
    held = hold(diary)
    with pytest.raises(Taken):
        hold(diary, "10:30")
    assert diary.read(held) == held


def test_the_same_time_chosen_again_is_kept_longer():
    diary = a_diary()
    hold(diary)
    diary.now += 10 * MINUTE
    held = hold(diary)
    assert held.hold_until == MONDAY_NINE + 25 * MINUTE
    diary.now = MONDAY_NINE + 20 * MINUTE
    with pytest.raises(Taken):
        hold(diary, number=2)


def test_a_hold_that_has_ended_is_anybodys_and_lapses_only_then():
    diary = a_diary()
    first = hold(diary)
    diary.now += QUARTER - SECOND
    with pytest.raises(Taken):
        hold(diary, number=2)
    diary.now += SECOND
    assert at() in free(diary)
    assert diary.read(first).status is AppointmentStatus.HELD
    second = hold(diary, number=2)
    assert diary.read(first).status is AppointmentStatus.LAPSED
    assert second.status is AppointmentStatus.HELD
    assert diary.taken_on(DR_BERG, WEDNESDAY) == 6


def test_several_holds_that_have_ended_make_room_for_one_time():
    timetable = a_timetable(a_time_type(lasts=15), a_time_type(id=CHECKUP), schedules=a_timetable().schedules)
    diary = a_diary(timetable=timetable)
    short = [hold(diary, clock, number=number) for number, clock in ((1, "10:00"), (2, "10:15"))]
    diary.lays_down(a_timetable())
    diary.now += HOUR
    hold(diary, "10:00", number=3)
    assert {diary.read(it).status for it in short} == {AppointmentStatus.LAPSED}


def test_a_hold_that_has_ended_does_not_make_room_where_somebody_else_is_in_the_way_too():
    diary = a_diary(an_appointment(id=appointment_id(2), slot=a_slot(at("10:15"), ends_at=at("10:30"))))
    diary.lays_down(a_timetable(a_time_type(lasts=15)))
    first = hold(diary, "10:00")
    diary.lays_down(a_timetable())
    diary.now += HOUR
    with pytest.raises(Taken):
        hold(diary, "10:00", number=3)
    assert diary.read(first).status is AppointmentStatus.LAPSED


def test_only_the_ended_hold_that_is_in_the_way_lapses():
    diary = a_diary()
    first, second = hold(diary), hold(diary, "10:30", number=2)
    diary.now += HOUR
    hold(diary, number=3)
    assert diary.read(first).status is AppointmentStatus.LAPSED
    assert diary.read(second) == second


def test_who_chooses_a_taken_time_keeps_even_a_hold_that_has_ended():
    every_quarter = a_timetable(schedules=(a_schedule(week=(a_block(every=15),)),))
    booked = an_appointment(id=appointment_id(2), slot=a_slot(at("10:30")))
    diary = a_diary(booked, timetable=every_quarter)
    held = hold(diary)
    diary.now += HOUR
    with pytest.raises(Taken):
        hold(diary, "10:15")
    assert diary.read(held) == held


def test_a_hold_that_lapsed_may_choose_again():
    diary = a_diary()
    hold(diary)
    diary.now += QUARTER
    hold(diary, number=2)
    with pytest.raises(Taken):
        hold(diary)
    assert hold(diary, "10:30").status is AppointmentStatus.HELD


def test_who_books_just_before_somebody_takes_an_ended_hold_has_it():
    diary = holding()
    diary.now += QUARTER
    diary.appointments.meanwhile(lambda: None, lambda: confirm(diary))
    with pytest.raises(Taken):
        hold(diary, number=2)
    assert diary.read(an_appointment()).status is AppointmentStatus.BOOKED


def test_a_booked_id_holds_nothing_more():
    diary = holding()
    confirm(diary)
    with pytest.raises(Over):
        hold(diary, "10:30")


@pytest.mark.parametrize(
    ("clock", "wished", "refusal"),
    [
        ("10:05", {}, NotOffered),
        ("07:30", {}, NotOffered),
        ("10:00", {"day": WEDNESDAY + 3 * DAY}, NotOffered),
        ("10:00", {"time_type_id": SURGERY}, NotOffered),
        ("10:00", {"location_id": HARBOUR}, NotOffered),
        ("10:00", {"starts_at": at() + SECOND}, NotOffered),
        ("11:30", {"day": MONDAY_NINE.date()}, TooSoon),
        ("10:00", {"day": WEDNESDAY + 35 * DAY}, TooFarAhead),
        ("10:00", {"time_type_id": "massage"}, NotFound),
        ("10:00", {"location_id": "moon"}, NotFound),
        ("10:00", {"performer_id": "nobody"}, NotOffered),
    ],
)
@pytest.mark.requirement("B12", "B14")
def test_a_time_that_is_not_offered_is_not_kept(clock, wished, refusal):
    diary = a_diary()
    with pytest.raises(refusal):
        hold(diary, clock, **wished)


@pytest.mark.requirement("B6")
def test_a_clinic_that_offers_nothing_to_patients_keeps_nothing_for_them():
    with pytest.raises(NotOffered):
        hold(a_diary(timetable=a_timetable(offered=False)))


def test_a_clinic_without_times_of_its_own_has_none_to_keep():
    diary = a_diary()
    diary.timetables.laid_down.clear()
    with pytest.raises(NotFound):
        hold(diary)


def test_a_time_that_is_given_back_is_free_at_once_and_said_again_it_is_as_it_is():
    diary = a_diary()
    hold(diary)
    assert release(diary).status is AppointmentStatus.LAPSED
    assert release(diary) == release(diary)
    assert at() in free(diary)
    hold(diary, number=2)


def test_what_is_somebodys_is_not_given_back():
    diary = a_diary(an_appointment())
    with pytest.raises(Over):
        release(diary)
    with pytest.raises(NotFound):
        release(diary, organisation_id=SOUTH)


def release(diary, organisation_id=NORTH):
    return release_hold(organisation_id=organisation_id, appointment_id=appointment_id(), ports=diary.ports)
