"""A filled in form makes a held time somebody's."""

from dataclasses import replace

import pytest

from frontdesk.booking.errors import (
    NotOffered,
    OnlyKnown,
    OnlyNew,
    Over,
    Overlaps,
    ReasonMissing,
    Taken,
    TextTooLong,
    WrongAge,
    WrongCoverage,
)
from frontdesk.booking.model import AppointmentStatus, ChangeKind, OwnerKind
from frontdesk.booking.model.timetable import Absence, Coverage, Known, Reason
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.language import Language

from .builders import (
    ANNA,
    BO,
    BY_ANNA,
    DR_BERG,
    DR_LIND,
    HOUR,
    MONDAY_NINE,
    SOUTH,
    WEDNESDAY,
    a_slot,
    a_time_type,
    a_timetable,
    an_appointment,
    appointment_id,
    at,
)
from .doing import BOS, QUARTER, cancel, confirm, hold, holding
from .fakes import a_diary


@pytest.mark.requirement("B1", "B24")
def test_a_filled_in_form_makes_the_time_theirs():
    diary = holding(reason=Reason.OPTIONAL)
    booked = confirm(diary, reason="  Knät ", reminded=True)
    assert (booked.status, booked.subject_id, booked.hold_until) == (AppointmentStatus.BOOKED, ANNA, None)
    assert (booked.reason, booked.reminded, booked.slot) == ("Knät", True, a_slot())
    [change] = booked.changes
    assert (change.kind, change.by, change.at) == (ChangeKind.BOOKED, BY_ANNA, MONDAY_NINE)
    assert diary.read(booked) == booked
    assert diary.fact_names() == ["AppointmentBooked"]
    assert diary.taken_on(ANNA, WEDNESDAY, OwnerKind.SUBJECT) == 6


@pytest.mark.requirement("N1")
def test_a_form_sent_twice_is_one_booking():
    diary = holding()
    first = confirm(diary)
    diary.now += HOUR
    assert confirm(diary) == first
    assert diary.fact_names() == ["AppointmentBooked"]


def test_a_form_sent_twice_at_once_is_one_booking():
    diary = holding()
    diary.appointments.meanwhile(lambda: confirm(diary))
    assert confirm(diary) == diary.read(an_appointment())
    assert diary.fact_names() == ["AppointmentBooked"]


def test_what_is_booked_is_nobody_elses_to_book():
    diary = holding()
    confirm(diary)
    with pytest.raises(Over):
        confirm(diary, booking=BOS)
    assert diary.read(an_appointment()).subject_id == ANNA
    assert BO not in diary.subjects


def test_a_form_sent_again_after_the_time_was_cancelled_books_nothing():
    diary = holding()
    confirm(diary)
    cancel(diary)
    with pytest.raises(Over):
        confirm(diary)


def test_who_books_is_registered_once_the_time_can_be_theirs():
    diary = holding(youngest=99)
    diary.subjects.clear()
    with pytest.raises(WrongAge):
        confirm(diary)
    assert diary.subjects == {}
    diary = holding()
    confirm(diary, booking=BOS)
    assert diary.subjects[BO] == BOS.subject


def test_a_hold_that_has_ended_is_booked_as_long_as_nobody_took_its_time():
    diary = holding()
    diary.now += 24 * HOUR
    assert confirm(diary).status is AppointmentStatus.BOOKED


def test_a_hold_whose_time_somebody_took_is_not_booked():
    diary = holding()
    diary.now += QUARTER
    hold(diary, number=2)
    with pytest.raises(Taken):
        confirm(diary)
    diary.now += QUARTER
    assert confirm(diary).status is AppointmentStatus.BOOKED
    with pytest.raises(Taken):
        confirm(diary, number=2, booking=BOS)


def test_a_hold_that_lapsed_is_booked_if_its_time_came_back():
    diary = holding()
    diary.now += QUARTER
    hold(diary, number=2)
    hold(diary, "10:30", number=2)
    assert diary.read(an_appointment()).status is AppointmentStatus.LAPSED
    assert confirm(diary).status is AppointmentStatus.BOOKED
    assert diary.taken_on(DR_BERG, WEDNESDAY) == 12


def test_a_time_that_has_begun_is_not_booked_any_more():
    diary = holding()
    diary.now = at()
    with pytest.raises(Over):
        confirm(diary)


def test_nobody_is_booked_at_two_places_at_once():
    diary = a_diary(an_appointment(id=appointment_id(2), slot=a_slot(performer_id=DR_LIND)))
    hold(diary)
    with pytest.raises(Overlaps):
        confirm(diary)
    cancel(diary, 2)
    assert confirm(diary).status is AppointmentStatus.BOOKED


@pytest.mark.requirement("B12", "B13", "B22", "B37")
@pytest.mark.parametrize(
    ("laid_down", "said", "refusal"),
    [
        ({"reason": Reason.REQUIRED}, {"reason": " "}, ReasonMissing),
        ({"reason": Reason.OPTIONAL}, {"reason": "x" * 501}, TextTooLong),
        ({"youngest": 42}, {}, WrongAge),
        ({"oldest": 40}, {}, WrongAge),
        ({"known": Known.NEW}, {"is_known": True}, OnlyNew),
        ({"known": Known.KNOWN}, {"is_known": False}, OnlyKnown),
        ({"coverages": frozenset({Coverage.PRIVATE})}, {"coverage": Coverage.STATUTORY}, WrongCoverage),
    ],
)
def test_a_booking_is_refused_with_the_reason_and_the_time_stays_held(laid_down, said, refusal):
    diary = holding(**laid_down)
    with pytest.raises(refusal):
        confirm(diary, **said)
    assert diary.read(an_appointment()).status is AppointmentStatus.HELD
    assert diary.fact_names() == []


@pytest.mark.requirement("N7")
def test_another_organisations_hold_is_not_found():
    diary = holding()
    with pytest.raises(NotFound):
        confirm(diary, organisation_id=SOUTH)
    assert hold(diary, organisation_id=SOUTH).organisation_id == SOUTH
    assert diary.read(an_appointment()).status is AppointmentStatus.HELD


def test_who_loses_every_race_is_told_so():
    diary = holding()

    def somebody():
        there = diary.read(an_appointment())
        diary.appointments.write(there, replace(there, language=Language.ENGLISH))

    diary.appointments.meanwhile(*[somebody] * 4)
    assert confirm(diary).status is AppointmentStatus.BOOKED
    diary = holding()
    diary.appointments.meanwhile(*[somebody] * 5)
    with pytest.raises(Conflict):
        confirm(diary)


def test_a_time_that_the_clinic_took_back_meanwhile_is_not_booked():
    diary = holding()
    away = Absence(id="ill", resource_id=DR_BERG, first_day=WEDNESDAY, last_day=WEDNESDAY)
    diary.lays_down(a_timetable(a_time_type(), absences=(away,)))
    with pytest.raises(NotOffered):
        confirm(diary)
