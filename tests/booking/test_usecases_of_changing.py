"""An appointment is moved, and who may change one."""

from dataclasses import replace

import pytest

from frontdesk.booking.errors import (
    NotOffered,
    NotYours,
    Over,
    Overlaps,
    Taken,
    TextTooLong,
    TooFarAhead,
    TooLate,
    TooSoon,
    WrongAge,
)
from frontdesk.booking.model import AppointmentStatus, ChangeKind, OwnerKind

from .builders import (
    ANNA,
    BO,
    BY_KATRIN,
    CHECKUP,
    DAY,
    DR_BERG,
    DR_LIND,
    FOREST,
    HARBOUR,
    HOUR,
    MONDAY_NINE,
    SECOND,
    SURGERY,
    WEDNESDAY,
    a_block,
    a_hold,
    a_schedule,
    a_slot,
    a_staff_booked_appointment,
    a_surgery,
    a_time_type,
    a_timetable,
    a_wish,
    an_appointment,
    appointment_id,
    at,
    cancelled,
)
from .doing import cancel, free, hold, move
from .fakes import a_diary

THURSDAY = WEDNESDAY + DAY
AT_THE_HARBOUR = replace(a_wish(day=THURSDAY), location_id=HARBOUR, performer_id=DR_LIND)
EVERY_QUARTER = a_schedule(week=(a_block(2, every=15),))


@pytest.mark.requirement("B3", "B31", "B36")
def test_a_moved_appointment_has_its_new_time_and_remembers_the_first():
    diary = a_diary(an_appointment(reason="Knät"))
    moved = move(diary, comment=" Jobbet ")
    assert (moved.status, moved.slot, moved.reason) == (AppointmentStatus.BOOKED, a_slot(at("11:00")), "Knät")
    change = moved.changes[-1]
    assert (change.kind, change.comment, change.was_at) == (ChangeKind.MOVED, "Jobbet", at())
    assert diary.fact_names() == ["AppointmentRescheduled", "SlotFreed"]
    freed = diary.appointments.facts[-1]["detail"]["data"]
    assert (freed["starts_at"], freed["ends_at"]) == (at("10:00").isoformat(), at("10:30").isoformat())
    assert at("10:00") in free(diary)
    assert at("11:00") not in free(diary)


@pytest.mark.requirement("B3")
def test_an_appointment_that_cannot_be_moved_keeps_its_time():
    other = an_appointment(id=appointment_id(2), subject_id=BO, slot=a_slot(at("11:00")))
    diary = a_diary(an_appointment(), other)
    with pytest.raises(Taken):
        move(diary)
    assert diary.read(an_appointment()).slot == a_slot()
    assert diary.taken_on(DR_BERG, WEDNESDAY) == 12
    assert diary.taken_on(ANNA, WEDNESDAY, OwnerKind.SUBJECT) == 6
    assert diary.fact_names() == []


@pytest.mark.requirement("N1")
def test_a_move_said_twice_is_one():
    diary = a_diary(an_appointment())
    assert move(diary) == move(diary)
    assert diary.fact_names() == ["AppointmentRescheduled", "SlotFreed"]


def test_a_move_said_twice_at_once_is_one():
    diary = a_diary(an_appointment())
    diary.appointments.meanwhile(lambda: move(diary))
    assert move(diary) == diary.read(an_appointment())
    assert diary.fact_names() == ["AppointmentRescheduled", "SlotFreed"]


def test_of_two_moves_at_once_both_are_made_one_after_the_other():
    diary = a_diary(an_appointment())
    diary.appointments.meanwhile(lambda: move(diary, "08:00"))
    moved = move(diary)
    assert [it.was_at for it in moved.changes[1:]] == [at("10:00"), at("08:00")]
    assert diary.taken_on(DR_BERG, WEDNESDAY) == 6


def test_a_move_onto_a_part_of_itself_frees_the_rest():
    diary = a_diary(an_appointment(), timetable=a_timetable(schedules=(EVERY_QUARTER,)))
    move(diary, "10:15")
    assert diary.taken_on(DR_BERG, WEDNESDAY) == 6
    assert (at("09:30") in free(diary), at("10:00") in free(diary), at("10:45") in free(diary)) == (
        True,
        False,
        True,
    )


def test_a_move_onto_another_time_of_ones_own_overlaps():
    second = an_appointment(id=appointment_id(2), slot=a_slot(at("11:00"), performer_id=DR_LIND))
    diary = a_diary(an_appointment(), second)
    with pytest.raises(Overlaps):
        move(diary)


