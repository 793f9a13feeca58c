"""A receptionist brings in a day of the hospital, corrects it by hand, and the hospital's system tells the rest."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from chalice.test import Client

from frontdesk.access.model import Role
from frontdesk.hospital.rules.keys import encounter_key
from frontdesk.hospital.storage import EncounterRecord
from frontdesk.hospital.wiring import hospital_ports
from tests.conftest import client
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF

from .browser import deeds, hidden, html, somebody
from .calendar_desk import BERLIN
from .loading import load

ENCOUNTERS = "/console/encounters"
NEW = f"{ENCOUNTERS}/new"
HEAD = "visit number;class;name;birth date;email;admitted;discharged;disposition;diagnoses;summary"
API = "/console/api/encounters"


def day(days=0):
    return datetime.now(BERLIN).date() + timedelta(days=days)


LINE = (
    f"V-1;inpatient;Anna 🦊 Beispiel;27.03.1985;anna@example.org;{day(-5)} 08:00;{day(-1)};home;I50.0;erholt"
)
FORM = {
    "name": "Anna Beispiel",
    "birth_day": "27",
    "birth_month": "3",
    "birth_year": "1985",
    "email": "anna@example.org",
    "visit_number": "V-7",
    "class": "inpatient",
    "location": "mitte",
    "department": "hausarzt",
    "admitted": f"{day(-2)}T09:30",
    "ward": "3 B",
}


@pytest.fixture(scope="module")
def hospital_app():
    return load("hospital")


@pytest.fixture
def listener(hospital_app):
    with Client(hospital_app) as caller:
        yield caller.lambda_


@pytest.fixture
def katrin(console):
    return somebody(console)


def facts():
    """Whatever the table's stream would bring to the bus."""
    for item in client("dynamodb").scan(TableName="frontdesk-hospital")["Items"]:
        yield from json.loads(item.get("facts", {"S": "[]"})["S"])


def heard(listener):
    for fact in [it for it in facts() if it["name"] == "EncountersUploaded"]:
        detail = fact["detail"] | {"metadata": fact["detail"]["metadata"] | {"event_id": fact["event_id"]}}
        listener.invoke("imports", {"detail-type": fact["name"], "detail": detail})


def kept():
    return {
        it.encounter.visit_number: it.encounter
        for it in map(_kept, EncounterRecord.scan(EncounterRecord.sk == "encounter"))
    }


def _kept(record):
    return hospital_ports().encounters.kept(LINDENHOF, record.pk.rpartition("#")[2])


def tells(katrin, **changes):
    return katrin.posts(NEW, FORM | changes | {"csrf": katrin.csrf()})


def sends(katrin, said):
    headers = {"Cookie": katrin.cookie, "Content-Type": "application/json"}
    return katrin.http.post(API, headers=headers, body=json.dumps(said).encode())


def told(**changes):
    patient = {"name": "Anna Beispiel", "birth_date": "1985-03-27", "email": "anna@example.org"}
    return {
        "patient": patient,
        "visit_number": "V-9",
        "class": "inpatient",
        "admitted": f"{day(-4)}T08:00",
    } | changes


@pytest.mark.requirement("R-5.3a")
def test_a_table_is_shown_before_anything_is_stored_and_taken_in_once_somebody_says_so(katrin, listener):
    text = "\r\n".join(
        (HEAD, LINE, LINE.replace("V-1", "V-2").replace("I50.0", "heart"), LINE.replace("V-1", "V 3"))
    )
    page = katrin.posts(f"{ENCOUNTERS}/upload", {"csrf": katrin.csrf(), "file": text})
    assert page.status_code == 200, html(page)
    assert "Anna 🦊 Beispiel" in html(page)
    assert "1 Besuch einlesen" in html(page)
    assert "<code>diagnosen</code> <q>heart</q>: Das ist kein ICD-10-Code" in html(page)
    assert "3<small>Anna 🦊 Beispiel · V-2</small>" in html(page)
    assert kept() == {}
    carried = unescape(
        re.search(r"<textarea name=\"text\" hidden>\n(.*?)</textarea>", html(page), re.DOTALL)[1]
    )
    confirm = {name: hidden(page, name) for name in ("csrf", "upload")} | {"text": carried}
    faults = katrin.posts(f"{ENCOUNTERS}/upload/faults", confirm)
    assert faults.headers["Content-Type"].startswith("text/csv")
    mended = html(faults).replace("heart", "I50.0").replace("V 3", "V-3")
    assert [line.rpartition(";")[0] for line in html(faults).splitlines()] == [
        f"\ufeff{HEAD};Zeile",
        f"{LINE.replace('V-1', 'V-2').replace('I50.0', 'heart')};3",
        f"{LINE.replace('V-1', 'V 3')};4",
    ]
    assert "diagnosen: Das ist kein ICD-10-Code" in html(faults)
    again = katrin.posts(f"{ENCOUNTERS}/upload", {"csrf": katrin.csrf(), "file": mended})
    assert "2 Besuche einlesen" in html(again)
    for _ in range(2):
        answer = katrin.posts(f"{ENCOUNTERS}/upload/confirm", confirm)
        assert answer.status_code == 303
    assert "0 von 1 Teilen sind eingelesen" in html(katrin.gets(answer.headers["Location"]))
    heard(listener)
    heard(listener)
    assert list(kept()) == ["V-1"]
    done = html(katrin.gets(answer.headers["Location"]))
    assert "1 Besuch ist eingelesen" in done
    page = html(katrin.gets(unescape(re.search(r'href="([^"]+)">Zu den Listen', done)[1])))
    assert "Anna 🦊 Beispiel" in page
    assert "Entlassen&nbsp;(1)" in page
    assert len(page.encode()) < 30_000


