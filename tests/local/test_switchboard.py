"""The simulated telephone system: it takes what there is to dial, and says what is pressed at it."""

import json
from datetime import UTC, datetime

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from frontdesk.messaging.rules.call_events import read_call_events
from frontdesk.messaging.rules.signatures import is_signed
from local.simulators.switchboard import SIGNED_WITH, Switchboard

A_CALL = {"id": "c1", "number": "+4962215550199", "caller": "1001"}
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Clinic:
    """The doors; `calls` are to be dialled, `events` were told, `away` while nobody answers."""

    def __init__(self):
        self.calls, self.events, self.away = [A_CALL], [], False

    def answers(self, request):
        said = request.content or request.url.raw_path
        signed = {name: request.headers[f"x-frontdesk-{name}"] for name in ("timestamp", "signature")}
        assert is_signed(
            said, at=signed["timestamp"], signed=signed["signature"], secrets=[SIGNED_WITH], now=NOW
        )
        if self.away:
            return httpx2.Response(503)
        if request.method == "POST":
            self.events += read_call_events(json.loads(request.content))
        calls, self.calls = (self.calls, []) if request.method == "GET" else ([], self.calls)
        return httpx2.Response(200, json={"calls": calls})


@pytest.fixture
def clinic():
    return Clinic()


@pytest.fixture
def board(clinic):
    made = Switchboard(
        "http://clinic.example",
        {"lindenhof": "Praxis am Lindenhof"},
        lambda: NOW,
        httpx2.MockTransport(clinic.answers),
    )
    return TestClient(Starlette(routes=[Mount("/simulator/calls", routes=made.routes)]))


def test_a_call_is_taken_and_told_as_it_goes(board, clinic):
    page = board.get("/simulator/calls/").text
    assert A_CALL["number"] in page
    assert "Let it ring" in page
    for deed in ("ringing", "answered", "completed"):
        board.post(f"/simulator/calls/c1/{deed}")
    told = [(it.type, it.end, it.seconds) for it in clinic.events]
    assert told == [
        ("requested", "", None),
        ("ringing", "", None),
        ("answered", "", None),
        ("ended", "completed", 0),
    ]
    assert "<button>" not in board.get("/simulator/calls/").text


def test_only_what_can_happen_next_is_told(board, clinic):
    board.get("/simulator/calls/")
    board.post("/simulator/calls/c1/completed")
    board.post("/simulator/calls/made-up/ringing")
    assert [it.type for it in clinic.events] == ["requested"]
    board.post("/simulator/calls/c1/busy")
    assert clinic.events[-1].end == "busy"


def test_a_clinic_that_does_not_answer_is_named(board, clinic):
    clinic.away = True
    assert "No answer from Praxis am Lindenhof" in board.get("/simulator/calls/").text
