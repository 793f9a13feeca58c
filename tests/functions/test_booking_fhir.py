"""A program books, moves and cancels for a patient, in FHIR's words."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from chalice.test import Client

from frontdesk.kernel.ids import random_id
from frontdesk_web.fhir import deeds
from frontdesk_web.fhir.answers import faults_of
from frontdesk_web.keyring import keyring
from frontdesk_web.seals import ticket
from tests.clinic import LINDENHOF, move_in

from .booking_desk import a_timetable, with_kind
from .loading import load_module

SUNDAY = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
FHIR = "application/fhir+json"
BERTA = {
    "resourceType": "Patient",
    "name": [{"given": ["Berta"], "family": "Beispiel"}],
    "birthDate": "1985-03-27",
    "telecom": [{"system": "phone", "value": "06221 5551234"}],
}
COUGH = {"reasonCode": [{"text": "Husten seit drei Wochen"}]}
MONDAY = {"start": "2026-11-23", "end": "2026-11-24", "visit-type": "consultation"}
WEEK = {"start": "2026-11-23", "end": "2026-11-28"}


class Program:
    """A program of a patient's, before the public endpoint of a clinic."""

    def __init__(self, http):
        self.http, self.here = http, f"/booking/{LINDENHOF}/fhir"

    def gets(self, part, lang="de", **query):
        address = f"{self.here}/{part}?{urlencode(query, doseq=True)}"
        # Clients of FHIR say so of every request, of those without a body, too.
        return said(self.http.get(address, headers={"Accept-Language": lang, "Content-Type": FHIR}))

    def does(self, operation, *parameters, lang="de", kind=FHIR):
        body = json.dumps({"resourceType": "Parameters", "parameter": list(parameters)}).encode()
        address = f"{self.here}/Appointment/${operation}"
        headers = {"Content-Type": kind, "Accept-Language": lang}
        return said(self.http.post(address, headers=headers, body=body))

    def finds(self, **more):
        status, found = self.does("find", *texts(**MONDAY, **more))
        assert status == 200, found
        return [it["resource"] for it in found.get("entry", [])]

    def holds(self, proposed=None, hold_id=None):
        it = proposed or self.finds()[0]
        more = texts(**{"hold-id": hold_id}) if hold_id else []
        return self.does("hold", reference("Appointment", it["id"]), *more)

    def books(self, held, *more, patient=BERTA, consent="booking-1", **changes):
        it = {"resourceType": "Appointment", "id": held["id"], "status": "booked", **COUGH, **changes}
        sent = {"name": "appointment", "resource": it | {"contained": [patient]}}
        return self.does("book", sent, *texts(consent=consent), *more)


def said(answer):
    assert answer.headers["Content-Type"] == FHIR
    assert answer.headers["Cache-Control"] == "no-store"
    body = answer.json_body if isinstance(answer.json_body, dict) else json.loads(answer.body)
    assert faults_of(body, body["resourceType"]) == []
    return answer.status_code, body


def texts(**named):
    return [{"name": name, "valueString": it} for name, it in named.items()]


def reference(kind, named, name="appointment-reference"):
    return {"name": name, "valueReference": {"reference": f"{kind}/{named}"}}


def only(bundle):
    [entry] = bundle["entry"]
    return entry["resource"]


def code_of(outcome):
    return outcome["issue"][0]["details"]["coding"][0]["code"]


@pytest.fixture
def function(cloud, monkeypatch):
    """On a Sunday evening at seven."""
    move_in()
    module = load_module("booking")
    module.ports.timetables.put(LINDENHOF, a_timetable())
    monkeypatch.setattr(module, "ports", replace(module.ports, clock=lambda: SUNDAY))
    return module


@pytest.fixture
def program(function):
    with Client(function.app) as client:
        yield Program(client.http)


@pytest.fixture
def booked(program):
    """Berta's appointment, as the program knows it."""
    _, held = program.holds()
    status, done = program.books(held)
    assert status == 200, done
    return only(done)


