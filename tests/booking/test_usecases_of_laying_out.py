"""An administrator lays down times: what is booked is shown before, and never touched."""

from dataclasses import replace

import pytest

from frontdesk.booking.errors import MoreAffected
from frontdesk.booking.model import AppointmentStatus
from frontdesk.booking.model.timetable_written import write_timetable
from frontdesk.booking.usecases.lay_out_timetable import (
    effect_of_timetable,
    lay_out_timetable,
    read_laid_out,
)
from frontdesk.kernel.errors import BadInput, Conflict

from .builders import (
    NORTH,
    a_block,
    a_schedule,
    a_time_type,
    a_timetable,
    an_appointment,
    appointment_id,
    at,
    cancelled,
)
from .doing import free
from .fakes import a_diary

AFTERNOONS = a_timetable(schedules=(a_schedule(week=(a_block(2, "13:00", "17:00"),)),))


def effect(diary, timetable):
    return effect_of_timetable(organisation_id=NORTH, said=write_timetable(timetable), ports=diary.ports)


def lay_out(diary, timetable, *, version=1, outside=0):
    return lay_out_timetable(
        organisation_id=NORTH,
        said=write_timetable(timetable),
        version=version,
        outside=outside,
        ports=diary.ports,
    )


@pytest.mark.requirement("B38")
def test_what_is_laid_down_is_offered_at_once():
    diary = a_diary()
    assert lay_out(diary, AFTERNOONS).version == 2
    assert read_laid_out(organisation_id=NORTH, ports=diary.ports).version == 2
    assert {it.hour for it in free(diary)} == {12, 13, 14, 15}  # UTC


def test_who_would_stand_outside_is_shown_before():
    diary = a_diary(an_appointment())
    found = effect(diary, AFTERNOONS)
    assert [it.id for it in found.outside] == [appointment_id()]
    assert found.faults == ()
    assert effect(diary, a_timetable()).outside == ()


def test_what_takes_longer_now_stands_outside_too():
    diary = a_diary(an_appointment())
    longer = a_timetable(a_time_type(lasts=60), schedules=(a_schedule(),))
    assert [it.id for it in effect(diary, longer).outside] == [appointment_id()]


def test_what_was_cancelled_is_nobodys_business_any_more():
    diary = a_diary()
    booked = diary.appointments.write(None, an_appointment())
    diary.appointments.write(booked, cancelled(booked))
    assert effect(diary, AFTERNOONS).outside == ()


def test_booked_times_stay_booked_and_must_have_been_seen():
    diary = a_diary(an_appointment())
    with pytest.raises(MoreAffected):
        lay_out(diary, AFTERNOONS)
    lay_out(diary, AFTERNOONS, outside=1)
    assert diary.read(an_appointment()).status is AppointmentStatus.BOOKED
    assert diary.read(an_appointment()).slot.starts_at == at()


def test_a_kind_that_is_still_booked_is_not_taken_away():
    diary = a_diary(an_appointment())
    without = a_timetable(a_time_type(id="other"), schedules=())
    found = effect(diary, without)
    assert [(it.pointer, it.code) for it in found.faults] == [
        ("$.time_types.consultation", "time_type_in_use")
    ]
    with pytest.raises(BadInput):
        lay_out(diary, without, outside=1)


def test_whoever_changed_an_older_version_is_told():
    diary = a_diary()
    lay_out(diary, AFTERNOONS)
    with pytest.raises(Conflict):
        lay_out(diary, replace(AFTERNOONS, offered=False))
    assert read_laid_out(organisation_id=NORTH, ports=diary.ports).offered


def test_the_same_said_again_is_as_it_was_stored():
    diary = a_diary()
    first = lay_out(diary, AFTERNOONS)
    assert lay_out(diary, AFTERNOONS) == first


def test_a_faulty_timetable_changes_nothing():
    diary = a_diary()
    with pytest.raises(BadInput):
        lay_out(diary, a_timetable(a_time_type(lasts=7)))
    assert read_laid_out(organisation_id=NORTH, ports=diary.ports).version == 1
