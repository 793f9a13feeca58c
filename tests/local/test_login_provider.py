"""The simulated provider of log-ins asks of a client what a real one does."""

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from local.demo.organisations import login_clients
from local.simulators.login import LogInProvider

ISSUER = "http://localhost:8000/stand-in/login"
CLIENTS = login_clients("http://127.0.0.1:8000")
BACK = "http://127.0.0.1:8000/booking/lindenhof/mine/login/return"
ASKED = {
    "client_id": "lindenhof",
    "redirect_uri": BACK,
    "response_type": "code",
    "code_challenge": "x",
    "code_challenge_method": "S256",
}


@pytest.fixture
def browser():
    routes = [Mount("/stand-in/login", routes=LogInProvider(ISSUER, CLIENTS).routes)]
    return TestClient(Starlette(routes=routes), base_url=ISSUER, follow_redirects=False)


def test_the_clinics_that_have_a_log_in_are_its_clients():
    assert CLIENTS == {"lindenhof": BACK}


def test_its_form_may_lead_back_to_the_clinic(browser):
    page = browser.get("/authorize", params=ASKED)
    assert page.status_code == 200
    assert "form-action 'self' http://127.0.0.1:8000" in page.headers["content-security-policy"]
    assert "Berta Beispiel" in page.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "somebody"},
        {"redirect_uri": "https://evil.example"},
        {"response_type": "token"},
        {"code_challenge_method": "plain"},
    ],
)
def test_who_asks_wrongly_is_sent_nowhere(browser, wrong):
    for answer in (
        browser.get("/authorize", params=ASKED | wrong),
        browser.post("/authorize", data=ASKED | wrong | {"citizen": "citizen-1"}),
    ):
        assert answer.status_code == 400
        assert "location" not in answer.headers


def test_without_the_secret_there_is_no_token(browser):
    answer = browser.post("/token", data={"code": "x"}, auth=("lindenhof", "a guess"))
    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})
