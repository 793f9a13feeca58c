"""The front door carries requests to the right API, and changes nothing on the way."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from local.frontdoor import AT_ONCE, front_door
from local.settings import Settings, free_port

APIS = {"WindowApi": "w1", "RequestsApi": "r1"}


class Echo(BaseHTTPRequestHandler):
    """An API that answers with what it was asked, two cookies and a status of its own."""

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        asked = {"method": self.command, "path": self.path, "headers": self.headers.items(), "body": body}
        said = json.dumps(asked).encode()
        self.send_response(303 if self.command == "POST" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Set-Cookie", "a=1; HttpOnly")
        self.send_header("Set-Cookie", "b=2")
        self.send_header("Location", "/requests/abc")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_POST = do_GET

    def log_message(self, *_):
        """Say nothing."""


class Slow(Echo):
    """An API that takes its time, and counts how many are in it at once."""

    inside = most = 0
    lock = threading.Lock()

    def do_GET(self):
        with Slow.lock:
            Slow.inside += 1
            Slow.most = max(Slow.most, Slow.inside)
        time.sleep(0.02)
        with Slow.lock:
            Slow.inside -= 1
        super().do_GET()


@contextmanager
def served(api):
    server = ThreadingHTTPServer(("127.0.0.1", 0), api)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def door(simulators):
    with served(Echo) as port, opened(port, simulators) as client:
        yield client


@contextmanager
def opened(port, simulators):
    app = front_door(Settings(Path(), 8000, port), lambda: APIS, simulators)
    with TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False) as client:
        yield client


def asked(answer):
    said = answer.json()
    return said | {"headers": {name.lower(): value for name, value in said["headers"]}}


@pytest.mark.parametrize(
    ("path", "api"),
    [("/window/demo", "w1"), ("/static/patient.css", "w1"), ("/requests/abc", "r1"), ("/window", "w1")],
)
def test_an_address_leads_to_the_api_of_its_area(door, path, api):
    assert asked(door.get(path))["path"] == f"/_aws/execute-api/{api}/api{path}"


def test_path_and_query_arrive_as_they_were_sent(door):
    sent = "/window/a%2Fb?s=x%3D%3D&s=%C3%A4+1"
    assert asked(door.get(sent))["path"].endswith(sent)


def test_a_form_arrives_and_its_answer_comes_back(door):
    answer = door.post("/requests/abc", data={"text": "grüß"}, headers={"Cookie": "sid=1"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/requests/abc"
    assert asked(answer)["body"] == "text=gr%C3%BC%C3%9F"
    assert asked(answer)["headers"]["cookie"] == "sid=1"


def test_every_cookie_comes_back(door):
    assert door.get("/window/demo").headers.get_list("set-cookie") == ["a=1; HttpOnly", "b=2"]


def test_the_api_learns_which_address_was_asked_for(door):
    headers = asked(door.get("/window/demo"))["headers"]
    assert headers["x-forwarded-host"] == "127.0.0.1:8000"
    assert headers["x-forwarded-proto"] == "http"


def test_who_comes_while_all_functions_are_busy_waits_for_a_turn(simulators):
    many = range(4 * AT_ONCE)
    with served(Slow) as port, opened(port, simulators) as door, ThreadPoolExecutor(len(many)) as all_:
        answers = list(all_.map(lambda _: door.get("/window/demo").status_code, many))
    assert answers == [200 for _ in many]
    assert 1 < Slow.most <= AT_ONCE


def test_nothing_is_behind_other_addresses(door):
    assert door.get("/nothing/here").status_code == 404


def test_the_simulators_stand_beside_the_apis(door):
    assert "Simulated provider" in door.get("/simulator").text
    assert "Simulated phone" in door.get("/simulator/phone").text


def test_services_outside_stand_behind_the_same_door_under_another_name(door):
    elsewhere = {"Host": "localhost:8000"}
    assert "External booking" in door.get("/stand-in/booking/nord", headers=elsewhere).text


def test_a_cloud_that_is_gone_gives_an_answer_all_the_same(simulators):
    app = front_door(Settings(Path(), 8000, free_port()), lambda: APIS, simulators)
    with TestClient(app) as client:
        assert client.get("/window/demo").status_code == 502