def test_what_is_no_table_of_encounters_is_said_on_the_form(katrin):
    for text in ("gossip", HEAD):
        sent = {"csrf": katrin.csrf(), "file": text, "text": text, "upload": "1" * 32}
        where = "upload" if text == "gossip" else "upload/confirm"
        answer = katrin.posts(f"{ENCOUNTERS}/{where}", sent)
        assert answer.status_code == 422
        assert "Das ist keine CSV-Datei" in html(answer)


def test_the_sample_can_be_taken_and_is_good(katrin):
    sample = katrin.gets(f"{ENCOUNTERS}/sample")
    assert sample.headers["Content-Disposition"] == 'attachment; filename="encounters.csv"'
    page = katrin.posts(f"{ENCOUNTERS}/upload", {"csrf": katrin.csrf(), "file": html(sample)})
    assert "2 Besuche einlesen" in html(page)
    assert "Mara Muster" in html(page)
    assert "stationär" in html(sample)
    form = html(katrin.gets(f"{ENCOUNTERS}/upload"))
    assert "<code>fallart</code>: ambulant, stationär, notfall" in form
    assert "<code>abteilung</code>: Hausarztpraxis (hausarzt)" in form


@pytest.mark.requirement("R-5.3a")
def test_by_hand_a_stay_begins_ends_and_the_end_is_taken_back(katrin):
    answer = tells(katrin)
    assert answer.status_code == 303, html(answer)
    address = answer.headers["Location"].partition("?")[0]
    page = html(katrin.gets(f"{answer.headers['Location']}"))
    assert "Gespeichert." in page
    assert "3 B" in page
    assert address == f"{ENCOUNTERS}/visits/{encounter_key(LINDENHOF, 'V-7')}"
    encounter_id = address.rpartition("/")[2]
    form = html(katrin.gets(f"{NEW}?encounter={encounter_id}"))
    assert f'value="{day(-2)}T09:30"' in form
    assert 'name="birth_day"' not in form
    changed = {"encounter": encounter_id, "discharged": f"{day()}T00:01", "disposition": "died"}
    assert tells(katrin, **changed).status_code == 303
    assert "Verstorben" in html(katrin.gets(address))
    names = [it["name"] for it in facts()]
    assert names == ["PatientDischarged", "PatientDied"]
    assert tells(katrin, encounter=encounter_id).status_code == 303
    [encounter] = kept().values()
    assert (encounter.ended_at, encounter.ward) == (None, "3 B")
    assert [it["name"] for it in facts()] == ["DischargeCancelled"]


