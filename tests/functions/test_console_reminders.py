"""A receptionist sets up a vaccination recall, and it runs: rule, service, reminder, message, call, renewal."""

import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from chalice.test import Client

from frontdesk.access.model import Role
from frontdesk.audit.storage import DeedRecord
from frontdesk.messaging.storage import MessageRecord
from frontdesk.reminders.storage import ReminderRecord
from frontdesk.reminders.wiring.recalls import recall_ports
from tests.conftest import client
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF

from .browser import hidden, html, somebody
from .calendar_desk import BERLIN
from .loading import load

REMINDERS = "/console/reminders"
PATIENT = f"{REMINDERS}/patients/{ERIK}"
RULE = {
    "name": "Tetanus",
    "active": "1",
    "trigger": "service",
    "care": "vaccination",
    "items": "Tetanus-Impfung",
    "what": "Tetanus-Auffrischung",
    "due.count": "20",
    "due.unit": "days",
    "logic": "all",
    "template": "recall",
    "steps.0.days": "30",
    "steps.0.when": "before",
    "steps.0.at": "09:00",
    "steps.0.way": "sms",
    "steps.1.days": "14",
    "steps.1.when": "after",
    "steps.1.at": "10:00",
    "steps.1.way": "call",
}
CSV = "id;name;birth_date;email;service;kind;date\r\n{}"
LINE = "1;Anna Beispiel;27.03.1985;anna@example.org;Tetanus-Impfung;vaccination;{}"


@pytest.fixture(scope="module")
def reminders_app():
    return load("reminders")


@pytest.fixture
def clock(reminders_app, monkeypatch):
    """The functions behind the bus and the clock, and a way to let it be later."""
    with Client(reminders_app) as caller:
        yield caller.lambda_


def today(days=0):
    return datetime.now(BERLIN).date() + timedelta(days=days)


def hear(clock, name, data, actor="staff:1001"):
    metadata = {
        "event_id": "e" * 32,
        "organisation_id": LINDENHOF,
        "occurred_at": datetime.now(UTC).isoformat(),
        "actor": actor,
        "version": 1,
    }
    clock.invoke("recalls", {"detail-type": name, "detail": {"metadata": metadata, "data": data}})


def relayed(clock):
    """Whatever the reminders table's stream would bring to the bus."""
    for item in client("dynamodb").scan(TableName="frontdesk-reminders")["Items"]:
        for fact in json.loads(item.get("facts", {"S": "[]"})["S"]):
            if fact["name"] != "ReminderRenewed":
                hear(clock, fact["name"], fact["detail"]["data"])


def reminders():
    return [it for it in ReminderRecord.scan() if it.sk.startswith("reminder#")]


def it_is(when):
    """Pretend that the one reminder's step comes then, as if the days had passed."""
    [record] = reminders()
    record.update(actions=[ReminderRecord.next_at.set(f"{when:%Y-%m-%dT%H:%M:%SZ}")])


def laid_down(katrin, **changes):
    page = katrin.gets(f"{REMINDERS}/rules/new")
    sent = RULE | {name: hidden(page, name) for name in ("csrf", "version")} | {"deed": "save"} | changes
    return katrin.posts(f"{REMINDERS}/rules/new", sent)


def noted(katrin, **changes):
    said = {"csrf": katrin.csrf(), "location": "mitte", "care": "vaccination", "item": "Tetanus-Impfung"}
    return katrin.posts(f"{PATIENT}/services", said | {"given_on": str(today())} | changes)


def test_who_notes_a_service_that_no_rule_speaks_of_is_told_so(calendar):
    katrin = somebody(calendar)
    laid_down(katrin)
    said = {}
    for item in ("tetanus-impfung", "Tetanus Auffrischung"):
        said[item] = html(katrin.gets(noted(katrin, item=item).headers["Location"]))
    assert "Keine Regel nennt eine Leistung dieses Namens" not in said["tetanus-impfung"]
    assert "Keine Regel nennt eine Leistung dieses Namens" in said["Tetanus Auffrischung"]