def test_another_performer_may_have_the_new_time():
    diary = a_diary(an_appointment())
    move(diary, wish=a_wish(performer_id=DR_LIND))
    assert (diary.taken_on(DR_BERG, WEDNESDAY), diary.taken_on(DR_LIND, WEDNESDAY)) == (0, 6)


def test_a_hold_that_has_ended_is_not_in_the_way_of_a_move():
    diary = a_diary(an_appointment())
    hold(diary, "11:00", number=2)
    with pytest.raises(Taken):
        move(diary)
    diary.now += HOUR
    assert move(diary).slot.starts_at == at("11:00")


@pytest.mark.requirement("B15")
def test_an_appointment_goes_to_another_location_only_where_its_type_may():
    with pytest.raises(NotOffered):
        move(a_diary(an_appointment()), wish=AT_THE_HARBOUR)
    elsewhere = a_timetable(a_time_type(moves_to=frozenset({FOREST})))
    with pytest.raises(NotOffered):
        move(a_diary(an_appointment(), timetable=elsewhere), wish=AT_THE_HARBOUR)
    there = a_timetable(a_time_type(moves_to=frozenset({HARBOUR})))
    moved = move(a_diary(an_appointment(), timetable=there), wish=AT_THE_HARBOUR)
    assert (moved.slot.location_id, moved.slot.performer_id) == (HARBOUR, DR_LIND)


def test_an_appointment_stays_of_its_type():
    diary = a_diary(an_appointment())
    with pytest.raises(NotOffered):
        move(diary, wish=replace(a_wish("08:00"), time_type_id=CHECKUP, performer_id=DR_LIND))
    with pytest.raises(NotOffered):
        move(diary, wish=replace(a_wish("13:00"), time_type_id=SURGERY), by=BY_KATRIN)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (a_wish("10:10"), NotOffered),
        (a_wish(day=THURSDAY + 2 * DAY), NotOffered),
        (a_wish("11:30", MONDAY_NINE.date()), TooSoon),
        (a_wish(day=WEDNESDAY + 35 * DAY), TooFarAhead),
    ],
)
def test_an_appointment_is_moved_only_to_what_is_offered(wish, refusal):
    diary = a_diary(an_appointment())
    with pytest.raises(refusal):
        move(diary, wish=wish)


def test_who_is_too_old_on_another_day_is_not_moved_there():
    child = a_timetable(a_time_type(oldest=41, horizon_days=200))
    diary = a_diary(an_appointment(), timetable=child)
    birthday = a_wish(day=WEDNESDAY + 126 * DAY)
    with pytest.raises(WrongAge):
        move(diary, wish=birthday)
    assert move(diary, wish=a_wish(day=WEDNESDAY + 119 * DAY)).slot.on == WEDNESDAY + 119 * DAY


@pytest.mark.requirement("B10", "B30")
@pytest.mark.parametrize("change", [move, cancel])
def test_patients_change_until_the_limit_and_staff_until_it_begins(change):
    diary = a_diary(an_appointment(), now=at() - 24 * HOUR)
    with pytest.raises(TooLate):
        change(diary)
    diary.now = at() - SECOND
    assert len(change(diary, by=BY_KATRIN).changes) == 2
    with pytest.raises(Over):
        change(a_diary(an_appointment(), now=at()), by=BY_KATRIN)


@pytest.mark.requirement("B29", "B33")
@pytest.mark.parametrize("change", [move, cancel])
def test_what_staff_booked_patients_change_where_the_clinic_says_so(change):
    kept = a_time_type(staff_booked=a_surgery().staff_booked)
    with pytest.raises(NotYours):
        change(a_diary(a_staff_booked_appointment(), timetable=a_timetable(kept)))
    allowed = a_diary(a_staff_booked_appointment())
    assert len(change(allowed).changes) == 2


@pytest.mark.parametrize("change", [move, cancel])
def test_a_comment_has_its_length(change):
    diary = a_diary(an_appointment())
    with pytest.raises(TextTooLong):
        change(diary, comment="x" * 501)
    assert change(diary, comment="x" * 500).changes[-1].comment == "x" * 500


@pytest.mark.parametrize("change", [move, cancel])
@pytest.mark.parametrize("it", [a_hold(), a_hold(status=AppointmentStatus.LAPSED)], ids=["held", "lapsed"])
def test_what_is_only_held_is_neither_moved_nor_cancelled(change, it):
    with pytest.raises(Over):
        change(a_diary(it))


def test_what_is_cancelled_is_not_moved():
    with pytest.raises(Over):
        move(a_diary(cancelled(an_appointment())))
