"""Booked times that no schedule has any more: staff see them, and decide on each."""

from dataclasses import replace
from datetime import date

import pytest

from frontdesk.booking.errors import NotOffered, Over, Taken
from frontdesk.booking.model import AppointmentStatus, ChangeKind
from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.model.timetable import Absence
from frontdesk.booking.usecases.list_outside import list_outside
from frontdesk.booking.usecases.substitute_performer import substitute_performer
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import StaffId

from .builders import (
    BO,
    BY_KATRIN,
    CENTRE,
    DR_BERG,
    DR_LIND,
    HARBOUR,
    NORTH,
    ROOM,
    WEDNESDAY,
    a_slot,
    a_timetable,
    an_appointment,
    appointment_id,
    at,
    cancelled,
)
from .fakes import a_diary


def away(*who, day=WEDNESDAY):
    absences = tuple(Absence(id=it, resource_id=it, first_day=day, last_day=day) for it in who)
    return a_timetable(absences=absences)


def a_diary_with(timetable, *appointments):
    diary = a_diary(*appointments)
    diary.timetables.put(NORTH, replace(timetable, version=1))
    return diary


def a_friday():
    return a_slot(at(day=date(2026, 11, 27)))


def outside(diary, *locations, page=1):
    katrin = StaffMember(id=StaffId("1001"), locations=frozenset(locations or (CENTRE, HARBOUR)))
    return list_outside(organisation_id=NORTH, staff=katrin, page=page, ports=diary.ports)


def substitute(diary, performer=DR_LIND):
    return substitute_performer(
        organisation_id=NORTH,
        appointment_id=appointment_id(),
        performer_id=performer,
        comment="Dr Berg is ill.",
        by=BY_KATRIN,
        ports=diary.ports,
    )


def test_whoever_is_booked_with_somebody_absent_is_listed_with_who_could_stand_in():
    found = outside(a_diary_with(away(DR_BERG), an_appointment()))
    assert [it.id for it in found.appointments] == [appointment_id()]
    assert found.substitutes == {appointment_id(): (DR_LIND,)}


def test_what_a_schedule_has_is_not_listed_nor_what_is_elsewhere():
    assert outside(a_diary(an_appointment())).count == 0
    assert outside(a_diary_with(away(DR_BERG), an_appointment()), HARBOUR).count == 0


def test_the_look_is_written_down_before_names_are_shown():
    diary = a_diary_with(away(DR_BERG), an_appointment())
    outside(diary)
    assert [(it.action, it.about) for it in diary.trail] == [
        ("CalendarRead", f"{CENTRE} {WEDNESDAY}/{WEDNESDAY}")
    ]


def test_a_substitute_sees_the_patient_at_the_same_time_whatever_their_schedule_says():
    diary = a_diary_with(away(DR_BERG, day=date(2026, 11, 27)), an_appointment(slot=a_friday()))
    there = substitute(diary)
    assert (there.slot.performer_id, there.slot.starts_at) == (DR_LIND, a_friday().starts_at)
    assert (there.changes[-1].kind, there.changes[-1].comment) == (ChangeKind.SUBSTITUTED, "Dr Berg is ill.")
    assert "AppointmentRescheduled" in {it["name"] for it in diary.appointments.facts}
    assert outside(diary).count == 0
    assert substitute(diary) == there


def test_a_substitute_who_is_away_later_leaves_the_time_outside_again():
    diary = a_diary_with(away(DR_BERG), an_appointment())
    substitute(diary)
    diary.timetables.put(NORTH, replace(away(DR_BERG, DR_LIND), version=2))
    assert outside(diary).count == 1


def test_a_substitute_must_be_free():
    theirs = an_appointment(id=appointment_id(2), subject_id=BO, slot=a_slot(performer_id=DR_LIND))
    diary = a_diary_with(away(DR_BERG), an_appointment(), theirs)
    assert outside(diary).substitutes == {appointment_id(): ()}
    with pytest.raises(Taken):
        substitute(diary)


@pytest.mark.parametrize("performer", [ROOM, "nobody"])
def test_a_substitute_is_somebody_of_the_location(performer):
    with pytest.raises(NotOffered):
        substitute(a_diary_with(away(DR_BERG), an_appointment()), performer)


def test_a_substitute_is_not_absent():
    diary = a_diary_with(away(DR_BERG, DR_LIND), an_appointment())
    assert outside(diary).substitutes == {appointment_id(): ()}
    with pytest.raises(NotOffered):
        substitute(diary)


def test_what_was_cancelled_has_no_substitute():
    diary = a_diary_with(away(DR_BERG))
    diary.appointments.write(None, cancelled(an_appointment()))
    with pytest.raises(Over):
        substitute(diary)


def test_a_time_is_read_again_when_somebody_was_quicker():
    diary = a_diary_with(away(DR_BERG), an_appointment())
    stale = diary.ports.appointments.get(NORTH, appointment_id())
    substitute(diary)
    with pytest.raises(Conflict):
        diary.appointments.write(stale, replace(stale, status=AppointmentStatus.CANCELLED))
