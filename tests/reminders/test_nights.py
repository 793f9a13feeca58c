"""The nightly round: nobody is forgotten because a fact was lost, and nobody is told twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.booking.model import AppointmentStatus, Change, ChangeKind
from frontdesk.booking.rules.telling import latest_telling, told_under
from frontdesk.messaging.rules.sharing import WHOLE
from frontdesk.messaging.usecases.drain_outbox import drain_outbox
from frontdesk.reminders.usecases.find_forgotten import find_forgotten
from frontdesk.reminders.usecases.replan_days import replan_days
from tests.booking.builders import BY_ANNA, a_slot, an_appointment, appointment_id, at

from .builders import HOURS_3, HOURS_24, MONDAY_NINE, NORTH, TWO_DAYS, a_child, a_desk, of_the_child, plans

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NIGHT = MONDAY_NINE + 18 * HOUR


def a_night(desk, at=NIGHT):
    desk.now = at
    walked = find_forgotten(organisation_id=NORTH, until=at + HOUR, ports=desk.ports)
    return walked.planned, walked.told


def told(desk):
    return [it.template for it in desk.outbox.stored.values() if not it.cause]


@pytest.mark.requirement("R2")
def test_an_appointment_without_reminders_gets_them_in_the_night_once():
    desk = a_desk(laid_down=plans(HOURS_3))
    assert a_night(desk)[0] == 1
    assert desk.waiting == [(at("07:00"), 1)]
    assert a_night(desk)[0] == 0


def test_what_was_sent_is_not_sent_again_in_the_night():
    desk = a_desk(laid_down=plans(HOURS_24, HOURS_3))
    desk.plan()
    desk.now = at("10:00") - 24 * HOUR
    sender, ports = desk.sender()
    drain_outbox(WHOLE, until=desk.now + HOUR, on_fault=print, ports=ports)
    assert len(sender.sent) == 1
    assert a_night(desk, at("03:00"))[0] == 0


def test_a_reminder_that_was_lost_and_is_due_goes_out_in_the_morning():
    desk = a_desk(laid_down=plans(HOURS_24))
    assert a_night(desk, at("03:00"))[0] == 1
    assert desk.waiting == [(at("08:00"), 1)]


def test_new_keys_of_the_clinic_make_no_second_reminder():
    desk = a_desk(laid_down=plans(HOURS_3))
    desk.plan()
    desk.keys = ("k3", "k2")
    assert a_night(desk)[0] == 0


def test_what_is_cancelled_or_over_is_not_reminded_of():
    desk = a_desk(an_appointment(status=AppointmentStatus.CANCELLED), laid_down=plans(HOURS_3))
    assert a_night(desk)[0] == 0
    late = a_desk(laid_down=plans(HOURS_3))
    assert a_night(late, at("10:00")) == (0, 0)


@pytest.mark.requirement("B26")
def test_who_never_heard_that_they_are_booked_hears_it_in_the_night_once():
    desk = a_desk()
    assert a_night(desk)[1] == 1
    assert told(desk) == ["appointment_booked"]
    assert a_night(desk)[1] == 0
    assert told(desk) == ["appointment_booked"]


def test_who_has_heard_is_not_told_in_the_night():
    desk = a_desk()
    it = desk.diary.appointments.get(NORTH, appointment_id())
    desk.ports.tell(it, latest_telling(it))
    assert a_night(desk)[1] == 0
    assert list(desk.outbox.members(NORTH, [told_under(it.id, latest_telling(it).event_id)]).values()) == [
        frozenset()
    ]


def test_of_what_was_booked_and_cancelled_only_the_end_is_told():
    it = an_appointment(status=AppointmentStatus.CANCELLED)
    change = Change(at=MONDAY_NINE + HOUR, by=BY_ANNA, kind=ChangeKind.CANCELLED)
    desk = a_desk(replace(it, changes=(*it.changes, change)))
    assert a_night(desk)[1] == 1
    assert told(desk) == ["appointment_cancelled"]


def test_a_change_that_is_still_under_way_or_long_known_is_not_told():
    desk = a_desk()
    assert a_night(desk, MONDAY_NINE + timedelta(minutes=5))[1] == 0
    far = a_desk(an_appointment(slot=a_slot(at("10:00") + 21 * DAY)))
    assert a_night(far, MONDAY_NINE + 4 * DAY)[1] == 0


def test_a_booking_of_next_year_is_told_and_its_reminder_waits_for_its_fortnight():
    desk = a_desk(an_appointment(slot=a_slot(at("10:00") + 300 * DAY)), laid_down=plans(TWO_DAYS))
    assert a_night(desk) == (0, 1)
    assert a_night(desk, at("03:00") + 290 * DAY) == (1, 0)


def test_a_round_that_has_no_time_says_what_is_left():
    desk = a_desk()
    desk.now = NIGHT
    walked = find_forgotten(organisation_id=NORTH, until=NIGHT, ports=desk.ports)
    assert (walked.seen, walked.left) == (0, 401)


def test_changed_plans_reach_the_next_fortnight_at_once():
    far = an_appointment(id=appointment_id(3), slot=a_slot(at("10:00") + 60 * DAY))
    desk = a_desk(an_appointment(), of_the_child(), far, subjects=[a_child()], laid_down=plans(HOURS_3))
    walked = replan_days(organisation_id=NORTH, days=14, until=desk.now + HOUR, ports=desk.ports)
    assert (walked.seen, walked.planned, walked.left) == (2, 2, 0)
    assert replan_days(organisation_id=NORTH, days=14, until=desk.now, ports=desk.ports).left == 15
