"""A patient fills in a follow-up form by its link, without JavaScript; what came of it is on record."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import quote, urlencode

import pytest
from chalice.test import Client

from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.followup.model import PATIENT, Cancelled, State
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.storage import DynamoTasks
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.followup.usecases.cancel_task import cancel_for
from frontdesk.followup.usecases.file_answers import file_answers
from frontdesk.followup.usecases.pass_instant import pass_instant
from frontdesk.followup.wiring.tasks import task_ports, task_waits
from frontdesk.kernel.language import Language, parse_text
from frontdesk.messaging.storage import DynamoOutbox
from frontdesk.patients.storage import DynamoSubjects
from frontdesk.surveys.model import Grade, Opening, Spot, Survey
from frontdesk.surveys.rules.starting import instrument
from frontdesk.surveys.storage import DynamoSurveys, ResponseRecord
from frontdesk.surveys.usecases.file_response import response_key
from frontdesk.surveys.usecases.give_out_survey import make_survey, open_survey
from frontdesk.surveys.usecases.publish_questionnaire import publish_questionnaire
from frontdesk.surveys.usecases.read_questionnaire import list_revisions
from frontdesk.surveys.usecases.start_questionnaire import start_questionnaire
from frontdesk.surveys.wiring.giving import giving_ports
from frontdesk.surveys.wiring.questionnaires import questionnaire_ports
from frontdesk_web import seals
from frontdesk_web.followup_links import FORM, form_address
from frontdesk_web.keyring import keyring
from tests.attacks.forging import forged
from tests.followup.task_builders import a_task, task_id
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF, MITTE, catalogue, subject
from tests.surveys.shelving import MURAT
from tests.width import seeded

from .loading import load, load_module

URLENCODED = "application/x-www-form-urlencoded"
BORN = {"birth_day": "27", "birth_month": "3", "birth_year": "1985"}
WRONG = BORN | {"birth_year": "1986"}
PHQ = ("interest", "mood", "sleep", "energy", "appetite", "self", "focus", "movement", "harm")


@pytest.fixture
def http(cloud):
    store_catalogue(catalogue(), ports=catalogue_ports())
    catalogue_ports().shelf.memory.clear()
    load_module("surveys").door.ports.surveys.memory.clear()
    DynamoSubjects().add(subject())
    with Client(load("surveys")) as caller:
        yield caller.http


def published(name="phq-9"):
    made = start_questionnaire(
        organisation_id=LINDENHOF,
        questionnaire_id=name,
        document=instrument(name),
        by=MURAT,
        ports=questionnaire_ports(),
    )
    publish_questionnaire(
        organisation_id=LINDENHOF,
        questionnaire_id=name,
        version=made.shelved.version,
        by=MURAT,
        ports=questionnaire_ports(),
    )


@pytest.fixture
def sent(http):
    """The form was sent to Erik, who reads Swedish; where its link leads."""
    published()
    today = datetime.now(UTC).date()
    add_task(
        a_task(
            organisation_id=LINDENHOF,
            subject_id=ERIK,
            location_id=MITTE,
            department_id="hausarzt",
            form="phq-9",
            channels=(Channel.WECHAT, Channel.SMS, Channel.EMAIL),
            opens_on=today - timedelta(days=1),
            due_on=today,
            closes_on=today + timedelta(days=5),
        ),
        ports=task_ports(),
    )
    pass_instant(organisation_id=LINDENHOF, it=task_id(), ports=task_waits(task_ports()))
    return form_address(LINDENHOF, a_ticket())


def a_ticket(of=FORM, number=1, organisation_id=LINDENHOF):
    return seals.ticket(organisation_id, task_id(number), of=of, keyring=keyring())


def stored():
    return DynamoTasks().get(LINDENHOF, task_id())


def posts(http, url, typed):
    body = urlencode(typed, doseq=True).encode()
    return http.post(url, headers={"Content-Type": URLENCODED}, body=body)


def proves(http, url, typed=None, **more):
    return posts(http, url, (typed or BORN) | more)


def fills(http, url, page, **said):
    token = unescape(re.search(r'name="s" value="([^"]+)"', page)[1])
    asked = [unescape(it) for it in re.findall(r'name="q_asked" value="([^"]+)"', page)]
    typed = {"s": token, "in": "sv", "go": said.pop("go", "on"), "q_asked": asked}
    if "lang" in said:
        typed["lang"] = said.pop("lang")
    return posts(http, url, typed | {f"q.phq.{name}": it for name, it in said.items()})


def goes_through(http, url, **said):
    """All pages to the end, everything nought unless said."""
    answer = proves(http, url)
    for _ in range(9):
        page = answer.body.decode()
        if 'name="s"' not in page:
            return answer
        rows = sorted(set(re.findall(r'name="q\.phq\.(\w+)"', page)))
        answer = fills(http, url, page, **{it: said.get(it, "0") for it in rows})
    raise AssertionError


@pytest.mark.requirement("R-5.4.10", "G-2.3")
def test_a_patient_answers_by_the_link_and_a_second_proof(http, sent):
    page = http.get(sent).body.decode()
    assert 'lang="sv"' in page
    assert "phq" not in page
    first = proves(http, sent)
    assert first.status_code == 200
    assert "inte anonyma" in first.body.decode()
    assert len(first.body) < 30_000
    done = goes_through(http, sent, mood="2")
    assert "Tack" in done.body.decode()
    assert "112" in done.body.decode().partition("<aside")[0]
    it = stored()
    assert (it.state, it.record.by, it.record.scores) == (State.COMPLETED, PATIENT, {"phq": 2.0})
    again = proves(http, sent).body.decode()
    assert "Tack" in again
    assert "phq" not in again


def test_a_message_without_content_was_sent_once(http, sent):
    pass_instant(organisation_id=LINDENHOF, it=task_id(), ports=task_waits(task_ports()))
    [message] = DynamoOutbox().of_recipient(LINDENHOF, ERIK, most=9)
    assert (message.template, message.language, message.parameters) == ("followup_form", "sv", {})
    assert [it.value for it in message.kinds] == ["sms", "email"]


@pytest.mark.requirement("G-2.3")
def test_a_worrying_answer_is_thanked_for_with_what_to_do(http, sent):
    done = goes_through(http, sent, harm="1").body.decode()
    assert "oroar" in done
    tasks = DynamoTasks().of_subject(LINDENHOF, ERIK)
    [it] = [one for one in tasks if one.because]
    assert it.because[0]["de"].startswith("Gedanken an den Tod")


def sends_by(page):
    """What the button that goes on says."""
    return re.search(r'<button class="primary"[^>]*>([^<]+)', page)[1]


@pytest.mark.requirement("G-2.3")
def test_only_the_last_page_says_that_it_sends_and_none_says_how_many_there_are_before_that_is_known(
    http, sent
):
    page = proves(http, sent).body.decode()
    assert sends_by(page) == "Fortsätt"
    assert "Sida 1" in page
    assert "Sida 1 av" not in page
    last = fills(http, sent, page, **dict.fromkeys(PHQ, "0") | {"mood": "1"}).body.decode()
    assert sends_by(last) == "Skicka svaren"
    assert "Sida 2 av 2" in last
    end = fills(http, sent, page, **dict.fromkeys(PHQ, "0")).body.decode()
    assert sends_by(end) == "Skicka svaren"
    assert "q_asked" not in end
    assert stored().record is None
    back = fills(http, sent, end, go="back").body.decode()
    assert re.search(r'name="q.phq.mood" value="0" checked', back)
    assert "Tack" in fills(http, sent, end).body.decode()
    assert stored().record.scores == {"phq": 0.0}


@pytest.mark.requirement("G-2.3")
def test_who_leaves_after_a_worrying_page_is_told_what_to_do_and_the_clinic_knows(http, sent):
    page = proves(http, sent).body.decode()
    assert "112" not in page.partition("<aside")[0]
    following = fills(http, sent, page, **dict.fromkeys(PHQ, "0") | {"harm": "2"}).body.decode()
    assert "oroar" in following
    assert "112" in following.partition("<aside")[0]
    [it] = [one for one in DynamoTasks().of_subject(LINDENHOF, ERIK) if one.because]
    assert it.because[0]["de"].startswith("Gedanken an den Tod")
    assert stored().record is None
    assert "Tack" in fills(http, sent, following).body.decode()
    assert [one.id for one in DynamoTasks().of_subject(LINDENHOF, ERIK) if one.because] == [it.id]


def test_a_wrong_date_shows_how_many_tries_are_left_and_the_fifth_locks(http, sent):
    pages = [proves(http, sent, WRONG) for _ in range(6)]
    assert [it.status_code for it in pages] == [422] * 6
    assert "+49" in pages[-1].body.decode()
    assert "q_asked" not in proves(http, sent).body.decode()


def test_nothing_is_asked_without_the_proof_and_a_forged_page_is_none(http, sent):
    for token in ("", "made-up", seals.seal({"page": 1, "answers": {}}, **sealing(purpose="other"))):
        page = posts(http, sent, {"s": token, "go": "on", "q.phq.harm": "3"}).body.decode()
        assert "q_asked" not in page
    assert stored().record is None


def sealing(**changes):
    return {"purpose": FORM, "until": datetime.now(UTC) + timedelta(hours=1), "keyring": keyring()} | changes


def test_a_page_of_yesterday_asks_for_the_date_again_and_keeps_what_was_answered(http, sent):
    it = stored()
    purpose = f"followup form {LINDENHOF} {it.id} {it.revision}"
    old = sealing(purpose=purpose, until=datetime.now(UTC) - timedelta(hours=1))
    token = seals.seal({"page": 1, "answers": {"phq.interest": 3}}, **old)
    asked = posts(http, sent, {"s": token, "go": "on"}).body.decode()
    assert "q_asked" not in asked
    carried = unescape(re.search(r'name="s" value="([^"]+)"', asked)[1])
    page = proves(http, sent, s=carried).body.decode()
    assert re.search(r'name="q.phq.interest" value="3" checked', page)


def test_another_language_keeps_what_was_typed(http, sent):
    first = proves(http, sent).body.decode()
    page = fills(http, sent, first, interest="2", lang="de").body.decode()
    assert 'lang="de"' in page
    assert re.search(r'name="q.phq.interest" value="2" checked', page)


@pytest.mark.parametrize(
    ("ticket", "organisation"),
    [
        ("made-up", LINDENHOF),
        ("0" * 54, LINDENHOF),
        ("ours", "xinglin"),
        ("request", LINDENHOF),
        ("another task", LINDENHOF),
    ],
)
def test_whatever_else_is_behind_a_link_looks_like_nothing(http, sent, ticket, organisation):
    made = {"ours": a_ticket(), "request": a_ticket(of="request"), "another task": a_ticket(number=2)}
    url = form_address(organisation, made.get(ticket, ticket))
    assert http.get(url).status_code == 404
    assert proves(http, url).status_code == 404


def test_too_late_it_says_whom_to_call_but_only_to_the_patient(http, sent):
    cancel_for(organisation_id=LINDENHOF, task_id=task_id(), why=Cancelled.BY_STAFF, ports=task_ports())
    assert http.get(sent).status_code == 200
    over = proves(http, sent)
    assert over.status_code == 410
    assert "tel:" in over.body.decode()


@pytest.mark.parametrize("harm", ["9", "' OR 1=1", "-8", "1.0"])
def test_what_is_none_of_the_answers_is_said_at_the_question(http, sent, harm):
    page = proves(http, sent).body.decode()
    answer = fills(http, sent, page, **dict.fromkeys(PHQ, "0") | {"harm": harm})
    assert answer.status_code == 422
    assert stored().record is None


def test_what_cannot_be_read_is_not_answered(http, sent):
    page = proves(http, sent).body.decode()
    end = fills(http, sent, page, **dict.fromkeys(PHQ, "0") | {"harm": "\x00"}).body.decode()
    fills(http, sent, end)
    assert stored().record.answers["phq.harm"] == -9


def given_out(survey_id, grade):
    [revision, *_] = list_revisions(
        organisation_id=LINDENHOF, questionnaire_id="phq-9", ports=questionnaire_ports()
    )
    survey = Survey(
        id=survey_id,
        organisation_id=LINDENHOF,
        questionnaire_id="phq-9",
        revision=revision.id,
        title=parse_text({"de": "Stimmung"}),
        grade=grade,
        opening=Opening.DRAFT,
        spots=(
            Spot(id="hausarzt", location_id=MITTE, department_id="hausarzt", name={Language.GERMAN: "P"}),
        ),
        thanks=parse_text({"de": "Danke"}),
        made_at=datetime.now(UTC),
    )
    make_survey(survey, ports=giving_ports())
    open_survey(organisation_id=LINDENHOF, survey_id=survey_id, ports=giving_ports())


def hears_of_it(times=1):
    """The fact that the task was done comes; the machine has nothing to do with it here."""
    followup = load_module("followup")
    for _ in range(times):
        file_answers(organisation_id=LINDENHOF, task_id=task_id(), tasks=DynamoTasks(), file=followup.file)


def responses():
    return [it for it in ResponseRecord.scan() if it.pk.endswith("#NEW")]


@pytest.mark.requirement("G-2.3")
def test_what_a_patient_answers_as_themselves_is_counted_once_and_apart(http, sent):
    given_out("mood", Grade.IDENTIFIED)
    given_out("anonymous", Grade.OPEN)
    goes_through(http, sent, mood="2")
    hears_of_it(times=3)
    [it] = responses()
    assert it.pk == f"{LINDENHOF}#SURVEY#mood#NEW"
    assert (it.subject_id, it.about, it.scores) == (ERIK, task_id(), {"phq": 2.0})
    assert it.sk == response_key(DynamoSurveys().get(LINDENHOF, "mood"), task_id())


def test_a_survey_of_another_revision_hears_nothing_of_it(http, sent):
    given_out("mood", Grade.IDENTIFIED)
    survey = DynamoSurveys().get(LINDENHOF, "mood")
    goes_through(http, sent)
    DynamoSurveys().put(replace(survey, revision="f" * 64))
    hears_of_it()
    assert responses() == []


def test_an_identified_survey_has_no_address_of_its_own(http, sent):
    given_out("mood", Grade.IDENTIFIED)
    assert http.get(f"/surveys/{LINDENHOF}/mood/hausarzt").status_code == 404


def test_nothing_that_is_nearly_a_link_or_a_page_of_ours_opens_anything(http, sent):
    chance = seeded()
    for it in forged(a_ticket(), chance, 60):
        assert http.get(form_address(LINDENHOF, quote(it, safe=""))).status_code in {403, 404}
    real = re.search(r'name="s" value="([^"]+)"', proves(http, sent).body.decode())[1]
    for it in forged(real, chance, 40):
        answer = posts(http, sent, {"s": it, "go": "on", "q_asked": "phq"})
        assert answer.status_code < 500
        assert "q_asked" not in answer.body.decode()
    assert stored().record is None
