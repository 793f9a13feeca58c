"""A survey as somebody answers it, without JavaScript, and what is kept of it."""

import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urlencode

import pytest
from chalice.test import Client

from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.language import parse_text
from frontdesk.surveys.model import Grade, Opening, Spot, SpotId, Survey, SurveyId
from frontdesk.surveys.storage import CrowdRecord, ResponseRecord, SpentRecord
from frontdesk.surveys.usecases.give_out_survey import close_survey, make_survey, open_survey
from frontdesk.surveys.usecases.publish_questionnaire import publish_questionnaire
from frontdesk.surveys.usecases.start_questionnaire import start_questionnaire
from frontdesk.surveys.wiring import giving
from frontdesk.surveys.wiring.giving import giving_ports
from frontdesk.surveys.wiring.questionnaires import questionnaire_ports
from frontdesk_web import seals
from frontdesk_web.keyring import keyring
from frontdesk_web.survey_addresses import address, ticket_of
from tests.frontdesk_web.console_desk import LINDENHOF, MITTE, catalogue
from tests.surveys.questionnaires import document, item, said, when
from tests.surveys.shelving import MURAT

from .loading import load, load_module

FORM = "application/x-www-form-urlencoded"
STAY, WARD = SurveyId("stay-2026"), SpotId("ward-2")
QUESTIONS = document(
    [item("again", "nps", required=True), item("why", "long_text", when=when("again", "at_most", 6))],
    [item("care", "scale")],
)
OPEN = address(LINDENHOF, STAY, WARD)


@pytest.fixture
def http(cloud):
    store_catalogue(catalogue(), ports=catalogue_ports())
    catalogue_ports().shelf.memory.clear()
    load_module("surveys").door.ports.surveys.memory.clear()
    with Client(load("surveys")) as caller:
        yield caller.http


def given_out(grade=Grade.OPEN):
    made = start_questionnaire(
        organisation_id=LINDENHOF,
        questionnaire_id="stay",
        document=QUESTIONS,
        by=MURAT,
        ports=questionnaire_ports(),
    )
    revision = publish_questionnaire(
        organisation_id=LINDENHOF,
        questionnaire_id=made.shelved.id,
        version=made.shelved.version,
        by=MURAT,
        ports=questionnaire_ports(),
    )
    survey = Survey(
        id=STAY,
        organisation_id=LINDENHOF,
        questionnaire_id=made.shelved.id,
        revision=revision.id,
        title=parse_text(said("Ihr Aufenthalt")),
        grade=grade,
        opening=Opening.DRAFT,
        spots=(Spot(id=WARD, location_id=MITTE, name=parse_text(said("Station 2"))),),
        thanks=parse_text(said("Das hilft uns.")),
        made_at=datetime.now(UTC),
    )
    make_survey(survey, ports=giving_ports())
    return open_survey(organisation_id=LINDENHOF, survey_id=STAY, ports=giving_ports())


def sends(http, page, url=OPEN, **typed):
    token = unescape(re.search(r'name="s" value="([^"]+)"', page)[1])
    asked = re.findall(r'name="q_asked" value="([^"]+)"', page)
    form = [("s", token), ("in", "de"), ("go", "on"), *(("q_asked", it) for it in asked)]
    form += [(f"q.{name}", it) for name, it in typed.items() if name not in ("go", "lang")]
    form += [(name, it) for name, it in typed.items() if name in ("go", "lang")]
    return http.post(url, headers={"Content-Type": FORM}, body=urlencode(form).encode())


def opens(http, url=OPEN):
    answer = http.get(url, headers={"Accept-Language": "de"})
    assert answer.status_code == 200
    return answer.body.decode()


def kept():
    return [it for it in ResponseRecord.scan() if it.pk.endswith("#NEW")]


