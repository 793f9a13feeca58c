"""The push centre: packages that go by themselves, a group that is written to at once, and who agreed to what."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from chalice.test import Client

from frontdesk.access.model import Role
from frontdesk.audit.storage import DeedRecord
from frontdesk.hospital.model import Diagnosis
from frontdesk.hospital.rules.merging import told_now
from frontdesk.hospital.wiring import hospital_ports
from frontdesk.messaging.storage import MessageRecord
from frontdesk.patients.model import Offer
from frontdesk.patients.wiring import patients_ports
from tests.conftest import client
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF, subject
from tests.frontdesk_web.console_shown import words_of
from tests.hospital.builders import an_ended_stay

from .browser import html, somebody
from .calendar_desk import BERLIN
from .loading import load, load_module

PUSH = "/console/followup/push"
NEW = f"{PUSH}/packages/new"
PATIENT = f"/console/reminders/patients/{ERIK}"
ENDED = datetime.now(UTC) - timedelta(hours=2)
TEXTS = {
    "de": "Guten Tag {name}, wie geht es Ihnen?",
    "sv": "Hej {name}, hur mår du?",
    "zh-Hans": "{name},您好!您恢复得怎么样?",
    "en": "Hello {name}, how are you?",
}
WRITTEN = {f"items.0.text.{tongue}": text for tongue, text in TEXTS.items()}
PACKAGE = {
    "name": "Nach Herzinfarkt",
    "occasion": "care encounter",
    "populations.discharged": "1",
    "diagnoses": "I21",
    "items.0.after_days": "1",
    "items.0.at": "10:00",
    **WRITTEN,
}
LEFT_ON = ENDED.astimezone(BERLIN).date()
A_PUSH = {
    "name": "Grippe",
    "list": "discharged",
    "first": str(LEFT_ON - timedelta(days=6)),
    "last": str(LEFT_ON),
    "topic": "care",
    "diagnosis": "I21",
    **WRITTEN,
}


@pytest.fixture(scope="module")
def followup_app():
    return load("followup")


@pytest.fixture(scope="module")
def reminders_app():
    return load("reminders")


@pytest.fixture
def house(console, followup_app):
    with Client(followup_app) as caller:
        yield caller.lambda_


@pytest.fixture
def clock(reminders_app):
    with Client(reminders_app) as caller:
        yield caller.lambda_


@pytest.fixture
def lena(console, enrol):
    """Of the follow-up centre."""
    enrol("3002", Role.FOLLOWUP_CENTRE)
    return somebody(console, "3002")


def fields(page, *names):
    return {it: unescape(re.search(rf'name="{it}" value="([^"]*)"', html(page))[1]) for it in names}


def writes(who, typed, url=NEW, deed="publish", **changes):
    page = who.gets(url)
    return who.posts(url, {**typed, **fields(page, "csrf", "version", "form"), "deed": deed, **changes})


def fact(name, data):
    metadata = {
        "event_id": "e" * 32,
        "organisation_id": LINDENHOF,
        "occurred_at": datetime.now(UTC).isoformat(),
        "actor": "system:hospital",
        "version": 1,
    }
    return {"detail-type": name, "detail": {"metadata": metadata, "data": data}}


def told(house):
    stay = an_ended_stay(
        organisation_id=LINDENHOF,
        subject_id=ERIK,
        location_id="mitte",
        department_id="hausarzt",
        began_at=ENDED - timedelta(days=5),
        ended_at=ENDED,
        diagnoses=(Diagnosis(code="I21.0"),),
    )
    hospital_ports().encounters.write(told_now(stay), day=LEFT_ON, facts=[])
    house.invoke("push", fact("PatientDischarged", {"encounter_id": stay.id, "subject_id": ERIK}))


def relayed(house):
    """Whatever the table's stream would bring to the bus."""
    for item in client("dynamodb").scan(TableName="frontdesk-reminders")["Items"]:
        for it in json.loads(item.get("facts", {"S": "[]"})["S"]):
            if it["name"].startswith("Push"):
                house.invoke("push", fact(it["name"], it["detail"]["data"]))


def shown(who, url):
    page = html(who.gets(url))
    assert len(page.encode()) < 30_000
    return words_of(page)


