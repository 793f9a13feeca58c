"""The API of the console: an administrator brings flows to life, and nobody else learns that they could."""

import json
import os
from base64 import b64encode

import pytest
from jsonschema import Draft202012Validator

from frontdesk.access.model import Role
from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.window.wiring import window_ports
from tests.clinic import lindenhof
from tests.conftest import client
from tests.window.builders import a_small_definition
from tests.window.test_definition import PLANTED

from .browser import Browser, deeds, somebody

JSON = "application/json"
SHEET = b"%PDF-1.7 a leaflet"


@pytest.fixture
def administrator(console, hire):
    return hire("1004", Role.ADMINISTRATOR)


@pytest.fixture
def hire(console, enrol):
    def hired(number, role):
        enrol(number, role)
        return Api(somebody(console, number))

    store_catalogue(lindenhof(), ports=catalogue_ports())
    return hired


class Api:
    """Somebody before the API."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def asks(self, address):
        response = self.browser.gets(f"/console/api/{address}")
        return response.status_code, json.loads(response.body)

    def does(self, method, address, said=None, **headers):
        http, body = self.browser.http, json.dumps(said or {}).encode()
        sent = {"Cookie": self.browser.cookie, "Content-Type": JSON, **headers}
        response = http.request(method, f"/console/api/{address}", headers=sent, body=body)
        return response.status_code, json.loads(response.body or b"null")

    def has_draft(self, definition, title="Winter"):
        _, draft = self.does("POST", "drafts", {"title": title, "source": "empty"})
        change = {"definition": definition, "version": draft["version"]}
        status, changed = self.does("PUT", f"drafts/{draft['id']}", change)
        assert status == 200, changed
        return changed

    def publishes(self, definition, note="Für den Winter"):
        draft = self.has_draft(definition)
        said = {"note": note, "version": draft["version"]}
        return self.does("POST", f"drafts/{draft['id']}/live", said)


def with_its_file(api):
    """A correct definition whose only file is kept."""
    kept = {"content": b64encode(SHEET).decode()}
    status, file = api.does("POST", "files", kept)
    assert status == 201, file
    definition = a_small_definition()
    definition["downloads"]["sheet"]["files"]["de"].update(sha256=file["sha256"], size=file["size"])
    return definition


@pytest.mark.requirement("N2")
def test_a_draft_is_checked_published_with_a_note_and_rolled_back(administrator):
    first = with_its_file(administrator)
    status, published = administrator.publishes(first)
    assert (status, published["number"], published["note"], published["live"]) == (
        201,
        1,
        "Für den Winter",
        True,
    )
    second = json.loads(json.dumps(first))
    second["flows"]["appointment"]["label"]["de"] = "Termine"
    assert administrator.publishes(second, "Name")[1]["number"] == 2
    status, back = administrator.does("POST", "releases/1/live", {"note": "Zurück", "follows": 2})
    assert (status, back["number"], back["release_id"]) == (201, 3, published["release_id"])
    _, listed = administrator.asks("releases")
    assert [(it["number"], it["note"], it["live"]) for it in listed["publications"]] == [
        (3, "Zurück", True),
        (2, "Name", False),
        (1, "Für den Winter", False),
    ]
    assert administrator.asks("releases/2")[1]["definition"] == second


@pytest.mark.requirement("N2")
def test_what_is_new_is_said_in_words(administrator):
    first = with_its_file(administrator)
    administrator.publishes(first)
    first["flows"]["appointment"]["label"]["de"] = "Termine"
    draft = administrator.has_draft(first)
    status, found = administrator.asks(f"differences?after={draft['id']}")
    assert status == 200
    assert [it["sentence"] for it in found["changes"]] == [
        "Anliegen „Termine“: Name (Deutsch) geändert von „Termin“ in „Termine“"
    ]


@pytest.mark.requirement("S3", "N3", "N4")
@pytest.mark.parametrize(("plant", "pointer", "code", "way"), PLANTED)
def test_a_planted_fault_is_refused_with_its_path_its_way_and_a_sentence(
    administrator, plant, pointer, code, way
):
    definition = with_its_file(administrator)
    plant(definition)
    draft = administrator.has_draft(definition)
    status, problem = administrator.does(
        "POST", f"drafts/{draft['id']}/live", {"note": "Winter", "version": draft["version"]}
    )
    assert (status, problem["code"]) == (400, "window.bad_release")
    [fault] = [it for it in problem["errors"] if it["pointer"] == pointer and it["code"] == code]
    assert fault.get("way", []) == list(way)
    assert fault["detail"]
    assert window_ports().drafts.get("lindenhof", draft["id"]).definition == definition
    _, faults = administrator.asks(f"drafts/{draft['id']}/faults")
    assert fault in [{**it} for it in faults["faults"]]
    assert administrator.asks("releases")[1]["publications"] == []


@pytest.mark.requirement("N6")
def test_what_was_exported_is_imported_as_a_draft(administrator):
    administrator.publishes(with_its_file(administrator))
    status, link = administrator.asks("releases/1/export")
    assert (status, link["seconds"]) == (200, 300)
    assert "X-Amz-Expires=300" in link["url"]
    stored = window_ports().read_file("lindenhof", link["url"].partition("?")[0].rpartition("/")[2])
    status, draft = administrator.does("POST", "imports", {"title": "Kopie", "export": json.loads(stored)})
    assert (status, draft["title"]) == (201, "Kopie")
    assert administrator.asks(f"drafts/{draft['id']}/faults")[1] == {"faults": []}


def sent_to_the_bucket(administrator, content):
    """What the bucket does when the announced form is sent; the number of the upload."""
    status, upload = administrator.does("POST", "uploads")
    assert status == 201
    assert upload["fields"]["success_action_status"] == "201"
    key = upload["fields"]["key"].replace("${filename}", "file")
    client("s3").put_object(Bucket=os.environ["DOCUMENTS_BUCKET"], Key=key, Body=content)
    return upload["upload"]


@pytest.mark.requirement("N6", "S27")
def test_what_is_too_large_for_a_body_goes_straight_to_the_bucket(administrator):
    large = SHEET + b" " * 6_000_000
    status, kept = administrator.does("POST", "files", {"upload": sent_to_the_bucket(administrator, large)})
    assert (status, kept["size"], kept["type"]) == (201, len(large), "application/pdf")
    definition = a_small_definition()
    definition["downloads"]["sheet"]["files"]["de"].update(sha256=kept["sha256"], size=kept["size"])
    administrator.publishes(definition)
    _, link = administrator.asks("releases/1/export")
    exported = window_ports().read_file("lindenhof", link["url"].partition("?")[0].rpartition("/")[2])
    assert len(exported) > 6_000_000
    said = {"title": "Groß", "upload": sent_to_the_bucket(administrator, exported)}
    status, draft = administrator.does("POST", "imports", said)
    assert (status, draft["definition"]) == (201, definition)


def test_what_never_arrived_or_is_no_document_is_refused(administrator):
    assert administrator.does("POST", "files", {"upload": "0" * 32})[1]["code"] == "documents.file_missing"
    program = {"content": b64encode(b"MZ a program").decode()}
    assert administrator.does("POST", "files", program)[1]["code"] == "documents.unknown_kind"
    both = {"content": "", "upload": "0" * 32}
    assert administrator.does("POST", "files", both)[0] == 400


@pytest.mark.requirement("N3")
def test_the_decision_table_lists_every_way_of_a_location(administrator):
    administrator.publishes(with_its_file(administrator))
    _, table = administrator.asks("releases/1/table?location=nord")
    rows = [
        ([f"{it['place']}={'|'.join(it['values'])}" for it in row["asked"]], row["ends"])
        for row in table["rows"]
    ]
    assert (["appointment/known=no", "appointment/insurance=statutory"], "message") in rows
    assert (["appointment/known=no", "appointment/insurance=private"], "external") in rows
    assert administrator.asks("releases/1/table?location=nowhere")[0] == 404


def test_of_two_who_publish_at_once_one_is_told(administrator):
    definition = with_its_file(administrator)
    one, other = administrator.has_draft(definition), administrator.has_draft(definition)
    other_definition = {**definition, "greeting": {"de": "Hallo"}}
    change = {"definition": other_definition, "version": other["version"]}
    other = administrator.does("PUT", f"drafts/{other['id']}", change)[1]
    statuses = [
        administrator.does("POST", f"drafts/{it['id']}/live", {"note": "x", "version": it["version"]})[0]
        for it in (one, other)
    ]
    assert statuses == [201, 409]


def test_a_draft_changed_in_another_tab_is_a_conflict_and_nothing_is_lost(administrator):
    draft = administrator.has_draft({})
    change = {"definition": {"flows": {}}, "version": draft["version"] - 1}
    status, problem = administrator.does("PUT", f"drafts/{draft['id']}", change)
    assert (status, problem["code"]) == (409, "conflict")
    assert administrator.asks(f"drafts/{draft['id']}")[1]["definition"] == {}
    assert administrator.does("DELETE", f"drafts/{draft['id']}?version={draft['version']}")[0] == 204
    assert administrator.asks("drafts")[1] == {"drafts": []}


@pytest.mark.parametrize(
    ("said", "pointer", "code"),
    [
        ({}, "$", "schema_required"),
        ({"title": 5}, "$.title", "schema_type"),
        ({"title": "x", "surprise": 1}, "$", "schema_additionalProperties"),
        ({"title": " "}, "$.title", "required"),
    ],
)
def test_a_body_that_does_not_fit_is_one_problem_with_its_place(administrator, said, pointer, code):
    status, problem = administrator.does("POST", "drafts", said)
    assert (status, problem["code"]) == (400, "bad_input")
    assert (pointer, code) in [(it["pointer"], it["code"]) for it in problem["errors"]]


@pytest.mark.parametrize(
    "address", ["releases/7", "releases/x", "releases/²", "drafts/nothing", "differences?after=9"]
)
def test_what_is_not_there_is_not_found(administrator, address):
    assert administrator.asks(address)[0] == 404


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.CLINICIAN])
def test_what_a_role_may_not_do_does_not_exist_for_it(hire, role):
    somebody_else = hire("1005", role)
    for address in ("releases", "drafts", "statistics/window?month=2026-11", "differences?after=live"):
        assert somebody_else.asks(address)[0] == 404
    assert somebody_else.does("POST", "drafts", {"title": "x"})[0] == 404
    assert somebody_else.asks("me")[1]["permissions"] == [
        "appointments.change",
        "appointments.read",
        "encounters.edit",
        "encounters.read",
        "followup.call",
        "messages.read",
        "messages.write",
        "reminders.change",
        "reminders.read",
        "requests.answer",
        "requests.read",
    ]


def test_a_lead_reads_what_is_live_and_changes_nothing(hire):
    lead = hire("1006", Role.LEAD)
    assert lead.asks("releases") == (200, {"publications": []})
    assert lead.does("POST", "drafts", {"title": "x"})[0] == 404


def test_nobody_is_led_to_a_login_by_the_api(console):
    response = console.get("/console/api/releases")
    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.body)["code"] == "api.not_signed_in"


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Origin": "https://evil.example"}, 403, "api.other_site"),
        ({"Sec-Fetch-Site": "cross-site"}, 403, "api.other_site"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415, "api.not_json"),
        ({"Content-Type": "text/plain; x=application/json"}, 415, "api.not_json"),
        ({"Content-Type": ""}, 415, "api.not_json"),
    ],
)
def test_what_another_site_could_send_changes_nothing(administrator, headers, status, code):
    draft = administrator.has_draft({})
    for method, address, said in (
        ("POST", "drafts", {"title": "x"}),
        ("PUT", f"drafts/{draft['id']}", {"definition": {"flows": {}}, "version": draft["version"]}),
        ("DELETE", f"drafts/{draft['id']}?version={draft['version']}", {}),
    ):
        answered, problem = administrator.does(method, address, said, **headers)
        assert (answered, problem["status"], problem["code"]) == (status, status, code)
    assert [it["version"] for it in administrator.asks("drafts")[1]["drafts"]] == [draft["version"]]


@pytest.mark.requirement("N8")
def test_small_numbers_of_a_month_stay_hidden(administrator):
    status, found = administrator.asks("statistics/window?month=2026-11")
    assert (status, found["visits"], found["concerns"]) == (200, 0, [])
    for month in ("2026-13", "0000-01", "12026-11", "2026-11%0A", ""):
        status, problem = administrator.asks(f"statistics/window?month={month}")
        assert (status, problem["errors"][0]["pointer"]) == (400, "month")
    assert administrator.asks("statistics/window")[1]["errors"][0]["code"] == "required"


def test_every_operation_is_described_and_every_schema_is_one(administrator):
    status, document = administrator.asks("openapi.json")
    assert (status, document["openapi"]) == (200, "3.1.0")
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    operations = [it for path in document["paths"].values() for it in path.values()]
    assert all(it["summary"] and it["responses"] for it in operations)
    assert len({it["operationId"] for it in operations}) == len(operations)
    references = {it.split('"')[0] for it in json.dumps(document).split("#/components/schemas/")[1:]}
    assert references == document["components"]["schemas"].keys()


def test_there_is_no_route_that_the_document_does_not_know(administrator, console_app):
    _, document = administrator.asks("openapi.json")
    routes = {
        (path, method)
        for path, methods in console_app.routes.items()
        for method in methods
        if path.startswith("/console/api/")
    }
    assert routes == {(path, it.upper()) for path, said in document["paths"].items() for it in said}


@pytest.mark.parametrize("address", ["me", "drafts/nothing"])
def test_nothing_of_the_api_is_kept_or_guessed_at(administrator, address):
    headers = administrator.browser.gets(f"/console/api/{address}").headers
    assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")


def test_the_reference_page_runs_under_our_policy(administrator):
    page = administrator.browser.gets("/console/api")
    assert page.status_code == 200
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert b'data-document="/console/api/openapi.json"' in page.body


def test_administrators_begin_at_the_staff_and_see_no_requests(administrator):
    assert administrator.browser.gets("/console").headers["Location"] == "/console/staff"
    assert administrator.browser.gets("/console/inbox").status_code == 404
    assert deeds() == []