@pytest.mark.requirement("R7", "R8", "R11", "R17", "R18", "R20", "R21", "R24")
def test_a_vaccination_recall_from_its_rule_to_its_message_and_its_renewal(calendar, clock):
    katrin = somebody(calendar, "1002")
    answer = laid_down(katrin)
    assert answer.status_code == 303, html(answer)[-3000:]
    for _ in range(2):
        assert noted(katrin).status_code == 303
    relayed(clock)
    relayed(clock)
    [record] = reminders()
    assert record.due_on == str(today(20))
    for page in (REMINDERS, f"{REMINDERS}/queue", PATIENT):
        said = html(katrin.gets(page))
        assert "Erik Lindqvist" in said
        assert "Tetanus-Auffrischung" in said
    assert {"RemindersRead", "PatientRemindersRead"} <= {it.action for it in DeedRecord.scan()}

    it_is(datetime.now(UTC) - timedelta(minutes=1))
    said = clock.invoke("tick", {}).payload
    assert said["recalled"] == 1
    [message] = MessageRecord.scan()
    assert (message.template, message.cause, message.parameters) == ("recall", "reminders", {})

    assert noted(katrin, item="Tetanus-Impfung", given_on=str(today(-1))).status_code == 303
    relayed(clock)
    [record] = reminders()
    assert record.due_on == str(today(20)), "an older one changes nothing"


@pytest.mark.requirement("R14", "R15", "R16", "R17")
def test_a_reminder_by_hand_says_at_the_field_what_is_wrong_and_goes_into_the_queue(calendar):
    katrin = somebody(calendar)
    page = katrin.gets(f"{REMINDERS}/new?patient={ERIK}")
    sent = {name: hidden(page, name) for name in ("csrf", "reminder", "patient")} | {
        "location": "mitte",
        "care": "laboratory",
        "what": "Blutbild",
        "due_on": str(today(60)),
        "template": "recall",
        "text": "Bitte nüchtern kommen.",
        "steps.0.days": "30",
        "steps.0.when": "before",
        "steps.0.at": "09:00",
        "steps.0.way": "email",
    }
    for change, target in (
        ({"what": ""}, "#what"),
        ({"due_on": str(today(-1))}, "#due_on"),
        ({"due_on": str(today(20))}, "#steps.0.days"),
        ({"steps.0.at": "später"}, "#steps.0.at"),
    ):
        answer = katrin.posts(f"{REMINDERS}/new", sent | change)
        assert answer.status_code == 400
        assert f'href="{target}"' in html(answer)
        assert "Bitte nüchtern kommen." in html(answer)
    assert reminders() == []
    for _ in range(2):
        answer = katrin.posts(f"{REMINDERS}/new", sent)
        assert answer.status_code == 303, html(answer)[-2000:]
    [record] = reminders()
    assert "Blutbild" in html(katrin.gets(f"{REMINDERS}/queue"))
    csrf = katrin.csrf()
    key = f"{ERIK}-{record.sk.removeprefix('reminder#')}"
    stop = {"csrf": csrf, "reminder": key}
    assert katrin.posts(f"{PATIENT}/stop", stop).status_code == 303
    assert "Blutbild" not in html(katrin.gets(REMINDERS))
    assert "beendet" in html(katrin.gets(PATIENT))


def test_a_patient_is_found_by_the_number_they_gave_or_registered_with_a_reminder(calendar):
    katrin = somebody(calendar)
    person = {"name": "Anna Beispiel", "birth_day": "27", "birth_month": "3", "birth_year": "1985"}
    page = katrin.gets(f"{REMINDERS}/new")
    sent = (
        {name: hidden(page, name) for name in ("csrf", "reminder")}
        | person
        | {
            "phone": "06221 5550177",
            "location": "mitte",
            "care": "vaccination",
            "what": "Grippe",
            "due_on": str(today(60)),
            "template": "recall",
            "steps.0.days": "7",
            "steps.0.when": "before",
            "steps.0.at": "09:00",
            "steps.0.way": "sms",
        }
    )
    assert katrin.posts(f"{REMINDERS}/new", sent | {"name": ""}).status_code == 400
    assert katrin.posts(f"{REMINDERS}/new", sent).status_code == 303
    csrf = katrin.csrf()
    search = {"csrf": csrf, "contact": "06221 5550177"}
    assert "Anna Beispiel" in html(katrin.posts(f"{REMINDERS}/patients", search))
    other = search | {"birth_day": "1", "birth_month": "1", "birth_year": "2000"}
    assert "Anna Beispiel" not in html(katrin.posts(f"{REMINDERS}/patients", other))
    assert katrin.posts(f"{REMINDERS}/patients", {"csrf": csrf, "contact": "x"}).status_code == 400
    assert "PatientsSearched" in {it.action for it in DeedRecord.scan()}


