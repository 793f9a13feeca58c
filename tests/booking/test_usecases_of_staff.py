"""What staff see of the calendar, and whom they book for: their own locations only, and never without the trail."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.booking.errors import NotOffered, Over
from frontdesk.booking.model import AppointmentStatus
from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.model.timetable import BookableBy
from frontdesk.booking.usecases.book_on_behalf import Visitor, book_on_behalf
from frontdesk.booking.usecases.list_day import list_day
from frontdesk.booking.usecases.list_free_times import list_free_times
from frontdesk.booking.usecases.read_appointment import own_appointment, read_appointment
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import StaffId
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person

from .builders import (
    ANNA,
    BORN,
    CENTRE,
    CHECKUP,
    CONSULTATION,
    DAY,
    DR_BERG,
    DR_LIND,
    HARBOUR,
    MONDAY_NINE,
    NORTH,
    SOUTH,
    SURGERY,
    WEDNESDAY,
    a_hold,
    a_slot,
    a_subject,
    a_time_type,
    a_timetable,
    a_wish,
    an_appointment,
    appointment_id,
    at,
    cancelled,
)
from .fakes import a_diary

KATRIN = StaffMember(id=StaffId("1001"), locations=frozenset({CENTRE}))
PERSON = Person(name="Bo Berg", birth_date=BORN, phone="+46701740606", email=None)


def day_of(diary, **changes):
    asked = {"organisation_id": NORTH, "location_id": CENTRE, "days": [WEDNESDAY], "staff": KATRIN}
    return list_day(**asked | changes, ports=diary.ports)


def opened(diary, **changes):
    asked = {"organisation_id": NORTH, "appointment_id": appointment_id(), "staff": KATRIN}
    return read_appointment(**asked | changes, ports=diary.ports)


def free(diary, first=WEDNESDAY, last=None, **changes):
    asked = {"organisation_id": NORTH, "location_id": CENTRE, "staff": KATRIN}
    return list_free_times(**asked | changes, first_day=first, last_day=last or first, ports=diary.ports)


def booked(diary, wish=None, **changes):
    asked = {
        "organisation_id": NORTH,
        "appointment_id": appointment_id(2),
        "wish": wish or a_wish(),
        "visitor": Visitor(person=PERSON, language=Language.SWEDISH, reason=" Cough "),
        "staff": KATRIN,
    }
    return book_on_behalf(**asked | changes, ports=diary.ports)


# a day


@pytest.mark.requirement("B4", "B35")
def test_a_day_has_what_is_booked_and_what_was_cancelled_with_the_names():
    gone = an_appointment(id=appointment_id(2), slot=a_slot(at("09:00")))
    diary = a_diary(an_appointment(), gone)
    diary.appointments.write(diary.read(gone), cancelled(diary.read(gone)))

    seen = day_of(diary)
    assert [it.status for it in seen.appointments] == [AppointmentStatus.CANCELLED, AppointmentStatus.BOOKED]
    assert seen.subjects == {ANNA: a_subject()}


def test_who_saw_which_day_is_in_the_trail():
    diary = a_diary(an_appointment())
    day_of(diary, days=[WEDNESDAY, WEDNESDAY + DAY], performer_id=DR_BERG)

    [entry] = diary.trail
    assert (entry.action, entry.actor.id, entry.subject_id) == ("CalendarRead", "1001", None)
    assert entry.about == "centre 2026-11-25/2026-11-26 dr-berg"


def test_a_day_on_which_nobody_comes_tells_nothing_of_anybody():
    diary = a_diary(an_appointment())
    assert day_of(diary, days=[WEDNESDAY + DAY]).appointments == ()
    assert day_of(diary, performer_id=DR_LIND).appointments == ()
    assert diary.trail == []


def test_a_time_that_is_only_held_is_in_nobodys_calendar():
    assert day_of(a_diary(a_hold())).appointments == ()


def test_more_than_a_hundred_patients_are_named_a_hundred_at_a_time():
    diary = a_diary()
    names = [f"{number:032x}" for number in range(101)]
    for number, subject_id in enumerate(names):
        diary.subjects[subject_id] = a_subject(id=subject_id)
        slot = a_slot(
            at("00:00") + timedelta(minutes=5 * number), ends_at=at("00:05") + timedelta(minutes=5 * number)
        )
        diary.appointments.write(
            None, an_appointment(id=appointment_id(number + 1), slot=slot, subject_id=subject_id)
        )
    asked, ports = [], diary.ports

    def subjects(organisation_id, ids):
        asked.append(len(ids))
        return diary.ports.subjects(organisation_id, ids)

    object.__setattr__(ports, "subjects", subjects)
    seen = list_day(organisation_id=NORTH, location_id=CENTRE, days=[WEDNESDAY], staff=KATRIN, ports=ports)
    assert seen.subjects.keys() == set(names)
    assert asked == [100, 1]


# an appointment


@pytest.mark.requirement("B34")
def test_who_opens_an_appointment_is_in_the_trail_of_its_patient():
    diary = a_diary(an_appointment())
    seen = opened(diary)

    assert (seen.appointment.id, seen.subject) == (appointment_id(), a_subject())
    [entry] = diary.trail
    assert (entry.action, entry.actor.id, entry.subject_id, entry.about) == (
        "AppointmentRead",
        "1001",
        ANNA,
        appointment_id(),
    )


def test_when_the_trail_cannot_be_written_nothing_is_shown():
    diary = a_diary(an_appointment(), trail_is_broken=True)
    for look in (day_of, opened):
        with pytest.raises(OSError, match="trail"):
            look(diary)


def test_staff_may_move_and_cancel_until_it_begins_and_note_a_missing_patient_from_then_on():
    diary = a_diary(an_appointment())
    before = opened(diary)
    assert (before.not_moved, before.not_cancelled) == (None, None)
    assert isinstance(before.not_missed, Over)

    diary.now = at()
    since = opened(diary)
    assert isinstance(since.not_moved, Over)
    assert isinstance(since.not_cancelled, Over)
    assert since.not_missed is None


def test_a_cancelled_appointment_is_over_for_everything():
    seen = opened(a_diary(cancelled(an_appointment())))
    assert all(isinstance(it, Over) for it in (seen.not_moved, seen.not_cancelled, seen.not_missed))


def test_an_appointment_of_a_type_that_is_no_more_can_still_be_read():
    diary = a_diary(an_appointment(), timetable=a_timetable(a_time_type(id=CHECKUP)))
    seen = opened(diary)
    assert seen.time_type is None
    assert isinstance(seen.not_moved, NotOffered)
    assert isinstance(seen.not_cancelled, NotOffered)


def test_what_is_only_held_is_nobodys_appointment():
    diary = a_diary(a_hold())
    with pytest.raises(NotFound):
        opened(diary)
    assert diary.trail == []


# whose


ELSEWHERE = [
    {"staff": StaffMember(id=StaffId("1002"), locations=frozenset({HARBOUR}))},
    {"staff": StaffMember(id=StaffId("1003"), locations=frozenset())},
]


@pytest.mark.parametrize("whose", ELSEWHERE)
def test_another_locations_calendar_is_not_there(whose):
    diary = a_diary(an_appointment())
    for act in (day_of, opened, free, booked):
        with pytest.raises(NotFound):
            act(diary, **whose)
    with pytest.raises(NotFound):
        own_appointment(NORTH, appointment_id(), **whose, ports=diary.ports)
    assert (diary.trail, list(diary.subjects), len(diary.appointments.stored)) == ([], [ANNA], 1)


@pytest.mark.requirement("N7")
def test_another_organisations_appointment_is_not_there():
    diary = a_diary(an_appointment())
    assert day_of(diary, organisation_id=SOUTH).appointments == ()
    with pytest.raises(NotFound):
        opened(diary, organisation_id=SOUTH)
    assert diary.trail == []


# free times


def clocks(times, **which):
    return [
        f"{it.slot.starts_at:%H:%M}"
        for it in times
        if all(getattr(it.slot, k) == v for k, v in which.items())
    ]


@pytest.mark.requirement("B33", "B39")
def test_the_list_has_every_type_and_tells_what_patients_may_take():
    found = free(a_diary(an_appointment()))

    assert {it.slot.time_type_id for it in found} == {CONSULTATION, CHECKUP, SURGERY}
    assert {it.slot.time_type_id for it in found if not it.for_patients} == {SURGERY}
    assert found == sorted(found, key=lambda it: (it.slot.starts_at, it.slot.performer_id))
    assert "09:00" not in clocks(found, performer_id=DR_BERG)  # Anna has it, by the clock of UTC
    assert "09:00" in clocks(found, performer_id=DR_LIND)


def test_the_list_is_of_one_type_or_one_performer_where_that_is_asked_for():
    diary = a_diary()
    assert {it.slot.time_type_id for it in free(diary, time_type_id=SURGERY)} == {SURGERY}
    assert {it.slot.performer_id for it in free(diary, performer_id=DR_LIND)} == {DR_LIND}
    assert free(diary, time_type_id="none") == []


def test_what_is_too_soon_or_too_far_ahead_for_patients_is_there_for_staff():
    soon = a_diary(now=at("08:10"))
    times = [it for it in free(soon, time_type_id=CONSULTATION) if it.slot.performer_id == DR_BERG]
    assert clocks(times)[0] == "07:30"
    assert [it.for_patients for it in times][:5] == [False, False, False, False, True]

    far = WEDNESDAY + 56 * DAY
    assert {it.for_patients for it in free(a_diary(), far, time_type_id=CONSULTATION)} == {False}


def test_a_clinic_that_is_closed_to_patients_has_times_for_staff_only():
    closed = a_diary(timetable=a_timetable(offered=False))
    assert {it.for_patients for it in free(closed)} == {False}


def test_past_days_have_no_free_times():
    later = a_diary(now=MONDAY_NINE + 7 * DAY)
    assert list(free(later)) == []
    assert {it.slot.on for it in free(later, WEDNESDAY, WEDNESDAY + 7 * DAY)} >= {WEDNESDAY + 7 * DAY}
    assert min(it.slot.on for it in free(later, WEDNESDAY, WEDNESDAY + 7 * DAY)) >= later.now.date()


def test_everything_on_the_list_can_be_booked():
    diary = a_diary(an_appointment(), timetable=a_timetable(a_time_type(bookable_by=BookableBy.STAFF)))
    times = free(diary)
    assert times
    for it in times:
        slot = it.slot
        wish = a_wish(
            location_id=slot.location_id,
            time_type_id=slot.time_type_id,
            performer_id=slot.performer_id,
            starts_at=slot.starts_at,
        )
        same = replace(diary.timetables.get(NORTH), version=0)
        assert booked(a_diary(an_appointment(), timetable=same), wish).slot == slot
