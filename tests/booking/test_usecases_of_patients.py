"""A patient proves who they are, looks at their appointment, and hears what became of it."""

import pytest

from frontdesk.booking.errors import ProofLocked, WrongProof
from frontdesk.booking.model.timetable import StaffBooked
from frontdesk.booking.usecases.prove_patient import prove_patient
from frontdesk.booking.usecases.show_appointment import show_appointment
from frontdesk.booking.usecases.tell_patient import TEMPLATES, tell_patient
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Recipient, RecipientKind
from frontdesk.messaging.rules.wordings import WORDINGS

from .builders import (
    ANNA,
    BORN,
    BY_ANNA,
    CONSULTATION,
    DAY,
    NORTH,
    SOUTH,
    a_hold,
    a_staff_booked_appointment,
    a_time_type,
    a_timetable,
    an_appointment,
    appointment_id,
    cancelled,
)
from .fakes import a_diary

MINE = {"organisation_id": NORTH, "appointment_id": appointment_id()}
HIDDEN = a_timetable(a_time_type(staff_booked=StaffBooked(seen=False)))


def prove(diary, born=BORN, **whose):
    prove_patient(**MINE | whose, birth_date=born, ports=diary.ports)


def show(diary, **whose):
    return show_appointment(**MINE | whose, ports=diary.ports)


def tell(diary, fact="AppointmentBooked", event_id="e1", **whose):
    tell_patient(**MINE | whose, fact=fact, event_id=event_id, ports=diary.ports)


def test_the_right_date_of_birth_opens_and_is_in_the_trail():
    diary = a_diary(an_appointment())
    prove(diary)
    [entry] = diary.trail
    assert (entry.action, entry.actor, entry.subject_id) == ("AppointmentOpened", BY_ANNA, ANNA)
    assert (entry.about, entry.at, entry.organisation_id) == (appointment_id(), diary.now, NORTH)


def test_five_wrong_proofs_lock_the_appointment_even_for_the_right_one_until_tomorrow():
    diary = a_diary(an_appointment())
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongProof) as wrong:
            prove(diary, None)
        assert wrong.value.details == {"tries_left": left}
    with pytest.raises(ProofLocked):
        prove(diary, BORN + DAY)
    with pytest.raises(ProofLocked):
        prove(diary)
    assert diary.trail == []
    diary.now += DAY
    prove(diary)


def test_the_fifth_try_may_be_the_right_one():
    diary = a_diary(an_appointment())
    for _ in range(4):
        with pytest.raises(WrongProof):
            prove(diary, BORN + DAY)
    prove(diary)
    assert len(diary.trail) == 1


def test_when_the_trail_cannot_be_written_nothing_is_opened():
    diary = a_diary(an_appointment(), trail_is_broken=True)
    with pytest.raises(OSError, match="trail"):
        prove(diary)


def test_what_is_only_held_is_nobodys_to_open():
    with pytest.raises(NotFound):
        prove(a_diary(a_hold()))


@pytest.mark.requirement("N7")
def test_another_organisations_appointment_is_not_found():
    diary = a_diary(an_appointment())
    for act in (prove, show, tell):
        with pytest.raises(NotFound):
            act(diary, organisation_id=SOUTH)
    assert (diary.trail, diary.told) == ([], {})


@pytest.mark.requirement("B28")
def test_the_page_has_the_appointment_and_what_the_clinic_says_of_its_type():
    diary = a_diary(an_appointment())
    page = show(diary)
    assert page.appointment == diary.read(an_appointment())
    assert (page.time_type.id, page.timetable) == (CONSULTATION, a_timetable(version=1))


@pytest.mark.requirement("B6", "B29")
def test_the_page_is_not_there_for_what_the_clinic_does_not_show():
    with pytest.raises(NotFound):
        show(a_diary(an_appointment(), timetable=a_timetable(shown=False)))
    with pytest.raises(NotFound):
        show(a_diary(a_staff_booked_appointment(), timetable=HIDDEN))
    assert show(a_diary(an_appointment(), timetable=HIDDEN)).not_moved is None


@pytest.mark.requirement("B26")
@pytest.mark.parametrize(("fact", "template"), TEMPLATES.items())
def test_of_one_fact_there_is_one_message_in_the_patients_language(fact, template):
    diary = a_diary(an_appointment(language=Language.CHINESE))
    tell(diary, fact)
    tell(diary, fact)
    [message] = diary.told.values()
    assert message.recipient == Recipient(RecipientKind.SUBJECT, ANNA)
    assert (message.template, message.language) == (template, Language.CHINESE)
    assert message.parameters == {
        "reference": "0000-0100",
        "link": f"https://x/north-clinic/{appointment_id()}",
    }
    assert template in WORDINGS


def test_what_happens_again_is_told_again():
    diary = a_diary(an_appointment())
    tell(diary, "AppointmentRescheduled", "e1")
    tell(diary, "AppointmentRescheduled", "e2")
    assert diary.templates() == ["appointment_moved", "appointment_moved"]


def test_a_message_says_nothing_of_the_visit():
    diary = a_diary(an_appointment(reason="Knät"))
    tell(diary)
    assert "Knät" not in str(diary.told)
    assert "Anna" not in str(diary.told)


def test_what_was_cancelled_is_told_though_the_time_is_somebody_elses_by_now():
    diary = a_diary(cancelled(an_appointment()))
    tell(diary, "AppointmentCancelled")
    assert diary.templates() == ["appointment_cancelled"]


def test_nothing_is_told_of_what_is_nobodys_or_not_shown():
    for diary in (
        a_diary(a_hold()),
        a_diary(a_staff_booked_appointment(), timetable=HIDDEN),
        a_diary(an_appointment(), timetable=a_timetable(shown=False)),
    ):
        tell(diary)
        assert diary.told == {}