@pytest.mark.parametrize(
    ("change", "target"),
    [
        ({"visit_number": ""}, "#visit_number"),
        ({"name": ""}, "#name"),
        ({"birth_year": "1"}, "#birth_day"),
        ({"admitted": ""}, "#admitted"),
        ({"discharged": "2001-01-01T10:00"}, "#discharged"),
        ({"diagnoses": "heart failure"}, "#diagnoses"),
        ({"department": "kinder"}, "#department"),
        ({"disposition": "home"}, "#discharged"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(katrin, change, target):
    answer = tells(katrin, **change)
    assert answer.status_code == 400
    page = html(answer)
    assert f'href="{target}"' in page
    assert 'value="3 B"' in page
    assert len(page.encode()) < 30_000
    assert kept() == {}


@pytest.mark.requirement("G-3")
def test_a_patient_is_followed_with_emphasis_and_no_more(katrin):
    address = tells(katrin).headers["Location"].partition("?")[0]
    csrf = katrin.csrf()
    wrong = katrin.posts(
        f"{address}/emphasis", {"csrf": csrf, "level": "2", "reason": "", "until": str(day(30))}
    )
    assert (wrong.status_code, 'href="#reason"' in html(wrong)) == (400, True)
    said = {"csrf": csrf, "level": "2", "reason": "Erste Operation", "until": str(day(30))}
    assert katrin.posts(f"{address}/emphasis", said).headers["Location"] == f"{address}?done=emphasised"
    page = html(katrin.gets(f"{ENCOUNTERS}/emphasis"))
    assert "Erste Operation" in page
    assert "Katrin Sommer" in page
    assert "Besonders betreut, Stufe 2" in html(katrin.gets(f"{ENCOUNTERS}?list=inpatient"))
    katrin.posts(f"{address}/emphasis", {"csrf": csrf, "deed": "end"})
    assert "Niemand wird besonders betreut." in html(katrin.gets(f"{ENCOUNTERS}/emphasis"))


@pytest.mark.requirement("R-5.3a")
def test_the_api_is_told_in_any_order_and_the_latest_counts(katrin):
    left = told(discharged=f"{day(-1)}T10:00", told=f"{day(-1)}T11:00", diagnoses=["I50.0", "e11.9"])
    for said in (left, told(told=f"{day(-4)}T08:30", ward="7"), left):
        answer = sends(katrin, said)
        assert answer.status_code == 200, answer.body
    found = answer.json_body
    assert (found["state"], found["ward"], found["diagnoses"]) == ("ended", "7", ["I50.0", "E11.9"])
    assert found["patient"]["name"] == "Anna Beispiel"
    assert katrin.gets(f"{API}/{found['id']}").json_body == found
    listed = katrin.gets(f"{API}?list=discharged&day={day(-1)}").json_body
    assert listed["encounters"] == [found]
    assert listed["counts"] == {"outpatient": 0, "inpatient": 0, "discharged": 1}
    assert sends(katrin, told(discharged=None) | {"visit_number": "V-8"}).status_code == 400
    back = sends(katrin, told(emergent=True)).json_body
    assert (back["discharged"], back["emergent"]) == (None, True)


def test_what_the_api_cannot_read_it_says_where(katrin):
    answer = sends(katrin, told(admitted="yesterday", department="kinder"))
    assert answer.status_code == 400
    pointers = {it["pointer"] for it in answer.json_body["errors"]}
    assert pointers == {"$.department", "$.admitted"}
    assert sends(katrin, told(location="nord")).status_code == 404
    known = sends(katrin, told(patient={"id": ERIK}))
    assert known.json_body["patient"]["id"] == ERIK
    assert sends(katrin, told(patient={"id": "f" * 32})).status_code == 404


def test_every_look_is_in_the_trail_first_and_the_history_tells_what_was_told(katrin, monkeypatch):
    answer = tells(katrin)
    address = answer.headers["Location"].partition("?")[0]
    katrin.gets(address)
    katrin.gets(ENCOUNTERS)
    looks = [action for action, *_ in deeds() if action != "InboxRead"]
    assert sorted(looks) == ["EncounterRead", "EncountersRead"]
    with Client(load("relay")) as caller:
        monkeypatch.setenv("EVENT_BUS", "frontdesk")
        for item in client("dynamodb").scan(TableName="frontdesk-hospital")["Items"]:
            record = {"eventID": "1", "dynamodb": {"NewImage": item, "SequenceNumber": "1"}}
            caller.lambda_.invoke("relay", {"Records": [record]})
    page = html(katrin.gets(address))
    assert "<b>Gekommen</b>" in page
    assert "Katrin Sommer" in page


def test_another_department_an_administrator_and_strangers_see_nothing(console, enrol, katrin):
    address = tells(katrin).headers["Location"].partition("?")[0]
    enrol("9001", Role.ADMINISTRATOR)
    ada = somebody(console, "9001")
    for where in (
        ENCOUNTERS,
        address,
        NEW,
        f"{ENCOUNTERS}/upload",
        f"{ENCOUNTERS}/emphasis",
        f"{ENCOUNTERS}/sample",
    ):
        assert ada.gets(where).status_code == 404
        assert console.get(where).status_code == 303
    assert katrin.gets(f"{ENCOUNTERS}/visits/{'0' * 32}").status_code == 404
    assert katrin.gets(f"{ENCOUNTERS}?location=nord").status_code == 404
    assert katrin.gets(f"{ENCOUNTERS}/uploads/{'0' * 32}").status_code == 404


def test_a_day_of_many_goes_over_pages(katrin):
    for number in range(51):
        said = told(visit_number=f"V-{number}", **{"class": "outpatient"}, admitted=f"{day()}T00:00")
        assert sends(katrin, said).status_code == 200
    page = html(katrin.gets(f"{ENCOUNTERS}?list=outpatient&day={day()}"))
    assert "(51)" in page
    following = unescape(re.search(r'class="more-rows"><a class="btn" href="([^"]+)"', page)[1])
    assert html(katrin.gets(following)).count("Anna Beispiel</b>") == 1


def test_instants_are_shown_by_the_clock_of_the_location(katrin):
    sends(katrin, told(admitted="2026-01-15T23:30:00+00:00") if day().year == 2026 else told())
    assert all(it.began_at.tzinfo is UTC or it.began_at.utcoffset() == timedelta() for it in kept().values())