@pytest.mark.requirement("R1", "R10", "R22")
def test_an_internal_reminder_is_a_line_of_the_call_list_until_somebody_was_reached(calendar, clock):
    katrin = somebody(calendar)
    steps = {"steps.0.days": "0", "steps.0.way": "call", "steps.1.days": ""}
    assert laid_down(katrin, **steps, **{"due.count": "2"}).status_code == 303
    noted(katrin)
    relayed(clock)
    it_is(datetime.now(UTC) - timedelta(minutes=1))
    for _ in range(2):
        clock.invoke("tick", {})
    assert list(MessageRecord.scan()) == []
    page = katrin.gets(f"{REMINDERS}/calls")
    assert 'href="tel:+4962215550199"' in html(page)
    [action] = set(re.findall(r'action="(/console/reminders/calls/[^"]+)"', html(page)))
    sent = {"csrf": hidden(page, "csrf"), "location": "mitte", "outcome": "call_again"}
    assert katrin.posts(action, sent).status_code == 422
    assert katrin.posts(action, sent | {"outcome": "gossip"}).status_code == 400
    assert katrin.posts(action, sent | {"outcome": "not_reached"}).status_code == 303
    assert "Nicht erreicht" in html(katrin.gets(f"{REMINDERS}/calls"))
    assert katrin.posts(action, sent | {"outcome": "reached"}).status_code == 303
    assert "Niemand ist anzurufen" in html(katrin.gets(f"{REMINDERS}/calls"))


@pytest.mark.requirement("R18", "R19")
def test_a_rule_is_tried_out_before_it_is_saved_and_warns_of_one_like_it(calendar):
    katrin = somebody(calendar)
    born = {"trial_birth_day": "27", "trial_birth_month": "3", "trial_birth_year": "1985"}
    adults = {
        "conditions.0.topic": "age_years",
        "conditions.0.operator": "at_least",
        "conditions.0.value": "60",
    }
    page = html(laid_down(katrin, deed="try", **born, **adults))
    assert "Es wird keine Erinnerung angelegt" in page
    assert "Nicht erfüllt: Alter in Jahren ist mindestens 60" in page
    page = html(laid_down(katrin, deed="try", **born))
    assert "Es wird eine Erinnerung angelegt" in page
    assert recall_ports().rulebooks.get(LINDENHOF).rules == ()
    for change, target in (
        ({"name": ""}, "#name"),
        ({"steps.0.days": "", "steps.1.days": ""}, "#steps.0.days"),
        ({"due.count": "viele"}, "#due.count"),
        (adults | {"conditions.0.value": "alt"}, "#conditions.0.value"),
    ):
        answer = laid_down(katrin, **change)
        assert answer.status_code == 400
        assert f'href="{target}"' in html(answer)
    assert laid_down(katrin).status_code == 303
    assert laid_down(katrin, name="Noch einmal").status_code == 303
    page = html(katrin.gets(f"{REMINDERS}/rules"))
    assert "erinnert an dasselbe wie: Tetanus" in page
    [one, _] = recall_ports().rulebooks.get(LINDENHOF).rules
    csrf = katrin.csrf()
    gone = {"csrf": csrf, "version": "2", "deed": "remove"}
    assert katrin.posts(f"{REMINDERS}/rules/{one.id}", gone).status_code == 303
    assert katrin.gets(f"{REMINDERS}/rules/{one.id}").status_code == 404


