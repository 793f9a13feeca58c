"""The simulator's channel against a real server on this machine."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.messaging.channels import available, find
from frontdesk.messaging.gateways import RealTools
from frontdesk.messaging.gateways.outward import Outward
from frontdesk.messaging.model import Wording
from tests.messaging.builders import ANNAS, NOON, FakeTools, a_message

SAID = Wording("Ämne", "Text med länk")


class Provider(HTTPServer):
    """Answers `status`, and keeps what it was sent."""

    status = 200

    def __init__(self):
        self.heard = []
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, json.loads(body)))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def provider(monkeypatch):
    with Provider() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setenv("SIMULATOR_URL", f"http://127.0.0.1:{server.server_port}")
        yield server
        server.shutdown()
        thread.join()


def tools():
    return RealTools(letters=None, public_url="", clock=lambda: NOON, outward=Outward(here_too=True))


def send():
    find("simulator", {}, tools()).send(a_message(), ANNAS, SAID)


def test_it_hands_over_what_is_said_under_the_messages_own_reference(provider):
    send()
    assert provider.heard == [
        (
            "/messages",
            {
                "reference": "north-clinic/r1-received",
                "organisation_id": "north-clinic",
                "kind": "sms",
                "to": "+46701740605",
                "subject": "Ämne",
                "text": "Text med länk",
            },
        )
    ]


@pytest.mark.parametrize(("status", "retryable"), [(503, True), (500, True), (400, False), (404, False)])
def test_whether_it_is_worth_another_try(provider, status, retryable):
    provider.status = status
    with pytest.raises(ProviderFailure) as failure:
        send()
    assert failure.value.retryable is retryable


def test_nobody_there_is_worth_another_try(provider, monkeypatch):
    monkeypatch.setenv("SIMULATOR_URL", "http://127.0.0.1:1")
    with pytest.raises(ProviderFailure) as failure:
        send()
    assert failure.value.retryable


def test_without_an_address_nothing_is_sent(monkeypatch):
    monkeypatch.delenv("SIMULATOR_URL", raising=False)
    with pytest.raises(ProviderFailure) as failure:
        send()
    assert not failure.value.retryable


def test_channels_are_found_by_name_and_an_unknown_one_is_a_failure():
    assert "simulator" in available()
    with pytest.raises(ProviderFailure):
        find("pigeon", {}, FakeTools())
