"""Groups: several have the same time, each as if it were theirs alone."""

import pytest

from frontdesk.booking.errors import Taken
from frontdesk.booking.usecases.book_time import book_time
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import SubjectId, TimeTypeId

from .builders import (
    BERLIN,
    CONSULTATION,
    NORTH,
    SECOND,
    a_block,
    a_booking,
    a_schedule,
    a_subject,
    a_time_type,
    a_timetable,
    a_wish,
    appointment_id,
)
from .doing import cancel, free, hold
from .fakes import a_diary

TRAINING = TimeTypeId("training")


@pytest.fixture
def diary():
    """On Wednesday mornings Dr Berg has a training for two at every full hour, or sees somebody alone."""
    training = a_time_type(id=TRAINING, lasts=60, capacity=2)
    week = (a_block(2, "08:00", "12:00", TRAINING, CONSULTATION, every=60),)
    schedules = (a_schedule(week=week),)
    return a_diary(timetable=a_timetable(training, a_time_type(), schedules=schedules))


def joins(diary, number, clock="10:00", kind=TRAINING):
    subject = a_subject(id=SubjectId(f"{number:032x}"))
    return book_time(
        organisation_id=NORTH,
        appointment_id=appointment_id(number),
        wish=a_wish(clock, time_type_id=kind),
        booking=a_booking(subject=subject),
        ports=diary.ports,
    )


def clocks(diary, kind=TRAINING):
    return [f"{it:%H:%M}" for it in free(diary, kind, zone=BERLIN)]


@pytest.mark.requirement("B39")
def test_a_group_is_offered_until_it_is_full(diary):
    joins(diary, 1)
    assert "10:00" in clocks(diary)
    joins(diary, 2)
    assert "10:00" not in clocks(diary)
    with pytest.raises(Taken):
        joins(diary, 3)


def test_while_somebody_is_in_a_group_nobody_else_is_alone_then(diary):
    first = joins(diary, 1)
    assert "10:00" not in clocks(diary, CONSULTATION)
    with pytest.raises(Taken):
        joins(diary, 2, kind=CONSULTATION)
    cancel(diary, by=Actor(ActorKind.PATIENT, first.subject_id))
    assert "10:00" in clocks(diary, CONSULTATION)
    joins(diary, 2, kind=CONSULTATION)
    assert "10:00" not in clocks(diary)


def test_a_seat_that_was_only_held_is_free_again_when_the_hold_ends(diary):
    joins(diary, 1)
    held = hold(diary, number=2, time_type_id=TRAINING)
    assert "10:00" not in clocks(diary)
    diary.now = held.hold_until + SECOND
    assert "10:00" in clocks(diary)
    joins(diary, 3)
    assert "10:00" not in clocks(diary)


def test_the_same_click_twice_is_one_seat(diary):
    assert joins(diary, 1) == joins(diary, 1)
    joins(diary, 2)
