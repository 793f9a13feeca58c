"""An appointment is cancelled, or missed."""

import pytest

from frontdesk.booking.errors import (
    Over,
)
from frontdesk.booking.model import AppointmentStatus, ChangeKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import SubjectId

from .builders import (
    ANNA,
    BO,
    BY_KATRIN,
    DR_BERG,
    HOUR,
    NORTH,
    SECOND,
    SOUTH,
    WEDNESDAY,
    a_booked_change,
    a_hold,
    a_slot,
    an_appointment,
    at,
    cancelled,
)
from .doing import cancel, confirm, free, hold, miss, move
from .fakes import a_diary


@pytest.mark.requirement("B2", "B32", "B35")
def test_a_cancelled_time_is_free_at_once_and_the_appointment_stays_to_be_seen():
    diary = a_diary(an_appointment())
    gone = cancel(diary, comment=" Frisk ")
    assert gone.status is AppointmentStatus.CANCELLED
    assert (gone.changes[-1].kind, gone.changes[-1].comment) == (ChangeKind.CANCELLED, "Frisk")
    assert diary.fact_names() == ["AppointmentCancelled", "SlotFreed"]
    assert at() in free(diary)
    assert hold(diary, number=2).slot == a_slot()
    assert confirm(diary, 2).subject_id == ANNA
    assert diary.appointments.of_days(NORTH, gone.slot.location_id, WEDNESDAY, WEDNESDAY)[0] == gone


@pytest.mark.requirement("N1")
def test_an_appointment_cancelled_twice_is_cancelled_once():
    diary = a_diary(an_appointment())
    first = cancel(diary)
    diary.now = at() + HOUR
    assert cancel(diary) == first
    assert diary.fact_names() == ["AppointmentCancelled", "SlotFreed"]


def test_who_cancels_while_somebody_moves_cancels_what_was_moved():
    diary = a_diary(an_appointment())
    diary.appointments.meanwhile(lambda: move(diary))
    assert cancel(diary).slot == a_slot(at("11:00"))
    assert diary.taken_on(DR_BERG, WEDNESDAY) == 0


def test_who_moves_while_somebody_cancels_has_nothing_to_move():
    diary = a_diary(an_appointment())
    diary.appointments.meanwhile(lambda: cancel(diary))
    with pytest.raises(Over):
        move(diary)
    assert diary.taken_on(DR_BERG, WEDNESDAY) == 0


def test_a_missed_appointment_is_noted_once_and_keeps_its_time():
    diary = a_diary(an_appointment(), now=at())
    missed = miss(diary)
    assert (missed.status, missed.changes[-1].kind) == (AppointmentStatus.NO_SHOW, ChangeKind.NO_SHOW)
    assert miss(diary) == missed
    assert diary.fact_names() == ["AppointmentNoShow"]
    assert diary.taken_on(DR_BERG, WEDNESDAY) == 6


@pytest.mark.parametrize(
    ("it", "now"),
    [(an_appointment(), at() - SECOND), (cancelled(an_appointment()), at()), (a_hold(), at())],
    ids=["not begun", "cancelled", "held"],
)
def test_nobody_missed_what_has_not_begun_or_was_never_theirs(it, now):
    with pytest.raises(Over):
        miss(a_diary(it, now=now))


@pytest.mark.requirement("N7")
@pytest.mark.parametrize("change", [move, cancel, miss])
def test_another_organisations_appointment_is_not_found(change):
    diary = a_diary(an_appointment(), now=at())
    with pytest.raises(NotFound):
        change(diary, organisation_id=SOUTH)
    assert diary.read(an_appointment()).status is AppointmentStatus.BOOKED


def test_who_booked_and_whose_it_is_stay_whatever_is_changed():
    by_another = an_appointment(subject_id=SubjectId(BO), changes=(a_booked_change(by=BY_KATRIN),))
    moved = move(a_diary(by_another), by=BY_KATRIN)
    assert (moved.subject_id, moved.booked_by) == (BO, BY_KATRIN.kind)
