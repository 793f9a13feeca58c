"""What staff do with appointments over the API, in JSON and in FHIR."""

import json
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from frontdesk.access.model import Role
from frontdesk.audit.storage import DeedRecord
from frontdesk_web.fhir.answers import faults_of
from tests.frontdesk_web.console_desk import ERIK
from tests.frontdesk_web.console_times import APPOINTMENT, slot

from .browser import somebody
from .calendar_desk import BERLIN, at, everything_booked, keep, on, stored

JSON = {"Content-Type": "application/json"}
HERE = "/console/api"
ANNA = {"name": "Anna Beispiel", "birth_date": "1985-03-27", "phone": "06221 5550199"}


class Desk:
    """Somebody of the staff before the API."""

    def __init__(self, browser):
        self.browser = browser

    def gets(self, part, **query):
        return read(self.browser.gets(f"{HERE}/{part}?{urlencode(query, doseq=True)}"))

    def does(self, method, part, said=None):
        headers, body = JSON | {"Cookie": self.browser.cookie}, json.dumps(said or {}).encode()
        return read(self.browser.http.request(method, f"{HERE}/{part}", headers=headers, body=body))

    def books(self, starts_at, **more):
        wish = {"location": "mitte", "type": "consultation", "performer": "dr-weber"}
        said = wish | {"starts_at": starts_at.isoformat(), "patient": ANNA, "reason": "Husten"} | more
        return self.does("POST", "appointments", said)


def read(answer):
    return answer.status_code, json.loads(answer.body)


def trail():
    return [it.action for it in DeedRecord.scan()]


@pytest.fixture
def katrin(calendar):
    return Desk(somebody(calendar))


@pytest.mark.requirement("B4")
def test_a_day_is_listed_and_an_appointment_opened_each_with_a_trace(katrin):
    day = on(at(9)).isoformat()
    status, listed = katrin.gets("appointments", **{"from": day, "location": "mitte"})
    [it] = listed["appointments"]
    assert (status, it["id"], it["patient"]["name"]) == (200, APPOINTMENT, "Erik Lindqvist")
    status, opened = katrin.gets(f"appointments/{APPOINTMENT}")
    assert (status, opened["not_moved"], opened["not_missed"]) == (200, None, "booking.over")
    assert sorted(trail()) == ["AppointmentRead", "CalendarRead"]


def test_somebody_who_called_gets_a_time_once_however_often_it_is_sent(katrin):
    number = "6" * 32
    status, made = katrin.books(at(10), id=number)
    assert (status, made["status"], made["patient"]["name"]) == (201, "booked", "Anna Beispiel")
    assert katrin.books(at(10), id=number)[1]["id"] == made["id"] == number
    assert len(everything_booked()) == 2
    assert katrin.books(at(10))[1]["code"] == "booking.taken"


def test_a_time_is_moved_and_cancelled_and_says_who_did_it(katrin):
    there = {"location": "mitte", "performer": "dr-weber", "starts_at": at(11).isoformat()}
    status, moved = katrin.does("POST", f"appointments/{APPOINTMENT}/move", there | {"comment": "Zug"})
    assert (status, moved["starts_at"]) == (200, at(11).isoformat())
    status, gone = katrin.does("POST", f"appointments/{APPOINTMENT}/cancel", {"comment": "krank"})
    assert (status, gone["status"]) == (200, "cancelled")
    assert [(it["kind"], it["by"], it["comment"]) for it in gone["changes"][-2:]] == [
        ("moved", "staff:1001", "Zug"),
        ("cancelled", "staff:1001", "krank"),
    ]


def test_who_did_not_come_is_noted_once_it_has_begun(katrin):
    assert katrin.does("POST", f"appointments/{APPOINTMENT}/no-show")[1]["code"] == "booking.over"
    keep(slot(at(9, days=-1)), id="8" * 32)
    assert katrin.does("POST", f"appointments/{'8' * 32}/no-show")[1]["status"] == "no_show"
    assert katrin.gets(f"fhir/Appointment/{'8' * 32}")[1]["status"] == "noshow"


def test_a_stretch_is_kept_free_and_given_back(katrin):
    number, until = "7" * 32, at(10) + timedelta(hours=1)
    said = {"id": number, "location": "mitte", "resource": "dr-weber", "note": "Fortbildung"}
    said |= {"starts_at": at(10).isoformat(), "ends_at": until.isoformat()}
    status, block = katrin.does("POST", "blocks", said)
    assert (status, block["status"]) == (201, "blocked")
    assert katrin.books(at(10))[1]["code"] == "booking.taken"
    assert katrin.does("DELETE", f"blocks/{number}")[1]["status"] == "lapsed"
    assert katrin.books(at(10))[0] == 201
    assert katrin.does("DELETE", f"blocks/{APPOINTMENT}")[0] == 404


