"""A program books, moves and cancels for a patient, in FHIR's words."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from chalice.test import Client

from frontdesk.kernel.ids import random_id
from frontdesk_web.fhir.answers import faults_of
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
WEEK = {"start": "2026-11-23", "end": "2026-11-28"}


class Program:
    """A program of a patient's, before the public endpoint of a clinic."""

    def __init__(self, http):
        self.http, self.here = http, f"/booking/{LINDENHOF}/fhir"

    def gets(self, part, lang="de", **query):
        address = f"{self.here}/{part}?{urlencode(query, doseq=True)}"
        return said(self.http.get(address, headers={"Accept-Language": lang}))

    def does(self, operation, *parameters, lang="de", kind=FHIR):
        body = json.dumps({"resourceType": "Parameters", "parameter": list(parameters)}).encode()
        address = f"{self.here}/Appointment/${operation}"
        headers = {"Content-Type": kind, "Accept-Language": lang}
        return said(self.http.post(address, headers=headers, body=body))

    def finds(self, **more):
        status, found = self.does("find", *texts(**WEEK | {"visit-type": "consultation"} | more))
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


def test_a_time_is_found_held_and_booked(program):
    found = program.finds()
    status, held = program.holds(found[0])
    assert (status, held["status"], held["start"]) == (200, "pending", found[0]["start"])
    status, done = program.books(held)
    assert (status, done["total"]) == (200, 1)
    assert (only(done)["status"], only(done)["id"]) == ("booked", held["id"])
    assert found[0]["start"] == "2026-11-23T08:00:00+01:00"
    assert program.gets(f"Appointment/{held['id']}") == (200, only(done))