@pytest.mark.requirement("B1", "B11")
def test_a_time_is_found_held_and_booked(program):
    found = program.finds()
    status, held = program.holds(found[0])
    assert (status, held["status"], held["start"]) == (200, "pending", found[0]["start"])
    status, done = program.books(held)
    assert (status, done["total"]) == (200, 1)
    assert (only(done)["status"], only(done)["id"]) == ("booked", held["id"])
    assert found[0]["start"] == "2026-11-23T08:00:00+01:00"
    assert program.gets(f"Appointment/{held['id']}") == (200, only(done))


def test_a_hold_sent_again_is_the_same_one_and_so_is_a_booking(program, function):
    number, found = random_id(), program.finds()[0]
    _, held = program.holds(found, hold_id=number)
    assert program.holds(found, hold_id=number) == (200, held)
    status, done = program.books(held)
    assert program.books(held) == (status, done)
    [change] = function.ports.appointments.get(LINDENHOF, number).changes
    assert str(change.by.kind) == "patient"


def test_what_somebody_holds_is_found_by_nobody_and_held_once(program):
    found = program.finds()
    program.holds(found[0])
    assert found[0] not in program.finds()
    status, no = program.holds(found[0])
    assert (status, code_of(no)) == (409, "booking.taken")
    assert [(it["severity"], it["code"]) for it in no["issue"]] == [("fatal", "not-found")]


def test_everything_that_is_wrong_is_told_at_its_place_in_the_readers_language(program):
    _, held = program.holds()
    status, no = program.books(held, consent="", reasonCode=[], patient=BERTA | {"telecom": []})
    assert status == 400
    assert {it["expression"][0] for it in no["issue"]} == {
        "Patient.telecom",
        "Appointment.reasonCode",
        "consent",
    }
    texts_of = [it["details"]["text"] for it in no["issue"]]
    assert "Bitte geben Sie eine Handynummer oder eine E-Mail-Adresse ein." in texts_of


def test_a_rule_of_the_clinic_says_why_not(program, function):
    timetable = function.ports.timetables.get(LINDENHOF)
    _, held = program.holds()
    function.ports.timetables.put(LINDENHOF, with_kind(timetable, youngest=80))
    status, no = program.books(held)
    assert (status, no["issue"][0]["code"], code_of(no)) == (422, "business-rule", "booking.wrong_age")


@pytest.mark.requirement("B2")
def test_the_date_of_birth_cancels_and_nothing_else_does(program, booked):
    status, no = program.books(booked, patient={"resourceType": "Patient"}, status="cancelled")
    assert (status, no["issue"][0]["expression"]) == (400, ["Patient.birthDate"])
    wrong = BERTA | {"birthDate": "1986-03-27"}
    status, no = program.books(booked, patient=wrong, status="cancelled")
    assert (status, code_of(no), no["issue"][0]["diagnostics"]) == (
        422,
        "booking.wrong_proof",
        "tries left today: 4",
    )
    status, done = program.books(booked, status="cancelled", comment="Bin verreist")
    assert (status, only(done)["status"]) == (200, "cancelled")
    assert program.gets(f"Appointment/{booked['id']}")[1]["status"] == "cancelled"


@pytest.mark.requirement("B3")
def test_a_booked_time_is_moved_to_another_that_was_found(program, booked):
    other = program.finds()[3]
    status, done = program.books(booked, slot=other["slot"])
    assert (status, only(done)["start"], only(done)["id"]) == (200, other["start"], booked["id"])
    assert booked["start"] in [it["start"] for it in program.finds()]


def test_the_ticket_of_a_message_opens_and_never_books(program, booked, function):
    """Else whoever has the link could try dates of birth for ever: a booking said again tells whether it was theirs."""
    number = deeds.opened(LINDENHOF, booked["id"])[1]
    link = deeds.fhir_id(ticket(LINDENHOF, number, of="appointment", keyring=keyring()))
    assert program.gets(f"Appointment/{link}") == (200, booked | {"id": link})
    wrong = BERTA | {"birthDate": "1986-03-27"}
    statuses = [code_of(program.books({"id": link}, patient=wrong)[1]) for _ in range(6)]
    assert statuses == ["booking.wrong_proof"] * 4 + ["booking.proof_locked"] * 2


