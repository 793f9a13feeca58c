"""The API before requests that nobody thought of: it answers as its document says, and only who is signed in."""

import json
from base64 import b64encode
from types import SimpleNamespace

import pytest

from frontdesk.access.model import Permission
from frontdesk.window.usecases.export_release import export_release
from frontdesk.window.wiring import window_ports
from frontdesk_web.api import Api, ApiDesk, Operation
from frontdesk_web.http import App, Response
from local.demo.organisations import Demo
from tests.clinic import LINDENHOF
from tests.doors.questioning import keep_questionnaire
from tests.doors.surveying import YEAR, keep_results
from tests.functions.test_console_api import SHEET, administrator, hire, with_its_file
from tests.width import seeded, wide

from .breaking import broken
from .doors import Door
from .fuzzing import fuzz, part_of
from .questioning import aim_at_questionnaires

__all__ = ["administrator", "hire"]

CASES, SECONDS = wide(12, 300), wide(600, 240)
"""A proof ends with its time; every other run sends all its cases, however busy the machine is."""

CHANNEL = {"channel": "simulator"}
SPOT = {"name": "recall", "language": "de"}
WORDS = "messaging/template?name=recall&language=de"
OF_MESSAGES = {
    "/console/api/messaging/settings": ("messaging/settings", {}),
    "/console/api/messaging/channel": ("messaging/channel?channel=simulator", CHANNEL),
    "/console/api/messaging/template": (WORDS, SPOT | {"text": "{clinic}, {link}"}),
    "/console/api/messaging/template/reset": (WORDS, SPOT),
    "/console/api/messaging/template/preview": (WORDS, SPOT | {"text": "{clinic}, {link}"}),
    "/console/api/reminders/appointments": ("reminders/appointments", {}),
}
"""Where what is changed is read, and what else a right body says."""

ASKED = SimpleNamespace(organisation_id=LINDENHOF, questionnaire_id="asked", survey_id="given-out")
"""A survey that was answered, and what it asked."""


class World:
    """What there is behind the API, so that a case can be aimed at it."""

    def __init__(self, administrator):
        self.staff, self.chance = administrator, seeded()
        self.definition = with_its_file(administrator)
        status, _ = administrator.publishes(self.definition)
        assert status == 201
        self.file = {"content": b64encode(SHEET).decode()}
        keep_questionnaire(ASKED)
        keep_results(ASKED)

    def aim(self, case):
        """Four of five cases speak of something that is there: a draft right or wrong, the live release, a file."""
        if self.chance.random() < 0.2:
            return
        if "survey_id" in (case.path_parameters or {}):
            case.path_parameters["survey_id"] = ASKED.survey_id
            case.query = {"place": "all", "year": YEAR}
        if aim_at_questionnaires(case, self.staff, self.chance):
            return
        if "draft_id" in (case.path_parameters or {}):
            self._aim_at_a_draft(case)
        if "number" in (case.path_parameters or {}):
            case.path_parameters["number"] = "1"
        if isinstance(case.query, dict) or case.query is None:
            self._aim_a_question(case)
        if case.path in OF_MESSAGES and case.method != "GET":
            case.body = self._about_messages(case.path)
        elif isinstance(case.body, dict):
            self._aim_a_body(case)

    def _aim_at_a_draft(self, case):
        draft = self.staff.has_draft(self._a_definition())
        case.path_parameters["draft_id"] = draft["id"]
        if isinstance(case.body, dict) and "version" in case.body:
            case.body["version"] = draft["version"]
        if "version" in (case.query or {}):
            case.query["version"] = str(draft["version"])

    def _aim_a_question(self, case):
        asked = case.query or {}
        if "location" in asked:
            asked["location"] = self.chance.choice(["mitte", "nord"])
        for name in {"before", "after"} & asked.keys():
            edition = self.staff.has_draft(self._a_definition())["id"]
            asked[name] = self.chance.choice(["live", "1", edition, edition])

        for name in {"channel", "name", "language"} & asked.keys():
            asked[name] = (CHANNEL | SPOT)[name]

    def _about_messages(self, path):
        holder, said = OF_MESSAGES[path]
        there = self.staff.asks(holder)[1]
        body = {**said, **{name: there[name] for name in there.keys() & {"settings", "plans", "version"}}}
        if path.endswith("/preview"):
            del body["version"]
        return body if self.chance.random() < 0.5 else broken(body, self.chance, times=1)

    def _aim_a_body(self, case):
        if "definition" in case.body:
            case.body["definition"] = self._a_definition()
        if "export" in case.body:
            case.body["export"] = self._an_export()
        if "follows" in case.body:
            case.body["follows"] = len(self.staff.asks("releases")[1]["publications"])
        if "timetable" in case.body:
            self._aim_at_the_timetable(case.body)
        if "content" in case.body:
            case.body.update(self.file)

    def _aim_at_the_timetable(self, body):
        times = Demo(LINDENHOF).timetable
        body["timetable"] = times if self.chance.random() < 0.5 else broken(times, self.chance)
        if "version" in body:
            body["version"] = self.staff.asks("timetable")[1]["version"]

    def _a_definition(self):
        return self.definition if self.chance.random() < 0.2 else broken(self.definition, self.chance)

    def _an_export(self):
        envelope = self._envelope()
        return self.chance.choice([envelope, envelope, broken(envelope, self.chance), self._a_definition()])

    def _envelope(self):
        return json.loads(export_release(organisation_id=LINDENHOF, number=1, ports=window_ports()))


