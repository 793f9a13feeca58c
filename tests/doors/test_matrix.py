"""Everybody meets at every door what the policy says, and nobody learns what others have."""

import sys
from dataclasses import replace

import pytest
from chalice import Chalice

from frontdesk.kernel.errors import NotAllowed, NotFound
from frontdesk.window.storage import StoredDrafts
from tests.functions.loading import load_module

from .asking import ids_in
from .matrix import routes_of
from .people import LINK
from .policy import faults_of, read_policy
from .world import THEIRS

ROWS = read_policy()
A_REQUEST = "GET /console/requests/{request_id}"
A_DRAFT = "GET /console/api/drafts/{draft_id}"


def test_everybody_meets_what_the_policy_says(matrix):
    assert matrix.findings(ROWS) == []


def test_the_policy_has_a_row_for_every_door_and_for_nothing_else(apps):
    assert list(faults_of(ROWS, routes_of(*apps), ids_in)) == []


def test_a_new_route_asks_for_its_row(apps):
    new = Chalice("beds")
    new.route("/console/beds/{bed_id}", methods=["PUT"])(print)
    [fault] = faults_of(ROWS, routes_of(*apps, new), ids_in)
    assert fault == (
        "PUT /console/beds/{bed_id} is a new door. tests/doors/policy.json: "
        'add it under "doors", with what each role gets and what each id gives.'
    )


def test_a_row_goes_with_its_route(apps):
    [fault] = faults_of(ROWS, routes_of(*apps) - {A_REQUEST}, ids_in)
    assert fault == f"{A_REQUEST} is no door any more: take its row out of policy.json."


def test_a_row_speaks_of_every_role_and_of_every_id():
    row = ROWS[A_REQUEST]
    short = {it: answer for it, answer in row.roles.items() if it != LINK} | {"porter": "ok"}
    rows = {A_REQUEST: replace(row, roles=short, ids={"bed_id": "ok"})}
    assert list(faults_of(rows, {A_REQUEST}, ids_in)) == [
        f"{A_REQUEST}: nothing is said about the role link",
        f"{A_REQUEST}: there is no role porter",
        f"{A_REQUEST}: nothing is said about the id request_id",
        f"{A_REQUEST}: there is no id bed_id",
    ]


def nobody_asks(*_said):
    """A check that was taken out."""


def test_a_page_that_no_longer_asks_for_the_role_is_found(matrix, monkeypatch):
    monkeypatch.setattr(sys.modules["chalicelib.requests"], "_permit", nobody_asks)
    found = matrix.findings(ROWS, ["GET /console/inbox"])
    assert "administrator gets ok, not not found, at GET /console/inbox" in found


def test_an_api_that_no_longer_asks_for_the_role_is_found(matrix, monkeypatch):
    monkeypatch.setattr("frontdesk_web.api._permit", nobody_asks)
    found = matrix.findings(ROWS, [A_DRAFT])
    for role in ("reception", "clinician", "lead"):
        assert f"{role} gets ok, not not found, at {A_DRAFT}" in found


def test_a_request_that_lies_open_to_other_departments_is_found(matrix, monkeypatch):
    console = sys.modules["chalicelib.requests"]
    monkeypatch.setattr(console, "_departments", lambda _who, catalogue: catalogue.departments)
    found = matrix.findings(ROWS, [A_REQUEST])
    assert f"reception elsewhere gets ok, not not found, at {A_REQUEST}" in found
    assert not [it for it in found if it.startswith("administrator")]


def test_a_request_that_is_shown_without_the_second_proof_is_found(matrix, monkeypatch):
    monkeypatch.setattr(load_module("requests"), "_proved", lambda _request, _token: True)
    route = "POST /requests/{organisation_id}/{ticket}/withdrawal"
    assert f"link gets led on, not proof, at {route}" in matrix.findings(ROWS, [route])


class Moved(NotFound):
    """Not there, and yet in other words."""

    code = "moved"


@pytest.mark.parametrize(
    ("telling", "seen"),
    [
        (NotAllowed, "administrator gets forbidden, not not found, at {route} with other draft_id"),
        (Moved, "administrator at {route}: other draft_id looks otherwise than one that is not there"),
    ],
    ids=["by its status", "by its words"],
)
def test_a_door_that_tells_anothers_draft_from_none_is_found(matrix, monkeypatch, telling, seen):
    real = StoredDrafts.get

    def told(self, organisation_id, draft_id):
        try:
            return real(self, organisation_id, draft_id)
        except NotFound:
            raise telling if draft_id == THEIRS.draft_id else NotFound from None

    monkeypatch.setattr(StoredDrafts, "get", told)
    assert seen.format(route=A_DRAFT) in matrix.findings(ROWS, [A_DRAFT], whole=True)


def test_a_door_that_looks_up_twice_what_is_anothers_is_found(matrix, monkeypatch, guards):
    real = StoredDrafts.get

    def looking(self, organisation_id, draft_id):
        if draft_id == THEIRS.draft_id:
            real(self, THEIRS.organisation_id, draft_id)
        return real(self, organisation_id, draft_id)

    monkeypatch.setattr(StoredDrafts, "get", looking)
    found = matrix.findings(ROWS, [A_DRAFT], whole=True)
    assert [it for it in found if it.startswith(f"administrator at {A_DRAFT}: other draft_id costs")]
    tenants, _ = guards
    assert "crosses from one organisation to another" in tenants.faults.pop()
    tenants.faults.clear()  # the guard of the whole run has seen the planted fault, too


def test_the_quick_matrix_leaves_out_no_role_and_no_id(matrix):
    matrix.asked.clear()
    matrix.findings(ROWS, [A_REQUEST], whole=False)
    assert {it.role for it in matrix.asked if it.name is None} == set(matrix.people)
    assert {(it.name, it.whose) for it in matrix.asked if it.name} == {
        ("request_id", "other"),
        ("request_id", "unknown"),
    }