def test_before_it_is_booked_the_ticket_of_a_message_opens_nothing(program, function):
    _, held = program.holds()
    number = deeds.opened(LINDENHOF, held["id"])[1]
    link = deeds.fhir_id(ticket(LINDENHOF, number, of="appointment", keyring=keyring()))
    assert program.gets(f"Appointment/{link}")[0] == 404
    assert program.books({"id": link})[0] == 404


def test_nobody_learns_whose_it_is(program, booked):
    told = json.dumps(program.gets(f"Appointment/{booked['id']}")[1])
    assert [it for it in ("Berta", "Beispiel", "1985", "06221", "Husten", "Patient") if it in told] == []


def test_what_is_not_there_and_what_is_another_clinics_look_the_same(program, booked):
    foreign = deeds.fhir_id(ticket("xinglin", "5" * 32, of="hold", keyring=keyring()))
    nothing = program.gets(f"Appointment/{'5' * 54}")
    assert nothing[0] == 404
    assert program.gets(f"Appointment/{foreign}") == nothing
    assert program.books({"id": foreign})[1] == nothing[1]
    assert program.does("look")[0] == 404


def test_a_held_time_that_is_not_wanted_is_free_at_once(program):
    found = program.finds()
    _, held = program.holds(found[0])
    for _ in range(2):
        status, done = program.books(held, status="cancelled")
        assert (status, only(done)["status"]) == (200, "cancelled")
    assert found == program.finds()


@pytest.mark.requirement("B33")
def test_only_what_patients_may_book_is_a_schedule(program):
    _, found = program.gets("Schedule")
    there = {it["resource"]["id"]: it["resource"] for it in found["entry"]}
    weber = there["dr-weber.mitte"]
    assert [it["coding"][0]["code"] for it in weber["serviceType"]] == ["consultation", "checkup"]
    assert weber["planningHorizon"] == {"start": "2026-11-22", "end": "2027-03-22"}
    assert "small-surgery" not in json.dumps(found)
    _, few = program.gets("Schedule", actor="Practitioner/dr-weber", **{"service-type": "checkup"})
    assert [it["resource"]["id"] for it in few["entry"]] == ["dr-weber.mitte"]


def test_the_slots_of_a_schedule_are_what_is_found_of_it(program):
    week = {"start": ["ge2026-11-23", "lt2026-11-28"], "service-type": "consultation"}
    _, slots = program.gets("Slot", schedule="Schedule/dr-weber.mitte", status="free", **week)
    found = program.does(
        "find",
        *texts(**WEEK, **{"visit-type": "consultation"}),
        reference("Practitioner", "dr-weber", "practitioner"),
        reference("Location", "mitte", "location-reference"),
    )[1]
    assert slots["total"] == found["total"] > 10
    assert [it["resource"]["id"] for it in slots["entry"]] == [it["resource"]["id"] for it in found["entry"]]
    assert program.gets("Slot", schedule="Schedule/dr-weber.mitte", status="busy", **week)[1]["total"] == 0
    assert program.gets("Slot", **week)[0] == 400


def test_the_total_counts_what_the_count_leaves_out(program):
    status, found = program.does("find", *texts(**WEEK), {"name": "_count", "valueInteger": 2})
    assert (status, len(found["entry"]), found["total"] > 100) == (200, 2, True)
    _, found = program.gets("Schedule", _count="1")
    assert (len(found["entry"]), found["total"] > 1) == (1, True)