def session_of(administrator):
    return administrator.browser.cookie.partition("=")[2]


def test_whatever_is_sent_is_answered_as_the_document_says(administrator, console_app):
    _, whole = administrator.asks("openapi.json")
    document = part_of(whole, of_the_desk=False)
    world = World(administrator)
    found = fuzz(
        Door(console_app),
        document,
        session_of(administrator),
        cases=CASES,
        seconds=SECONDS,
        aim=world.aim,
    )
    print(json.dumps(found.statuses, indent=1))
    assert found.faults == {}
    assert found.statuses.keys() == {
        f"{method.upper()} {path}" for path, said in document["paths"].items() for method in said
    }
    for label, counted in found.statuses.items():
        assert any(it < 300 for it in counted), f"nothing that is there was met: {label} {counted}"


def a_careless_app():
    """An app with an operation that is right and four that are not."""
    app, desk = App("careless"), ApiDesk("careless")
    schemas = {"Count": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}}
    api = Api(schemas, title="careless", version="1", about="-")
    does = Operation(permission=Permission.RELEASES_READ, query={"n": {"type": "string"}}, returns="Count")

    @api.operation(desk, "/console/api/right", does=does)
    def right(_who, asked):
        """Right."""
        return {"n": len(asked["n"])}

    @api.operation(desk, "/console/api/raises", does=does)
    def raises(_who, asked):
        """Fails for what is not ASCII."""
        return {"n": len(asked["n"].encode("ascii"))}

    @api.operation(desk, "/console/api/outside", does=does)
    def outside(_who, asked):
        """Answers outside its schema."""
        return {"n": asked["n"]}

    @desk.route("/console/api/open")
    def everybody():
        return Response(body={"n": 1}, headers={"Content-Type": "application/json"})

    @desk.route("/console/api/unsaid")
    def unsaid():
        return Response(body={"n": 1}, headers={"Content-Type": "application/json"}, status_code=202)

    for path in ("open", "unsaid"):
        api.operations[f"/console/api/{path}", "GET"] = {
            **api.operations["/console/api/right", "GET"],
            "operationId": path,
        }
    app.register_blueprint(desk)
    return app, api.document()


@pytest.fixture
def careless(administrator):
    app, document = a_careless_app()
    app.log.disabled = True
    return fuzz(Door(app), document, session_of(administrator), cases=16, seconds=30)


def test_an_operation_that_fails_lies_or_talks_to_everybody_is_found(careless):
    words = {label.rpartition("/")[2]: " ".join(it) for label, it in careless.faults.items()}
    assert words.keys() == {"raises", "outside", "open", "unsaid"}
    assert "Server error" in words["raises"]
    assert "Response violates schema" in words["outside"]
    assert "answers without a session" in words["open"]
    assert "Undocumented status code" in words["unsaid"]
