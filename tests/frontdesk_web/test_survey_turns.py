"""What comes of a page of questions: nothing is sent by a button that did not say so."""

import pytest

from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.surveys.rules.asking import end_of
from frontdesk.surveys.rules.reading import read_questionnaire
from frontdesk.surveys.rules.starting import instrument
from frontdesk_web.presenters.survey_pages import asking
from frontdesk_web.survey_turns import turned, where_sent
from tests.surveys.questionnaires import item, questionnaire, when

SHORT = questionnaire([item("a", "nps")], [item("why", "text", when=when("a", "at_most", 6))])
FFT = read_questionnaire(instrument("nhs-fft"), organisation_id=OrganisationId("lindenhof"), number=1)


def goes_on(q, page, before=None, **said):
    asked = [it.id for it in q.pages[page - 1]] if page <= len(q.pages) else []
    form = {"q_asked": asked} | {f"q.{name}": [it] for name, it in said.items()}
    return turned(q, page, before or {}, form=form, told={"go": "on"})


def shown(q, page, answers):
    return asking(q, page, answers, Language.GERMAN, None)


@pytest.mark.parametrize(("said", "then"), [({"a": "3"}, 2), ({"a": "9"}, 3), ({}, 3)])
def test_a_first_page_that_may_be_the_last_leads_on_and_what_follows_sends(said, then):
    first = shown(SHORT, 1, {})
    assert (first["is_last"], first["of"]) == (False, None)
    turn = goes_on(SHORT, 1, **said)
    assert turn.page == then
    assert shown(SHORT, then, turn.answers)["is_last"]
    assert goes_on(SHORT, then, turn.answers).page is None
    assert where_sent(SHORT, turn.answers) == then


def test_back_from_the_end_are_the_questions():
    back = turned(SHORT, end_of(SHORT), {}, form={}, told={"go": "back"})
    assert (back.page, back.answers) == (1, {})


def test_a_single_page_is_the_last_and_sends():
    only = shown(FFT, 1, {})
    assert (only["is_last"], only["of"]) == (True, 1)
    assert goes_on(FFT, 1, experience="1").page is None