@pytest.mark.requirement("R-5.4.8a")
def test_a_package_is_published_and_goes_to_whom_it_fits(house, lena):
    saved = writes(lena, PACKAGE)
    assert saved.status_code == 303, html(saved)[-3000:]
    url = saved.headers["Location"].partition("?")[0]
    assert "Fassung 1 gilt" in shown(lena, url)
    assert "Lindenhof: Hello Anna Catherine Sample, how are you?" in shown(
        lena, f"{url}/preview?tongue=en"
    ).replace("Praxis ", "")
    told(house)
    told_again = [it.cause for it in MessageRecord.scan()]
    assert told_again == ["outreach"]
    listed = shown(lena, PUSH)
    assert "Nach Herzinfarkt" in listed
    assert "Wartet: 1" in listed
    assert "PackagePublished" in {it.action for it in DeedRecord.scan()}


def test_a_draft_says_at_its_fields_what_is_missing(lena):
    refused = writes(lena, PACKAGE | {"items.0.text.en": "{", "items.0.text.de": "Hallo {vorname}"})
    assert refused.status_code == 400
    said = words_of(html(refused))
    assert "Nachricht 1, English: " in said
    assert "Guten Tag" not in said
    assert "Hallo {vorname}" in said
    unread = writes(lena, PACKAGE | {"items.0.after_days": "bald", "festivals": "Neujahr"}, deed="save")
    assert unread.status_code == 400
    assert 'value="bald"' in html(unread)


def test_the_language_of_the_clinic_is_enough_and_the_form_says_so(house, lena):
    alone = {name: text for name, text in PACKAGE.items() if not name.startswith("items.0.text.")}
    saved = writes(lena, alone | {"items.0.text.de": "Guten Tag {name}"})
    assert saved.status_code == 303, html(saved)[-3000:]
    url = saved.headers["Location"].partition("?")[0]
    said = shown(lena, url)
    assert "Der Name der Klinik steht von selbst vor jeder Nachricht" in said
    assert "English (freiwillig)" in said
    assert "Deutsch (freiwillig)" not in said
    assert "Gelesen wird es auf Deutsch" in shown(lena, f"{url}/preview?tongue=en")
    assert writes(lena, alone | {"items.0.text.en": "Hello"}).status_code == 400


def test_of_two_who_write_the_second_sees_what_the_first_wrote(lena):
    url = writes(lena, PACKAGE, deed="save").headers["Location"].partition("?")[0]
    seen = fields(lena.gets(url), "csrf", "version", "form")
    lena.posts(url, {**PACKAGE, **seen, "deed": "save", "name": "Von Lena"})
    refused = lena.posts(url, {**PACKAGE, **seen, "deed": "save", "name": "Von Ole"})
    assert refused.status_code == 409
    said = html(refused)
    assert 'value="Von Ole"' in said
    assert "<dd>Von Lena</dd>" in said
    again = {**PACKAGE, **fields(refused, "csrf", "version", "form"), "deed": "save", "name": "Von Ole"}
    assert lena.posts(url, again).status_code == 303
    assert "Von Ole" in shown(lena, PUSH)


def test_a_package_is_stopped_and_goes_on(house, lena):
    url = writes(lena, PACKAGE).headers["Location"].partition("?")[0]
    assert writes(lena, {}, url, "stop").headers["Location"] == f"{url}?done=stopped"
    told(house)
    assert list(MessageRecord.scan()) == []
    assert writes(lena, {}, url, "resume").headers["Location"] == f"{url}?done=resumed"


@pytest.mark.requirement("R-5.3b", "R-5.4.8a")
def test_a_push_shows_whom_it_reaches_is_confirmed_and_sent_once(house, lena, clock):
    told(house)
    page = lena.gets(f"{PUSH}/new")
    sent = {**A_PUSH, **fields(page, "csrf", "form")}
    url = lena.posts(f"{PUSH}/new", sent).headers["Location"]
    assert lena.posts(f"{PUSH}/new", sent).headers["Location"] == url
    assert "wird zusammengestellt" in shown(lena, url)
    relayed(house)
    assert "Es erreicht 1 Person" in shown(lena, url)
    said = {**fields(lena.gets(url), "csrf"), "deed": "confirm"}
    for _ in range(2):
        assert lena.posts(url, said).status_code == 303
    relayed(house)
    relayed(house)
    [message] = MessageRecord.scan()
    assert clock.invoke("tick", {}).payload["tried"] == 1
    message.refresh()
    assert (message.template, message.reason) == ("push", "refused")  # nobody is at the simulator here
    listed = shown(lena, url)
    assert "1 von 1 Teilen sind übergeben." in listed
    assert "versendet von" in listed
    assert "Versendet" in shown(lena, PUSH)


