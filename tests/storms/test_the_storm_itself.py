"""The parts of a storm: browsers that send again, lightning that strikes its own run only, and what is read after."""

import signal
import subprocess
import sys
from dataclasses import dataclass
from random import Random
from types import SimpleNamespace

import httpx2
import pytest

from frontdesk.requests.storage import DynamoRequests, RequestRecord
from tests.conftest import client
from tests.requests.builders import MONDAY_NINE, a_closed_request, an_asked_request, request_id
from tests.storms import browsing
from tests.storms.browsing import Browser, Ledger, NotAnswered
from tests.storms.reading import records
from tests.storms.weather import LOOKS, Thunder, processes

FORM = {"s": "sealed", "f-medication": "Ibuprofen"}


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(browsing, "PAUSES_S", (0.0,))


def a_browser(ledger, *answers):
    """What it sent, and the browser: it meets these answers one after the other."""
    sent, coming = [], iter(answers)

    def answer(request):
        sent.append(request.content)
        said = next(coming)
        if isinstance(said, Exception):
            raise said
        return httpx2.Response(said)

    return sent, Browser("http://clinic.example", ledger, transport=httpx2.MockTransport(answer))


def test_a_browser_sends_the_very_same_again_until_somebody_answers(hurried):
    ledger = Ledger()
    sent, browser = a_browser(ledger, 502, httpx2.ReadError("broken"), 500, 303)
    with browser:
        assert browser.post("/window/lindenhof/request", data=FORM).status_code == 303
    assert len(sent) == 4
    assert len(set(sent)) == 1
    assert [it.split()[0] for it in ledger.troubles] == ["502", "ReadError", "500"]


@pytest.mark.parametrize("status", [200, 303, 400, 409])
def test_an_answer_is_not_asked_for_twice(hurried, status):
    sent, browser = a_browser(Ledger(), status)
    with browser:
        assert browser.get("/").status_code == status
    assert len(sent) == 1


def test_who_is_never_answered_gives_up(hurried, monkeypatch):
    monkeypatch.setattr(browsing, "GIVES_UP_AFTER_S", -1.0)
    _, browser = a_browser(Ledger())
    with browser, pytest.raises(NotAnswered):
        browser.get("/")


@pytest.fixture
def start(tmp_path):
    """Starts what looks like a process of a function, in one run's folder or in another's."""
    begun = []

    def start_one(run, function):
        folder = tmp_path / run / "scratch" / f"ministack-lambda-{function}-ab_c1"
        folder.mkdir(parents=True)
        (folder / "_worker.py").write_text("input('ready')")
        command = [sys.executable, str(folder / "_worker.py")]
        it = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        begun.append(it)
        assert it.stdout.read(5) == b"ready"
        return it

    yield start_one
    for it in begun:
        it.kill()
        it.communicate()


def test_lightning_strikes_what_has_started_in_this_run_and_nothing_else(start, tmp_path):
    ours, of_another_run = start("here", "frontdesk-window"), start("there", "frontdesk-window")
    desk = SimpleNamespace(settings=SimpleNamespace(home=tmp_path / "here"))
    thunder = Thunder(desk, Random("seed"))  # noqa: S311  (dice, no secrets)

    assert list(processes(desk)["frontdesk-window"]) == [ours.pid]
    for _ in range(LOOKS):
        thunder._strike()
    assert thunder.killed == {}, "it may still be starting"
    thunder._strike()

    assert ours.wait(10) == -signal.SIGKILL
    assert of_another_run.poll() is None
    assert thunder.killed == {"frontdesk-window": 1}
    assert thunder.restarts == 0


@dataclass
class InMemory:
    """The addresses of a cloud that is held in memory."""

    environment: dict[str, str]

    def client(self, service):
        return client(service)


def test_stored_requests_are_read_with_what_they_say_and_how_far_they_are(cloud):
    requests = DynamoRequests()
    asked = an_asked_request()
    requests.add(asked)
    requests.add(a_closed_request(id=request_id(2), settled_at=MONDAY_NINE))
    requests.park(asked.organisation_id, asked.id, "token")

    found = sorted(records(InMemory({"REQUESTS_TABLE": RequestRecord.Meta.table_name})), key=lambda it: it.id)

    assert [it.id for it in found] == [request_id(1), request_id(2)]
    assert all("Ramipril 5 mg" in it.said for it in found)
    assert [it.texts for it in found] == [("", "Vilken styrka?"), ("",)]
    assert [(it.status, it.settled) for it in found] == [("asked", False), ("answered", True)]
