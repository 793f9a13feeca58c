"""What the API takes in, says back, and promises in its document."""

import json

import pytest
from chalice.test import Client

from frontdesk.access.model import Permission
from frontdesk.kernel.errors import BadInput, Conflict, FieldError
from frontdesk.kernel.language import Language
from frontdesk_web import api as module
from frontdesk_web.api import Api, ApiDesk, Operation
from frontdesk_web.http import App
from frontdesk_web.problems import problem
from tests.frontdesk_web.console_desk import signed_in

SCHEMAS = {
    "Leaflet": {
        "type": "object",
        "required": ["title"],
        "properties": {"title": {"type": "string"}, "pages": {"type": "integer"}},
    }
}
LEAFLETS = "/console/api/leaflets"
QUERY = {
    "page": {"type": "integer", "minimum": 1, "default": 1},
    "printed": {"type": "boolean", "default": False},
    "shelf": {"type": "string", "pattern": "[a-z]+|[0-9]+"},
}


@pytest.fixture
def leaflets(monkeypatch):
    """An API of two desks, before which Katrin stands."""
    monkeypatch.setattr(module, "visitor", lambda _desk: signed_in())
    api, reading, writing = (
        Api(SCHEMAS, title="Leaflets", version="1", about="For tests."),
        ApiDesk("reading"),
        ApiDesk("writing"),
    )

    @api.operation(reading, LEAFLETS, does=Operation(query=QUERY, returns="Leaflet"))
    def list_leaflets(_who, asked):
        """All leaflets.

        The newest one first.
        """
        return asked

    @api.operation(writing, LEAFLETS, "POST", does=Operation(body="Leaflet", returns="Leaflet", status=201))
    def write_leaflet(_who, said):
        """Write a leaflet."""
        return said

    @api.operation(writing, f"{LEAFLETS}/{{number}}/print", "POST", does=Operation(status=204))
    def print_leaflet(_who, number):
        """Print a leaflet."""
        if number == "7":
            raise Conflict

    @api.operation(
        writing,
        f"{LEAFLETS}/{{number}}",
        "DELETE",
        does=Operation(permission=Permission.RELEASES_EDIT, status=204, tag="paper"),
    )
    def burn_leaflet(_who, number):
        """Burn a leaflet."""
        raise AssertionError(number)

    app = App("leaflets")
    for desk in (reading, writing):
        app.register_blueprint(desk)
    return Leaflets(app, api)


class Leaflets:
    def __init__(self, app, api):
        self.app, self.document = app, api.document()

    def answers(self, method, address, body=b"", **headers):
        with Client(self.app) as client:
            sent = {"Content-Type": "application/json", **headers}
            response = client.http.request(method, address, headers=sent, body=body)
        return response.status_code, json.loads(response.body or b"null")

    def operation(self, address, method):
        return self.document["paths"][address][method]


def test_parameters_come_as_their_schemas_type_them(leaflets):
    assert leaflets.answers("GET", f"{LEAFLETS}?page=3&printed=true&shelf=b") == (
        200,
        {"page": 3, "printed": True, "shelf": "b"},
    )
    assert leaflets.answers("GET", f"{LEAFLETS}?shelf=7")[1] == {"page": 1, "printed": False, "shelf": "7"}


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ("", [("shelf", "required")]),
        ("?shelf=", [("shelf", "schema_pattern")]),
        ("?shelf=b7", [("shelf", "schema_pattern")]),
        ("?shelf=b%0A", [("shelf", "schema_pattern")]),
        ("?shelf=b&page=0", [("page", "schema_minimum")]),
        ("?shelf=b&page=1e3", [("page", "schema_type")]),
        ("?shelf=b&page=%C2%B2", [("page", "schema_type")]),
        ("?page=x&printed=yes", [("page", "schema_type"), ("printed", "schema_type"), ("shelf", "required")]),
    ],
)
def test_every_parameter_that_does_not_fit_is_named(leaflets, query, faults):
    status, said = leaflets.answers("GET", f"{LEAFLETS}{query}")

    assert (status, said["code"]) == (400, "bad_input")
    assert [(it["pointer"], it["code"]) for it in said["errors"]] == faults


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        (b"", "$", "invalid_json"),
        (b"{", "$", "invalid_json"),
        (b'{"title": NaN}', "$", "invalid_json"),
        (b'{"title": "x", "pages": 1e999}', "$", "invalid_json"),
        (b'{"title": "\\ud800"}', "$", "invalid_json"),
        (b'{"title": "\xed\xa0\x80"}', "$", "invalid_json"),
        ('{"title": "x"}'.encode("utf-16"), "$", "invalid_json"),
        (b'{"title": ' + b"[" * 65 + b"]" * 65 + b"}", "$", "too_deep"),
        (b"[" * 100_000, "$", "invalid_json"),
        (b"{}", "$", "schema_required"),
        (b'{"title": 5}', "$.title", "schema_type"),
    ],
)
def test_a_body_that_does_not_fit_is_a_problem_with_its_place(leaflets, body, pointer, code):
    status, said = leaflets.answers("POST", LEAFLETS, body)

    assert (status, said["code"]) == (400, "bad_input")
    assert [(it["pointer"], it["code"]) for it in said["errors"]] == [(pointer, code)]
    assert said["errors"][0]["detail"]


