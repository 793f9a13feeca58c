"""The public FHIR endpoint before requests that nobody thought of: it answers as its own document says."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.clinic import LINDENHOF, move_in
from tests.functions.booking_desk import a_timetable
from tests.functions.loading import load_module
from tests.functions.test_booking_fhir import BERTA, COUGH, MONDAY, reference, texts
from tests.width import seeded, wide

from .breaking import broken
from .doors import Door
from .fuzzing import fuzz

SUNDAY = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
HERE = f"/booking/{LINDENHOF}/fhir"
CASES, SECONDS = wide(2, 300), wide(600, 120)


class World:
    """What there is behind the endpoint, so that a case can be aimed at it."""

    def __init__(self, door):
        self.door, self.chance, self.met = door, seeded(), set()

    def aim(self, case):
        """The first case of each kind is right; of others three of four speak of something that is there."""
        name = case.path.rpartition("/")[2]
        first = name not in self.met and (isinstance(case.body, dict) or not name.startswith("$"))
        if not first and self.chance.random() < 0.25:
            return
        self.met.add(name)
        if name == "Slot":
            case.query = {"schedule": "Schedule/dr-weber.mitte", "start": ["ge2026-11-23", "lt2026-11-24"]}
        if "id" in (case.path_parameters or {}):
            case.path_parameters["id"] = self._held()["id"]
        if name.startswith("$") and isinstance(case.body, dict):
            right = self._parameters(name)
            case.body = broken(right, self.chance) if not first and self.chance.random() < 0.5 else right

    def _parameters(self, name):
        if name == "$find":
            return parameters(*texts(**MONDAY))
        if name == "$hold":
            return parameters(reference("Appointment", self._found()["id"]))
        it = {"resourceType": "Appointment", "id": self._held()["id"], "contained": [BERTA], **COUGH}
        return parameters({"name": "appointment", "resource": it}, *texts(consent="booking-1"))

    def _found(self):
        """A free time of any day of a month, so that many cases do not book a day out."""
        while True:
            day = SUNDAY.date() + timedelta(days=self.chance.randint(1, 28))
            asked = MONDAY | {"start": str(day), "end": str(day + timedelta(days=1))}
            if there := self._does("$find", parameters(*texts(**asked))).get("entry"):
                return self.chance.choice(there)["resource"]

    def _held(self):
        return self._does("$hold", parameters(reference("Appointment", self._found()["id"])))

    def _does(self, name, said):
        kind = {"content-type": "application/fhir+json"}
        answer = self.door.asks("POST", f"{HERE}/Appointment/{name}", kind, json.dumps(said).encode())
        assert answer.status == 200, answer.text
        return json.loads(answer.text)


def parameters(*them):
    return {"resourceType": "Parameters", "parameter": list(them)}


@pytest.fixture
def door(cloud, monkeypatch):
    move_in()
    module = load_module("booking")
    module.ports.timetables.put(LINDENHOF, a_timetable())
    monkeypatch.setattr(module, "ports", replace(module.ports, clock=lambda: SUNDAY))
    return Door(module.app)


def test_whatever_a_program_sends_is_answered_as_the_document_says(door):
    document = json.loads(door.gets(f"{HERE}/openapi.json").text)
    found = fuzz(door, document, None, cases=CASES, seconds=SECONDS, aim=World(door).aim)
    print(json.dumps(found.statuses, indent=1))
    assert found.faults == {}
    for label, counted in found.statuses.items():
        assert any(it < 300 for it in counted), f"nothing that is there was met: {label} {counted}"
    assert {it.rpartition("/")[2] for it in found.statuses} >= {"$find", "$hold", "$book", "Slot", "{id}"}
