"""A filled form becomes a submission to the desk of its location."""

import pytest

from frontdesk.kernel.errors import BadInput
from frontdesk.kernel.ids import RequestId
from frontdesk.kernel.language import Language
from frontdesk.window.rules.engine import standing
from frontdesk.window.usecases.submit_form import submit_form
from tests.clinic import lindenhof

from .builders import NOW, TO_FORM, a_release, a_session, window
from .test_form import GOOD

FORM_ID = RequestId("f" * 32)
IN_NORD = (("location", "nord"), *TO_FORM[1:])


def submit(answers=TO_FORM, **changes):
    session = a_session(*answers, language=Language.ENGLISH)
    stands = standing(a_release(), session, catalogue=lindenhof(), now=NOW)
    return submit_form(stands, GOOD | changes, form_id=FORM_ID, ports=window())


def test_the_form_goes_to_the_desk_of_the_chosen_location():
    assert (submit().location_id, submit().department_id) == ("mitte", "mitte-empfang")
    assert (submit(IN_NORD).location_id, submit(IN_NORD).department_id) == ("nord", "nord-empfang")


@pytest.mark.requirement("G1")
def test_the_answers_on_the_way_come_before_those_of_the_form():
    answers = [it.answer for it in submit().answers]
    assert answers == ["City practice", "Prescription", "Yes", "Statutory", "Ramipril", "Collect a printout"]


def test_the_same_form_sent_again_is_the_same_request_and_the_same_subject():
    first, again = submit(), submit()
    assert first.request_id == again.request_id == first.subject.id


def test_a_form_that_says_something_else_is_another_request_and_not_lost():
    assert submit().request_id != submit(name="Anna Beispiel").request_id


def test_an_earlier_answer_that_was_changed_after_sending_is_not_lost():
    assert submit().request_id != submit(IN_NORD).request_id


def test_what_was_agreed_to_is_kept_with_its_version_and_instant():
    consent = submit().subject.consent
    assert (consent.version, consent.given_at) == ("2026-11", NOW)


def test_a_number_is_read_as_dialled_in_the_organisations_country():
    assert submit().subject.phone == "DE:06221 5550199"


def test_a_bad_form_is_not_submitted():
    with pytest.raises(BadInput):
        submit(name="")