def test_a_push_is_stopped_and_what_waits_does_not_go(house, lena, clock):
    told(house)
    page = lena.gets(f"{PUSH}/new")
    url = lena.posts(f"{PUSH}/new", {**A_PUSH, **fields(page, "csrf", "form")}).headers["Location"]
    relayed(house)
    csrf = fields(lena.gets(url), "csrf")
    lena.posts(url, {**csrf, "deed": "confirm"})
    relayed(house)
    assert lena.posts(url, {**csrf, "deed": "stop"}).status_code == 303
    assert lena.posts(url, {**csrf, "deed": "stop"}).status_code == 422
    assert lena.posts(url, {**csrf, "deed": "dance"}).status_code == 404
    clock.invoke("tick", {})
    [message] = MessageRecord.scan()
    assert message.status == "withdrawn"


def test_a_push_without_words_or_with_too_many_days_is_refused_with_what_was_typed(lena):
    page = lena.gets(f"{PUSH}/new")
    typed = {**A_PUSH, **fields(page, "csrf", "form"), "first": "2026-01-01"}
    refused = lena.posts(f"{PUSH}/new", typed)
    assert refused.status_code == 400
    assert "Guten Tag {name}" in html(refused)
    assert 'value="2026-01-01"' in html(refused)


def test_a_group_that_was_picked_out_is_written_to_from_there(house, lena):
    told(house)
    picked = {name: A_PUSH[name] for name in ("list", "first", "last", "diagnosis")}
    found = lena.gets(f"/console/followup/plans/patients?{urlencode({**picked, 'go': '1'})}")
    url = unescape(re.search(rf'href="({PUSH}/new[^"]*)"', html(found))[1])
    page = html(lena.gets(url))
    assert f'value="{A_PUSH["first"]}"' in page
    assert 'value="I21"' in page


@pytest.mark.requirement("R-5.4.8b")
def test_a_patient_agrees_to_greetings_and_takes_it_back(console, lena):
    katrin = somebody(console)

    def notes(deed):
        csrf = fields(katrin.gets(PATIENT), "csrf")
        return katrin.posts(f"{PATIENT}/agreements", {**csrf, "offer": "greeting", "deed": deed})

    agreed = patients_ports().agreements
    page = shown(katrin, notes("give").headers["Location"])
    assert "Eingewilligt am" in page
    assert agreed.everybody(LINDENHOF, Offer.GREETING) == [ERIK]
    assert "Widerrufen am" in shown(katrin, notes("withdraw").headers["Location"])
    assert agreed.everybody(LINDENHOF, Offer.GREETING) == []
    assert notes("dance").status_code == 404
    assert {"AgreementGiven", "AgreementWithdrawn"} <= {it.action for it in DeedRecord.scan()}


def test_who_may_not_push_finds_nothing_there(console, enrol):
    katrin = somebody(console)
    for url in (PUSH, NEW, f"{PUSH}/new", f"{PUSH}/{'5' * 32}"):
        assert katrin.gets(url).status_code == 404
    enrol("3003", Role.ADMINISTRATOR)
    murat = somebody(console, "3003")
    assert murat.gets(PUSH).status_code == 200
    assert murat.gets(NEW).status_code == 200
    assert murat.gets(f"{PUSH}/new").status_code == 404
    for url in (f"{PUSH}/packages/{'5' * 32}", f"{PUSH}/packages/x", f"{NEW}/preview"):
        assert murat.gets(url).status_code == 404


@pytest.mark.requirement("R-5.4.8b")
def test_by_night_the_function_greets_whose_birthday_it_is(house, console, lena, monkeypatch):
    katrin = somebody(console)
    csrf = fields(katrin.gets(PATIENT), "csrf")
    katrin.posts(f"{PATIENT}/agreements", {**csrf, "offer": "greeting", "deed": "give"})
    birthday = subject().birth_date.replace(year=datetime.now(UTC).year)
    later = {"occasion": "greeting birthday", "diagnoses": "", "items.0.after_days": "365"}
    assert writes(lena, PACKAGE | later).status_code == 303
    monkeypatch.setattr(load_module("followup"), "night_of", lambda _now, _zone: birthday)
    for _ in range(2):
        assert house.invoke("night", {}).payload["left"] == 0
    [message] = MessageRecord.scan()
    assert message.cause == "outreach"