def test_two_weeks_of_somebody_are_one_query_however_many_kinds(program, function, monkeypatch):
    asked, real = [], function.ports.appointments.sheets

    def counting(*asking):
        asked.append(asking)
        return real(*asking)

    monkeypatch.setattr(type(function.ports.appointments), "sheets", lambda _self, *asking: counting(*asking))
    whole = {"start": "2026-11-23", "end": "2026-12-07"}
    program.does("find", *texts(**whole), reference("Practitioner", "dr-weber", "practitioner"))
    assert [it[1] for it in asked] == ["dr-weber"]


@pytest.mark.parametrize("start", ["2026-11-24T09:00:00", "9999-12-31T23:59:59Z", "morgen"])
def test_a_start_that_is_no_instant_moves_nothing(program, booked, start):
    status, no = program.books(booked, start=start)
    assert (status, no["issue"][0]["expression"]) == (400, ["Appointment.start"])


def test_a_start_alone_is_another_time_of_the_same_performer(program, booked):
    status, done = program.books(booked, start="2026-11-24T08:00:00Z")
    assert (status, only(done)["start"]) == (200, "2026-11-24T09:00:00+01:00")
    assert only(done)["participant"] == booked["participant"]


def test_a_performer_whom_nobody_knows_has_no_times(program):
    unknown = {"name": "practitioner", "valueReference": {"identifier": {"value": "9941339108"}}}
    _, found = program.does("find", *texts(**WEEK), unknown)
    assert found["total"] == 0


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ({"start": "2026-11-23"}, "required"),
        ({"start": "2026-11-23", "end": "2027-01-23"}, "too_many_days"),
        ({"start": "heute", "end": "2026-11-23"}, "invalid_date"),
        ({"start": "9999-12-31T23:59:59Z", "end": "9999-12-31"}, "invalid_date"),
        ({"start": "2026-02-30", "end": "2026-03-02"}, "invalid_date"),
    ],
)
def test_a_period_that_is_none_is_refused_at_its_parameter(program, period, code):
    status, no = program.does("find", *texts(**period))
    assert (status, code_of(no)) == (400, code)


@pytest.mark.requirement("B6")
def test_a_clinic_that_offers_nothing_has_no_schedules_and_no_free_times(program, function):
    timetable = function.ports.timetables.get(LINDENHOF)
    function.ports.timetables.put(LINDENHOF, replace(timetable, offered=False))
    assert program.gets("Schedule")[1]["total"] == 0
    assert program.finds() == []


def test_where_a_clinic_does_not_show_what_is_booked_it_is_not_there(program, booked, function):
    timetable = function.ports.timetables.get(LINDENHOF)
    function.ports.timetables.put(LINDENHOF, replace(timetable, shown=False))
    assert program.gets(f"Appointment/{booked['id']}")[0] == 404
    assert program.books(booked, status="cancelled")[0] == 404


def test_what_is_no_json_or_no_parameters_is_refused(program):
    assert program.does("find", kind="text/plain")[0] == 415
    assert program.does("find", kind="application/json")[0] == 400
    assert program.does("hold", {"name": "slot", "valueReference": "x"})[0] == 400
    assert program.does("hold", reference("Slot", "never-heard-of", "slot"))[0] == 404
    assert program.does("hold")[0] == 400


def test_the_endpoint_says_what_it_can_in_both_ways(program):
    status, told = program.gets("metadata", lang="sv")
    assert (status, told["fhirVersion"]) == (200, "4.0.1")
    [rest] = told["rest"]
    assert "booking-1" in rest["documentation"]
    [appointment] = [it for it in rest["resource"] if it["type"] == "Appointment"]
    document = json.loads(program.http.get(f"{program.here}/openapi.json").body)
    posts = [path.rpartition("$")[2] for path, it in document["paths"].items() if "post" in it]
    assert [it["name"] for it in appointment["operation"]] == posts == ["find", "hold", "book"]


def test_a_clinic_that_is_not_there_is_told_in_the_same_words(program):
    program.here = "/booking/nowhere/fhir"
    status, no = program.gets("metadata", lang="sv")
    assert (status, no["issue"][0]["code"], code_of(no)) == (404, "not-found", "not_found")