@pytest.mark.requirement("R-5.4.10", "R-5.4.11")
def test_a_survey_is_answered_page_by_page_and_what_a_branch_hides_is_never_kept(http):
    given_out()
    first = opens(http)
    assert "Ihr Aufenthalt" in first
    assert "Station 2" in first
    assert len(first.encode()) < 30_000
    wrong = sends(http, first)
    assert wrong.status_code == 422
    asked = sends(http, first, again="3")
    assert asked.status_code == 422  # the question that follows was never shown
    second = sends(http, asked.body.decode(), again="3", why="Zu laut 🎺").body.decode()
    assert "Frage care?" in second
    back = sends(http, second, go="back").body.decode()
    assert "Zu laut 🎺" in back
    second = sends(http, back, again="9").body.decode()
    thanks = sends(http, second, care="2")
    assert "Das hilft uns." in thanks.body.decode()
    [it] = kept()
    assert (it.answers, it.spot_id) == ({"again": 9, "why": -8, "care": 2}, WARD)
    assert it.week <= str(datetime.now(UTC).date())


def test_what_was_typed_stays_in_another_language_and_a_form_sent_twice_is_one_response(http):
    given_out()
    page = sends(http, opens(http), again="9", lang="sv").body.decode()
    assert 'lang="sv"' in page
    assert 'value="9" checked' in page
    second = sends(http, page, again="9").body.decode()
    for _ in range(2):
        assert "Das hilft uns." in sends(http, second, care="2").body.decode()
    assert len(kept()) == 1


def a_visit():
    return seals.ticket(LINDENHOF, "c" * 32, of=ticket_of(STAY, WARD), keyring=keyring())


def whole(http, url):
    second = sends(http, opens(http, url), url, again="9").body.decode()
    return sends(http, second, url, care="2").body.decode()


@pytest.mark.requirement("R-5.4.12")
def test_a_visits_code_gives_one_response_and_nothing_leads_from_one_to_the_other(http):
    given_out(Grade.TOKEN)
    url = address(LINDENHOF, STAY, WARD, a_visit())
    pages = [whole(http, url) for _ in range(3)]
    assert all("Das hilft uns." in it for it in pages)
    [response], [spent] = kept(), [it for it in SpentRecord.scan() if it.pk.endswith("#SPENT")]
    assert len(giving.keys.get(LINDENHOF, STAY)) == 64
    ours = {str(it) for it in response.attribute_values.values()} - {"None"}
    theirs = {str(it) for it in spent.attribute_values.values()} | {a_visit(), "c" * 32}
    assert ours.isdisjoint(theirs)


@pytest.mark.parametrize(
    "url",
    [
        OPEN,
        address(LINDENHOF, STAY, WARD, "c" * 54),
        address(LINDENHOF, STAY, SpotId("elsewhere")),
        address(LINDENHOF, SurveyId("other"), WARD),
        address("xinglin", STAY, WARD),
    ],
)
def test_without_a_code_of_this_survey_nobody_gets_in(http, url):
    given_out(Grade.TOKEN)
    assert http.get(url).status_code == 404


def test_what_is_closed_takes_nothing_and_its_key_is_gone(http):
    given_out()
    page = opens(http)
    closed = close_survey(organisation_id=LINDENHOF, survey_id=STAY, ports=giving_ports())
    assert closed.opening is Opening.CLOSED
    load_module("surveys").door.ports.surveys.memory.clear()
    answer = sends(http, page, again="9")
    assert answer.status_code == 410
    assert kept() == []
    with pytest.raises(NotFound):
        giving.keys.get(LINDENHOF, STAY)


def test_where_too_many_answer_within_an_hour_a_sentence_asks_to_wait_and_nothing_typed_is_lost(
    http, monkeypatch
):
    monkeypatch.setattr("frontdesk.surveys.usecases.answer_survey.AN_HOUR_AT_MOST", 1)
    given_out()
    mine, theirs = (sends(http, opens(http), again="9").body.decode() for _ in range(2))
    assert "Das hilft uns." in sends(http, mine, care="2").body.decode()
    late = sends(http, theirs, care="2")
    assert late.status_code == 429
    page = late.body.decode()
    assert "in dieser Stunde" in page
    assert 'value="2" checked' in page
    assert (
        "Das hilft uns." in sends(http, mine, care="2").body.decode()
    )  # a repeat is thanked for all the same
    assert len(kept()) == 1
    [crowd] = [it for it in CrowdRecord.scan() if it.pk.endswith("#CROWD")]
    assert WARD not in crowd.sk
    monkeypatch.setattr("frontdesk.surveys.usecases.answer_survey.AN_HOUR_AT_MOST", 200)
    assert "Das hilft uns." in sends(http, page, care="2").body.decode()
