"""What staff see of a patient: what is booked where they work, and never without the trail."""

import pytest

from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.usecases.list_of_patient import list_of_patient
from frontdesk.kernel.ids import StaffId

from .builders import ANNA, CENTRE, HARBOUR, NORTH, a_slot, a_subject, an_appointment, appointment_id, at
from .fakes import a_diary

KATRIN = StaffMember(id=StaffId("1001"), locations=frozenset({CENTRE}))


def of(diary, whose=ANNA, **changes):
    asked = {"organisation_id": NORTH, "since": at("00:00"), "staff": KATRIN, "ports": diary.ports}
    return list_of_patient(**asked | changes, subject_id=whose)


def test_a_patients_times_where_somebody_works_are_listed_with_a_trace():
    elsewhere = an_appointment(id=appointment_id(2), slot=a_slot(at("11:00"), location_id=HARBOUR))
    diary = a_diary(an_appointment(), elsewhere)
    subject, found = of(diary)
    assert (subject, [it.id for it in found]) == (a_subject(), [an_appointment().id])
    [entry] = diary.trail
    assert (entry.action, entry.actor.id, entry.subject_id) == ("PatientTimesRead", "1001", ANNA)


def test_who_has_nothing_where_somebody_works_is_like_nobody():
    diary = a_diary(an_appointment(slot=a_slot(at("11:00"), location_id=HARBOUR)))
    assert of(diary) == of(diary, whose="5" * 32) == (None, ())
    assert diary.trail == []


def test_without_the_trail_nothing_is_shown():
    diary = a_diary(an_appointment(), trail_is_broken=True)
    with pytest.raises(OSError, match="trail"):
        of(diary)