def test_a_table_is_shown_before_anything_is_stored_and_taken_in_once_somebody_says_so(calendar, clock):
    katrin = somebody(calendar)
    laid_down(katrin)
    bad = LINE.format("2026-99-99").replace("1;", "2;", 1)
    text = CSV.format("\r\n".join([LINE.format(today()), LINE.format(today()), bad]))
    sent = {"csrf": katrin.csrf(), "file": text}
    page = katrin.posts(f"{REMINDERS}/upload", sent)
    assert page.status_code == 200, html(page)
    assert "Anna Beispiel" in html(page)
    assert "1 Leistung importieren" in html(page)
    assert reminders() == []
    kept = unescape(re.search(r"<textarea name=\"text\" hidden>\n(.*?)</textarea>", html(page), re.DOTALL)[1])
    confirm = {name: hidden(page, name) for name in ("csrf", "upload")} | {"text": kept}
    for _ in range(2):
        answer = katrin.posts(f"{REMINDERS}/upload/confirm", confirm)
        assert answer.status_code == 303
    assert "0 von 1" in html(katrin.gets(answer.headers["Location"]))
    relayed(clock)
    relayed(clock)
    assert len(reminders()) == 1
    assert "1 Leistung ist importiert" in html(katrin.gets(answer.headers["Location"]))
    assert katrin.posts(f"{REMINDERS}/upload", sent | {"file": "gossip"}).status_code == 422


def test_a_file_comes_in_as_browsers_send_it(calendar):
    katrin = somebody(calendar)
    csrf, line = katrin.csrf(), "--b"
    parts = [
        f'{line}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf}',
        (
            f'{line}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
            f"Content-Type: text/csv\r\n\r\n{CSV.format(LINE.format(today()))}"
        ),
        f"{line}--\r\n",
    ]
    answer = calendar.post(
        f"{REMINDERS}/upload",
        headers={"Content-Type": "multipart/form-data; boundary=b", "Cookie": katrin.cookie},
        body="\r\n".join(parts).encode(),
    )
    assert answer.status_code == 200, html(answer)
    assert "Anna Beispiel" in html(answer)


def test_the_api_notes_a_service_once_and_lists_what_is_due(calendar, clock):
    katrin = somebody(calendar)
    laid_down(katrin)
    said = {
        "source_id": "his-4711",
        "patient": {"name": "Anna Beispiel", "birth_date": "1985-03-27", "email": "anna@example.org"},
        "location": "mitte",
        "care": "vaccination",
        "item": "Tetanus-Impfung",
        "given_on": str(today()),
    }
    headers = {"Cookie": katrin.cookie, "Content-Type": "application/json"}

    def sends(path, body):
        return calendar.post(path, headers=headers, body=json.dumps(body).encode())

    answers = [sends("/console/api/services", said) for _ in range(2)]
    assert [(it.status_code, it.json_body["new"]) for it in answers] == [(201, True), (201, False)]
    relayed(clock)
    [due] = katrin.gets("/console/api/reminders").json_body["reminders"]
    assert (due["due_on"], due["due_state"], due["patient"]["name"]) == (
        str(today(20)),
        "soon",
        "Anna Beispiel",
    )
    patient = answers[0].json_body["patient"]
    assert katrin.gets(f"/console/api/reminders/patients/{patient}").json_body["reminders"] == [due]
    step = {"days_before": 7, "at": "09:00", "way": "email"}
    by_hand = {"patient": {"id": patient}, "location": "mitte", "care": "other", "what": "Brille"} | {
        "due_on": str(today(60)),
        "steps": [step],
    }
    assert sends("/console/api/reminders", by_hand).status_code == 201
    assert sends("/console/api/reminders", by_hand | {"due_on": "2026-02-31"}).status_code == 400
    assert katrin.gets("/console/api/reminders/calls").json_body["calls"] == []
    rules = katrin.gets("/console/api/reminder-rules").json_body
    put = {"headers": headers, "body": json.dumps({"version": 1, "rules": rules["rules"]}).encode()}
    assert calendar.put("/console/api/reminder-rules", **put).json_body["version"] == 2
    assert calendar.put("/console/api/reminder-rules", **put).status_code == 409


def test_who_has_nothing_to_do_with_patients_sees_no_reminders(calendar, enrol):
    enrol("1009", Role.ADMINISTRATOR)
    admin = somebody(calendar, "1009")
    pages = (REMINDERS, f"{REMINDERS}/rules", f"{REMINDERS}/new", PATIENT, f"{REMINDERS}/upload")
    assert {admin.gets(it).status_code for it in pages} == {404}
