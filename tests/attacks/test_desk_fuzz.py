"""The API of patients' affairs before requests that nobody thought of, in JSON and in FHIR."""

import json
from datetime import timedelta

from tests.frontdesk_web.console_desk import ERIK
from tests.frontdesk_web.console_times import slot
from tests.functions.browser import somebody
from tests.functions.calendar_desk import at, keep
from tests.functions.conftest import calendar
from tests.functions.test_console_desk_api import ANNA, Desk
from tests.width import seeded, wide

from .breaking import broken
from .doors import Door
from .fuzzing import fuzz, part_of

__all__ = ["calendar"]

CASES, SECONDS = wide(2, 300), wide(600, 120)
YESTERDAY = "8" * 32


class World:
    """What there is behind the API, so that a case can be aimed at it; each time once, from tomorrow on."""

    def __init__(self, desk):
        self.desk, self.chance, self.met, self.number = desk, seeded(), set(), 0
        keep(slot(at(9, days=-1)), id=YESTERDAY)

    def aim(self, case):
        """The first case of each operation is right; of others three of four speak of something that is there."""
        label, body = case.operation.label, isinstance(case.body, dict)
        first = label not in self.met and (body or case.method != "POST" or label.endswith("no-show"))
        if not first and self.chance.random() < 0.25:
            return
        self.met.add(label)
        self._aim_at_what_is_there(case)
        if case.method == "GET":
            case.query = {}
        elif body and (right := self._body(case.path)):
            case.body = (
                broken(right, self.chance, times=1) if not first and self.chance.random() < 0.5 else right
            )

    def _aim_at_what_is_there(self, case):
        for name in case.path_parameters or {}:
            match name:
                case "appointment_id":
                    it = YESTERDAY if case.path.endswith("no-show") else self._booked()
                case "block_id":
                    it = self.desk.does("POST", "blocks", self._block())[1]["id"]
                case "encounter_id":
                    it = self.desk.does("POST", "encounters", self._encounter())[1]["id"]
                case "subject_id" | "whose":
                    it = ERIK
            case.path_parameters[name] = it

    def _body(self, path):
        kinds = {
            "{whose}": self._text,
            "reminders": self._reminder,
            "reminder-rules": self._rules,
            "services": self._service,
            "encounters": self._encounter,
            "appointments": self._appointment,
            "move": self._time,
            "cancel": self._comment,
            "blocks": self._block,
        }
        made = kinds.get(path.rpartition("/")[2])
        return made and made()

    def _booked(self):
        status, made = self.desk.does("POST", "appointments", self._appointment())
        assert status == 201, made
        return made["id"]

    def _appointment(self):
        return self._time() | {"type": "consultation", "patient": self._somebody(), "reason": "Husten"}

    def _somebody(self):
        return ANNA | {"name": f"Anna Beispiel {self.number}"}

    def _comment(self):
        return {"comment": "krank"}

    def _block(self):
        begins = self._next()
        until = begins + timedelta(minutes=30)
        said = {"location": "mitte", "resource": "dr-weber", "starts_at": begins.isoformat()}
        return said | {"ends_at": until.isoformat()}

    def _text(self):
        return {"text": "Ja, gern."}

    def _reminder(self):
        step = {"days_before": 7, "at": "09:00", "way": "email"}
        said = {"patient": {"id": ERIK}, "location": "mitte", "care": "other", "what": "Brille"}
        return said | {"due_on": at(9, days=60).date().isoformat(), "steps": [step]}

    def _rules(self):
        return {"version": self.desk.gets("reminder-rules")[1]["version"], "rules": []}

    def _service(self):
        said = {"patient": {"id": ERIK}, "location": "mitte", "care": "vaccination", "item": "Tetanus"}
        self.number += 1
        return said | {"source_id": f"his-{self.number}", "given_on": at(9, days=-1).date().isoformat()}

    def _encounter(self):
        said = {"patient": {"id": ERIK}, "location": "mitte", "class": "inpatient", "visit_number": "V-1"}
        return said | {"admitted": at(9, days=-2).isoformat(), "diagnoses": ["I50.0"], "emergent": True}

    def _time(self):
        return {"location": "mitte", "performer": "dr-weber", "starts_at": self._next().isoformat()}

    def _next(self):
        """Three times a day, from the day after tomorrow on."""
        self.number += 1
        return at(9 + self.number % 3, days=2 + self.number // 3)


def test_whatever_is_sent_about_patients_is_answered_as_the_document_says(calendar, console_app):
    desk = Desk(somebody(calendar))
    document = part_of(desk.gets("openapi.json")[1], of_the_desk=True)
    session = desk.browser.cookie.partition("=")[2]
    aim = World(desk).aim
    found = fuzz(Door(console_app), document, session, cases=CASES, seconds=SECONDS, aim=aim)
    print(json.dumps(found.statuses, indent=1))
    assert found.faults == {}
    assert len(found.statuses) == sum(len(it) for it in document["paths"].values())
    for label, counted in found.statuses.items():
        assert any(it < 300 for it in counted), f"nothing that is there was met: {label} {counted}"