@pytest.mark.requirement("B39")
def test_free_times_say_what_patients_may_take(katrin):
    day = on(at(9)).isoformat()
    status, found = katrin.gets("free-times", **{"from": day, "performer": "dr-weber", "location": "mitte"})
    assert status == 200
    assert {(it["type"], it["for_patients"]) for it in found["times"]} >= {
        ("consultation", True),
        ("surgery", False),
    }
    assert at(9).isoformat() not in [it["starts_at"] for it in found["times"]]


@pytest.mark.parametrize(
    ("starts_at", "code"),
    [
        ("morgen", "invalid_date"),
        ("2026-11-30T10:00:00", "invalid_date"),
        ("9999-12-31T23:59:59Z", "invalid_date"),
    ],
)
def test_a_time_that_no_calendar_has_is_refused_at_its_place(katrin, starts_at, code):
    wish = {"location": "mitte", "type": "consultation", "performer": "dr-weber", "starts_at": starts_at}
    status, no = katrin.does("POST", "appointments", wish | {"patient": ANNA})
    assert (status, no["errors"][0]["pointer"], no["errors"][0]["code"]) == (400, "$.starts_at", code)


def test_a_day_in_fhir_has_the_patients_and_the_reasons(katrin):
    day = on(at(9))
    status, found = katrin.gets("fhir/Appointment", date=[f"ge{day}", f"le{day}"], location="Location/mitte")
    assert (status, faults_of(found, "Bundle"), found["total"]) == (200, [], 1)
    it = found["entry"][0]["resource"]
    assert it["participant"][0]["actor"] == {"reference": f"Patient/{ERIK}", "display": "Erik Lindqvist"}
    assert (it["status"], it["start"]) == ("booked", at(9).astimezone(BERLIN).isoformat())
    assert katrin.gets(f"fhir/Appointment/{APPOINTMENT}") == (200, it)
    assert sorted(trail()) == ["AppointmentRead", "CalendarRead"]


def test_all_of_a_patient_are_found_where_somebody_works_and_the_trail_says_so(katrin):
    status, found = katrin.gets("fhir/Appointment", patient=f"Patient/{ERIK}")
    assert (status, [it["resource"]["id"] for it in found["entry"]]) == (200, [APPOINTMENT])
    assert trail() == ["PatientTimesRead"]


def test_a_patient_of_other_places_and_none_look_the_same(katrin):
    before = trail()
    nobody = katrin.gets("fhir/Appointment", patient="5" * 32)
    assert nobody == (200, {"resourceType": "Bundle", "type": "searchset", "total": 0})
    assert katrin.gets("fhir/Appointment", patient="Patient/x") == nobody
    assert trail() == before


def test_fhir_is_told_no_in_fhir(katrin):
    status, no = katrin.gets(f"fhir/Appointment/{'5' * 32}")
    assert (status, faults_of(no, "OperationOutcome"), no["issue"][0]["code"]) == (404, [], "not-found")
    status, no = katrin.gets("fhir/Appointment", date="heute")
    assert (status, no["issue"][0]["expression"]) == (400, ["date"])
    status, no = katrin.gets("fhir/Appointment", date=["ge2026-11-01", "lt2027-11-01"])
    assert (status, no["issue"][0]["details"]["coding"][0]["code"]) == (400, "too_many_days")


def test_every_deed_of_the_calendar_is_in_the_document(katrin):
    _, document = katrin.gets("openapi.json")
    there = {(path.removeprefix(f"{HERE}/"), it) for path, said in document["paths"].items() for it in said}
    assert there >= {
        ("appointments", "get"),
        ("appointments", "post"),
        ("appointments/{appointment_id}", "get"),
        ("appointments/{appointment_id}/move", "post"),
        ("appointments/{appointment_id}/cancel", "post"),
        ("appointments/{appointment_id}/no-show", "post"),
        ("free-times", "get"),
        ("blocks", "post"),
        ("blocks/{block_id}", "delete"),
        ("fhir/Appointment", "get"),
        ("fhir/Appointment/{appointment_id}", "get"),
    }


def test_who_has_nothing_to_do_with_appointments_finds_none_of_it(calendar, enrol):
    enrol("3001", Role.ADMINISTRATOR)
    murat = Desk(somebody(calendar, "3001"))
    for part in ("appointments", "free-times", f"appointments/{APPOINTMENT}", "fhir/Appointment"):
        assert murat.gets(part)[0] == 404
    assert murat.books(at(10))[0] == 404
    assert stored().status == "booked"