def test_whole_pairs_of_surrogates_are_a_letter(leaflets):
    assert leaflets.answers("POST", LEAFLETS, b'{"title": "\\ud83d\\ude00"}') == (201, {"title": "😀"})


def test_what_has_no_body_is_json_as_well(leaflets):
    assert leaflets.answers("POST", f"{LEAFLETS}/1/print") == (204, None)
    assert leaflets.answers("POST", f"{LEAFLETS}/1/print", **{"Content-Type": ""})[0] == 415


def test_errors_have_one_shape_in_the_language_of_the_session(leaflets):
    assert leaflets.answers("POST", f"{LEAFLETS}/7/print") == (
        409,
        {
            "type": "urn:frontdesk:conflict",
            "status": 409,
            "code": "conflict",
            "detail": problem(Conflict(), signed_in().session.language)["detail"],
        },
    )


def test_what_a_role_may_not_do_does_not_exist_for_it(leaflets):
    assert leaflets.answers("DELETE", f"{LEAFLETS}/1")[0] == 404


def test_the_document_says_what_the_function_says(leaflets):
    listing = leaflets.operation(LEAFLETS, "get")

    assert listing["operationId"] == "list_leaflets"
    assert (listing["summary"], listing["description"]) == ("All leaflets", "The newest one first.")
    assert listing["tags"] == ["leaflets"]
    assert {it["name"]: it["required"] for it in listing["parameters"]} == {
        "page": False,
        "printed": False,
        "shelf": True,
    }
    assert listing["parameters"][2]["schema"]["pattern"] == "^(?:[a-z]+|[0-9]+)$"


def test_the_document_names_the_permission_and_the_path(leaflets):
    burning = leaflets.operation(f"{LEAFLETS}/{{number}}", "delete")

    assert burning["description"] == "Needs the permission `releases.edit`."
    assert burning["tags"] == ["paper"]
    assert [(it["name"], it["in"], it["required"]) for it in burning["parameters"]] == [
        ("number", "path", True)
    ]


def test_every_way_to_say_no_is_documented(leaflets):
    assert list(leaflets.operation(LEAFLETS, "get")["responses"]) == ["200", "400", "401"]
    assert list(leaflets.operation(LEAFLETS, "post")["responses"]) == [
        "201",
        *("400", "401", "403", "409", "415", "422"),
    ]
    assert list(leaflets.operation(f"{LEAFLETS}/{{number}}", "delete")["responses"]) == [
        "204",
        *("401", "403", "404", "409", "415", "422"),
    ]


def test_the_session_is_the_key(leaflets):
    assert leaflets.document["security"] == [{"session": []}]
    assert leaflets.document["components"]["securitySchemes"]["session"] == {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-sid",
    }


# problems


@pytest.mark.parametrize("language", Language)
def test_each_field_has_the_sentence_of_its_code(language):
    errors = [
        FieldError("$.a", "invalid_json"),
        FieldError("$.b", "schema_oneOf"),
        FieldError("$.c", "of_nobody"),
    ]
    said = problem(BadInput(errors), language)["errors"]

    assert [bool(it.get("detail")) for it in said] == [True, True, False]


def test_without_a_language_there_are_only_codes():
    assert problem(BadInput([FieldError("name", "required")]))["errors"] == [
        {"pointer": "name", "code": "required"}
    ]
