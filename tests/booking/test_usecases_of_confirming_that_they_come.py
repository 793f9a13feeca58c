"""Patients say that they come."""

from datetime import timedelta

import pytest

from frontdesk.booking.errors import Over
from frontdesk.booking.rules.telling import latest_telling
from frontdesk.booking.usecases.confirm_appointment import confirm_appointment
from frontdesk.kernel.errors import Conflict, NotFound

from .builders import BY_ANNA, NORTH, SOUTH, appointment_id
from .doing import cancel, confirm, holding, move


def promise(diary, organisation_id=NORTH, **said):
    return confirm_appointment(
        organisation_id=organisation_id,
        appointment_id=appointment_id(),
        by=BY_ANNA,
        ports=diary.ports,
        **said,
    )


def booked_diary(**type_changes):
    diary = holding(**type_changes)
    confirm(diary)
    return diary


def test_who_says_that_they_come_has_said_it_once_however_often_it_is_sent():
    diary = booked_diary()
    first, again = promise(diary), promise(diary)
    assert first.is_confirmed
    assert again == first
    assert diary.fact_names().count("AppointmentConfirmed") == 1


def test_a_moved_appointment_is_to_be_confirmed_again():
    diary = booked_diary()
    promise(diary)
    assert not move(diary).is_confirmed
    assert promise(diary).is_confirmed


def test_nobody_says_that_they_come_at_a_time_that_it_is_not_at_any_more():
    diary = booked_diary()
    was_at = diary.appointments.get(NORTH, appointment_id()).slot.starts_at
    move(diary)
    with pytest.raises(Conflict):
        promise(diary, starts_at=was_at)


def test_what_is_cancelled_or_has_begun_cannot_be_confirmed():
    diary = booked_diary()
    it = cancel(diary)
    with pytest.raises(Over):
        promise(diary)
    late = booked_diary()
    late.now = it.slot.starts_at
    with pytest.raises(Over):
        promise(late)


def test_an_appointment_of_another_clinic_cannot_be_confirmed():
    with pytest.raises(NotFound):
        promise(booked_diary(), organisation_id=SOUTH)


def test_the_facts_of_a_change_have_ids_that_anybody_can_find_again():
    diary = booked_diary()
    booked = diary.appointments.get(NORTH, appointment_id())
    moved = move(diary)
    promise(diary)
    after = diary.appointments.get(NORTH, appointment_id())
    sent = {it["name"]: it["event_id"] for it in diary.appointments.facts}
    assert latest_telling(booked).event_id == sent["AppointmentBooked"]
    assert latest_telling(moved) == latest_telling(after)
    assert latest_telling(after).event_id == sent["AppointmentRescheduled"]
    assert len(set(sent.values())) == len(sent)
    assert latest_telling(after).at - booked.placed_at >= timedelta()
