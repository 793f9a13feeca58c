"""My times: everybody behind a proved contact, what is to come and what was, with exactly the buttons that work."""

import pytest

from frontdesk.booking.errors import NotYours, Over, TooLate
from frontdesk.booking.model.timetable import StaffBooked
from frontdesk.booking.usecases.list_times import list_times
from frontdesk.booking.usecases.show_appointment import show_appointment
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey, LocationId, OrganisationId, TimeTypeId

from .builders import (
    ANNA,
    BO,
    CONSULTATION,
    DAY,
    HOUR,
    MINUTE,
    MONDAY_NINE,
    NORTH,
    SECOND,
    SOUTH,
    a_hold,
    a_slot,
    a_staff_booked_appointment,
    a_subject,
    a_time_type,
    a_timetable,
    an_appointment,
    appointment_id,
    at,
    cancelled,
)
from .fakes import a_diary

HOME = ContactKey("c0ffee")
BOS = a_subject(id=BO, name="Bo Andersson")
YEAR = 365 * DAY
UNSEEN = a_timetable(a_time_type(staff_booked=StaffBooked(seen=False)))
UNTOUCHED = a_timetable(a_time_type(staff_booked=StaffBooked(cancelled=False, moved=False)))


def a_time(number, starts_at=None, of=ANNA, make=an_appointment, **changes):
    slot = a_slot(starts_at or at(), **changes)
    return make(id=appointment_id(number), slot=slot, subject_id=of)


def at_home(*appointments, **settings):
    """A diary with these, and Anna and Bo behind one number."""
    diary = a_diary(*appointments, **settings)
    diary.people[NORTH, HOME] = (a_subject(), BOS)
    return diary


def times(diary, contact_key=HOME, organisation_id=NORTH):
    return list_times(organisation_id=organisation_id, contact_key=contact_key, ports=diary.ports)


def numbers(listed):
    return [int(it.shown.appointment.id[:6], 16) for it in listed]


@pytest.mark.requirement("B28")
def test_a_family_sees_the_times_of_each_the_next_one_first():
    diary = at_home(a_time(1, at("11:00")), a_time(2, at("10:00"), BO), a_time(3, at() + 7 * DAY))
    ahead = times(diary).ahead
    assert numbers(ahead) == [2, 1, 3]
    assert [it.subject.name for it in ahead] == ["Bo Andersson", "Anna Andersson", "Anna Andersson"]


@pytest.mark.requirement("B28")
def test_what_was_in_the_last_year_is_there_the_latest_first():
    diary = at_home(
        a_time(1, MONDAY_NINE - DAY),
        a_time(2, MONDAY_NINE - HOUR),
        a_time(3, MONDAY_NINE - YEAR),
        a_time(4, MONDAY_NINE - YEAR - 30 * MINUTE),
    )
    found = times(diary)
    assert (numbers(found.ahead), numbers(found.past)) == ([], [2, 1, 3])
    assert all(isinstance(it.shown.not_moved, Over) for it in found.past)


def test_who_is_with_the_doctor_sees_it_until_it_ends():
    diary = at_home(a_time(1, MONDAY_NINE))
    diary.now += 30 * MINUTE - SECOND
    assert numbers(times(diary).ahead) == [1]
    diary.now += SECOND
    assert numbers(times(diary).past) == [1]


@pytest.mark.requirement("B28", "B30")
def test_each_is_as_its_own_page_shows_it():
    diary = at_home(
        a_time(1, at() + 7 * DAY), a_time(2, MONDAY_NINE + 2 * HOUR), cancelled(a_time(3, at("11:00")))
    )
    found = times(diary).ahead
    pages = [
        show_appointment(organisation_id=NORTH, appointment_id=it.shown.appointment.id, ports=diary.ports)
        for it in found
    ]
    assert [_reasons(it.shown) for it in found] == [_reasons(it) for it in pages]
    assert [_reasons(it.shown) for it in found] == [(TooLate, TooLate), (Over, Over), (None, None)]


def _reasons(shown):
    return tuple(no and type(no) for no in (shown.not_moved, shown.not_cancelled))


@pytest.mark.requirement("B29")
def test_what_staff_booked_is_listed_where_the_clinic_shows_it():
    theirs = a_time(1, at(), make=a_staff_booked_appointment)
    [shown] = times(at_home(theirs)).ahead
    assert shown.shown.not_moved is None
    [shown] = times(at_home(theirs, timetable=UNTOUCHED)).ahead
    assert isinstance(shown.shown.not_moved, NotYours)
    assert times(at_home(theirs, a_time(2, at("11:00")), timetable=UNSEEN)).ahead[0].shown.appointment.id == (
        appointment_id(2)
    )


def test_what_is_only_held_is_nobodys():
    assert times(at_home(a_time(1, make=a_hold))).ahead == []


def test_a_type_or_a_place_that_is_no_more_hides_nothing_else():
    diary = at_home(
        a_time(1, time_type_id=TimeTypeId("gone")),
        a_time(2, at("11:00"), location_id=LocationId("gone")),
        a_time(3, at("11:30")),
    )
    assert numbers(times(diary).ahead) == [3]


@pytest.mark.requirement("B6")
def test_a_clinic_that_shows_no_times_shows_none_and_reads_none():
    diary = at_home(a_time(1), timetable=a_timetable(shown=False), trail_is_broken=True)
    found = times(diary)
    assert (found.ahead, found.past, diary.trail) == ((), (), [])


def test_a_clinic_without_times_has_no_such_page():
    with pytest.raises(NotFound):
        times(at_home(), organisation_id=OrganisationId("east-clinic"))


def test_each_of_the_people_has_it_in_their_trail():
    diary = at_home(a_time(1))
    times(diary)
    assert [(it.action, it.subject_id, it.about) for it in diary.trail] == [
        ("TimesShown", ANNA, HOME),
        ("TimesShown", BO, HOME),
    ]
    assert {(it.actor, it.at, it.organisation_id) for it in diary.trail} == {
        (Actor(ActorKind.PATIENT, HOME), MONDAY_NINE, NORTH)
    }
    assert len({it.id for it in diary.trail}) == 2


def test_when_the_trail_cannot_be_written_nothing_is_read(monkeypatch):
    diary = at_home(a_time(1), trail_is_broken=True)
    monkeypatch.setattr(diary.appointments, "of_subject", None)
    with pytest.raises(OSError, match="trail"):
        times(diary)


@pytest.mark.requirement("N7")
def test_the_same_number_at_another_organisation_shows_nothing_of_this_one():
    diary = at_home(a_time(1))
    found = times(diary, organisation_id=SOUTH)
    assert (found.ahead, found.past, diary.trail) == ([], [], [])


def test_behind_a_number_that_nobody_gave_there_are_no_times():
    assert times(at_home(a_time(1)), ContactKey("other")).ahead == []


def test_the_type_is_told_with_each():
    [it] = times(at_home(a_time(1))).ahead
    assert it.shown.time_type.id == CONSULTATION
