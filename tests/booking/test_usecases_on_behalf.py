"""Staff book for somebody on the phone or at the desk."""

import pytest

from frontdesk.booking.errors import Taken, TooSoon
from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.usecases.book_on_behalf import Visitor, book_on_behalf
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.ids import StaffId
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person

from .builders import (
    BORN,
    CENTRE,
    HOUR,
    NORTH,
    a_wish,
    an_appointment,
    appointment_id,
    at,
)
from .fakes import a_diary

KATRIN = StaffMember(id=StaffId("1001"), locations=frozenset({CENTRE}))
PERSON = Person(name="Bo Berg", birth_date=BORN, phone="+46701740606", email=None)


def booked(diary, wish=None, **changes):
    asked = {
        "organisation_id": NORTH,
        "appointment_id": appointment_id(2),
        "wish": wish or a_wish(),
        "visitor": Visitor(person=PERSON, language=Language.SWEDISH, reason=" Cough "),
        "staff": KATRIN,
    }
    return book_on_behalf(**asked | changes, ports=diary.ports)


def test_staff_book_for_somebody_who_is_registered_first():
    diary = a_diary()
    it = booked(diary)

    assert (it.booked_by, it.changes[0].by.id, it.reason) == (ActorKind.STAFF, "1001", "Cough")
    subject = diary.subjects[it.subject_id]
    assert (subject.name, subject.phone, subject.language) == ("Bo Berg", "+46701740606", Language.SWEDISH)
    assert diary.fact_names() == ["AppointmentBooked"]


def test_sent_twice_it_is_one_booking_of_one_patient():
    diary = a_diary()
    assert booked(diary) == booked(diary)
    assert len(diary.appointments.stored) == 1
    assert len(diary.subjects) == 2  # Anna, whom every diary knows, and Bo


def test_who_is_reached_by_mail_alone_is_somebody_too():
    by_mail = Person(name="Bo Berg", birth_date=BORN, phone=None, email="bo@example.org")
    diary = a_diary()
    other = booked(diary, visitor=Visitor(person=by_mail, language=Language.ENGLISH))
    assert diary.subjects[other.subject_id].email == "bo@example.org"
    assert other.subject_id != booked(a_diary()).subject_id


def test_a_time_that_somebody_has_is_taken_for_staff_too():
    with pytest.raises(Taken):
        booked(a_diary(an_appointment()))


def test_a_time_that_has_begun_is_booked_by_nobody():
    with pytest.raises(TooSoon):
        booked(a_diary(now=at() + HOUR))
