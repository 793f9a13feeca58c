"""Reminders are made once, move with their time, and are asked about before they are sent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.booking.model import AppointmentStatus, ChangeKind
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Go, Gone, Kind, Later
from frontdesk.reminders.model.plans import Plan, Plans, Scope
from tests.booking.builders import (
    CONSULTATION,
    a_booked_change,
    a_slot,
    a_subject,
    an_appointment,
    appointment_id,
    at,
    cancelled,
)

from .builders import (
    DAY_BEFORE,
    HOURS_3,
    HOURS_24,
    MONDAY_NINE,
    NORTH,
    TWO_DAYS,
    a_child,
    a_desk,
    booked_at,
    moved_to,
    of_the_child,
    plans,
)

HOUR = timedelta(hours=1)
TUESDAY_TEN = at("10:00") - 24 * HOUR


def become(desk, number=1, **changes):
    before = desk.diary.appointments.get(NORTH, appointment_id(number))
    desk.diary.appointments.stored[NORTH, before.id] = replace(before, **changes)


@pytest.mark.requirement("R2")
def test_a_booking_heard_three_times_is_reminded_of_once():
    desk = a_desk(laid_down=plans(HOURS_24, HOURS_3))
    assert [desk.plan(), desk.plan(), desk.plan()] == [2, 2, 2]
    assert desk.waiting == [(TUESDAY_TEN, 1), (at("07:00"), 1)]


@pytest.mark.requirement("R5")
def test_a_reminder_goes_by_the_kinds_of_its_plan():
    desk = a_desk(laid_down=plans(HOURS_24, kinds=(Kind.EMAIL, Kind.SMS)))
    desk.plan()
    assert desk.reminder.kinds == (Kind.EMAIL, Kind.SMS)


def test_who_books_for_today_has_just_been_told():
    desk = a_desk(booked_at(at("08:00")), laid_down=plans(TWO_DAYS, HOURS_24, HOURS_3))
    desk.now = at("08:00")
    assert desk.plan() == 0


def test_what_was_moved_is_reminded_of_where_it_is():
    desk = a_desk(laid_down=plans(HOURS_24))
    desk.plan()
    desk.forget(moved_to(desk, "11:00"))
    desk.plan()
    assert desk.waiting == [(TUESDAY_TEN, 1)]  # both times are one message of that day, due as it was before
    desk.now = TUESDAY_TEN
    assert desk.worded() == Later(TUESDAY_TEN + HOUR)
    desk.now = TUESDAY_TEN + HOUR
    assert desk.worded().parameters["times"] == "25.11. 11:00"


def test_moved_and_moved_back_is_one_reminder_in_whatever_order_it_is_heard():
    desk = a_desk(laid_down=plans(HOURS_24))
    desk.plan()
    was = moved_to(desk, "11:00")
    back = moved_to(desk, "10:00")
    desk.plan()
    desk.forget(back)
    desk.plan()
    desk.forget(was)
    desk.plan()
    desk.now = TUESDAY_TEN
    assert desk.worded().parameters["times"] == "25.11. 10:00"
    assert desk.waiting == [(TUESDAY_TEN, 1)]


def test_nobody_is_reminded_of_what_is_cancelled_even_where_the_fact_came_first():
    desk = a_desk(laid_down=plans(HOURS_24))
    become(desk, status=AppointmentStatus.CANCELLED)
    desk.forget(at("10:00"))
    assert desk.plan() == 0
    assert desk.waiting == []


@pytest.mark.parametrize("status", [AppointmentStatus.CANCELLED, AppointmentStatus.NO_SHOW])
def test_what_does_not_stand_any_more_is_not_sent(status):
    desk = a_desk(laid_down=plans(HOURS_24))
    desk.plan()
    become(desk, status=status)
    desk.now = TUESDAY_TEN
    assert desk.worded() == Gone()


def test_a_substitute_changes_nothing():
    desk = a_desk(laid_down=plans(HOURS_24))
    desk.plan()
    it = desk.diary.appointments.get(NORTH, appointment_id())
    become(desk, changes=(*it.changes, a_booked_change(at=MONDAY_NINE + HOUR, kind=ChangeKind.SUBSTITUTED)))
    desk.plan()
    desk.now = TUESDAY_TEN
    assert isinstance(desk.worded(), Go)
    assert desk.waiting == [(TUESDAY_TEN, 1)]


def test_a_reminder_that_the_plan_has_no_more_is_not_sent():
    desk = a_desk(laid_down=plans(HOURS_24))
    desk.plan()
    desk.plans.kept[NORTH] = plans(HOURS_3)
    desk.now = TUESDAY_TEN
    assert desk.worded() == Gone()


def test_a_reminder_that_comes_too_late_is_not_sent_beside_the_next_one():
    desk = a_desk(laid_down=plans(HOURS_24, HOURS_3))
    desk.plan()
    first, second = sorted(desk.outbox.stored.values(), key=lambda it: it.due_at)
    desk.now = at("07:00")
    assert desk.worded(first) == Gone()
    assert isinstance(desk.worded(second), Go)
    desk.now = at("10:00")
    assert desk.worded(second) == Gone()


def test_a_plan_that_is_new_reminds_of_nothing_that_has_passed():
    desk = a_desk(laid_down=plans(HOURS_24, HOURS_3, changed_at=at("09:00") - 20 * HOUR))
    desk.now = at("09:00") - 20 * HOUR
    assert desk.plan() == 1
    assert desk.waiting == [(at("07:00"), 1)]


@pytest.mark.requirement("B27")
def test_who_wants_to_be_reminded_the_day_before_is_by_mail_and_sms():
    desk = a_desk(
        an_appointment(reminded=True),
        laid_down=plans(),
        subjects=[a_subject(email="anna@example.org")],
    )
    assert desk.plan() == 2
    assert {it.kinds for it in desk.outbox.stored.values()} == {(Kind.SMS,), (Kind.EMAIL,)}
    assert {it.due_at for it in desk.outbox.stored.values()} == {at("09:00") - 24 * HOUR}


def test_who_has_no_mail_is_reminded_by_sms_alone():
    desk = a_desk(an_appointment(reminded=True), laid_down=plans())
    assert desk.plan() == 1
    assert desk.reminder.kinds == (Kind.SMS,)


@pytest.mark.requirement("R3")
def test_who_is_new_is_told_more_and_where_to_fill_something_in():
    said = {Language.SWEDISH: "Kom en kvart tidigare."}
    desk = a_desk(laid_down=plans(HOURS_24, for_new=said, form="https://forms.example/1"), known=False)
    desk.plan()
    desk.now = TUESDAY_TEN
    assert desk.worded().parameters["note"] == (
        " Kom en kvart tidigare. Fyll i innan du kommer: https://forms.example/1"
    )
    become(desk, is_known=True)
    assert "Kom" not in desk.worded().parameters["note"]


def test_the_patient_window_may_be_where_to_fill_something_in():
    desk = a_desk(laid_down=plans(HOURS_24, form="window"))
    desk.plan()
    desk.now = TUESDAY_TEN
    assert f"https://x/window/{NORTH}" in desk.worded().parameters["note"]


def test_only_who_is_to_confirm_is_asked_to():
    asking, telling = a_desk(laid_down=plans(HOURS_24)), a_desk(laid_down=plans(HOURS_24, asks=False))
    asking.plan()
    telling.plan()
    assert (asking.reminder.template, telling.reminder.template) == (
        "appointment_reminder",
        "appointment_notice",
    )


def a_family(*more, laid_down=None, **settings):
    """Anna at ten and her child at half past, at one telephone."""
    return a_desk(
        an_appointment(),
        of_the_child(),
        *more,
        subjects=[a_child()],
        laid_down=laid_down or plans(HOURS_24),
        **settings,
    )


def test_a_family_is_reminded_in_one_message_with_first_names_by_time():
    desk = a_family(of_the_child("09:00", number=3))
    for number in (2, 1, 3):
        desk.plan(number)
    assert desk.waiting == [(at("09:00") - 24 * HOUR, 3)]
    desk.now = at("09:00") - 24 * HOUR
    assert desk.worded().parameters["times"] == "Bo 25.11. 09:00; Anna 25.11. 10:00; Bo 25.11. 10:30"


def test_one_alone_is_told_without_a_name():
    desk = a_family()
    desk.plan(1)
    desk.plan(2)
    become(desk, 2, status=AppointmentStatus.CANCELLED)
    desk.now = TUESDAY_TEN
    assert desk.worded().parameters["times"] == "25.11. 10:00"


def test_of_a_family_only_those_whose_plan_says_so_are_in_the_message():
    by_type = Plans(
        by_scope={
            Scope(): Plan(offsets=(HOURS_3,)),
            Scope(None, CONSULTATION): Plan(offsets=(HOURS_24,)),
        }
    )
    desk = a_family(laid_down=by_type)
    become(desk, 2, slot=a_slot(at("10:30"), time_type_id="surgery"))
    desk.plan(1)
    desk.plan(2)
    assert desk.waiting == [(TUESDAY_TEN, 1), (at("07:30"), 1)]


def test_when_the_first_of_a_family_cancels_the_message_waits_for_the_next():
    desk = a_family(of_the_child("14:00", number=3))
    for number in (1, 2, 3):
        desk.plan(number)
    for number in (1, 2):
        become(desk, number, status=AppointmentStatus.CANCELLED)
    desk.now = TUESDAY_TEN
    assert desk.worded() == Later(at("14:00") - 24 * HOUR)


def test_who_shares_a_telephone_gets_the_mail_of_their_own_wish_alone():
    mother = a_subject(email="anna@example.org")
    child = a_child(email="bo@example.org")
    desk = a_desk(
        an_appointment(reminded=True),
        of_the_child(reminded=True),
        laid_down=plans(),
        subjects=[mother, child],
    )
    desk.plan(1)
    desk.plan(2)
    found = sorted((it.kinds[0], len(it.members)) for it in desk.outbox.stored.values())
    assert found == [(Kind.EMAIL, 1), (Kind.EMAIL, 1), (Kind.SMS, 2)]


def test_what_nobody_has_booked_is_reminded_of_by_nobody():
    desk = a_desk(cancelled(an_appointment()), laid_down=plans(DAY_BEFORE))
    assert desk.plan() == 0
