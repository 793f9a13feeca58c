"""The stand-ins for services outside: one may be embedded, the others refuse, and all show what they learn."""

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from local.simulators.stand_in import SERVICES, stand_ins


@pytest.fixture
def outside():
    return TestClient(Starlette(routes=[Mount("/stand-in", routes=stand_ins())]))


def test_the_booking_may_be_embedded_by_anybody(outside):
    headers = outside.get("/stand-in/booking").headers
    assert "frame-ancestors" not in headers["content-security-policy"]
    assert "x-frame-options" not in headers


@pytest.mark.parametrize("name", ["prescription", "information"])
def test_the_others_open_but_refuse_to_be_embedded(outside, name):
    answer = outside.get(f"/stand-in/{name}")
    assert answer.status_code == 200
    assert answer.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("name", SERVICES)
def test_everything_that_came_along_can_be_seen(outside, name):
    came = {"Referer": "https://clinic.example/window/lindenhof?s=secret", "Cookie": "sid=1"}
    page = outside.get(f"/stand-in/{name}/nord?known=<no>", headers=came).text
    for seen in (f"/stand-in/{name}/nord", "known=%3Cno%3E", came["Referer"], came["Cookie"]):
        assert f"<dd>{seen}</dd>" in page


def test_where_nothing_came_along_nothing_is_said(outside):
    assert outside.get("/stand-in/booking").text.count("<dd>nothing</dd>") == 3


def test_no_other_service_is_there(outside):
    assert outside.get("/stand-in/other").status_code == 404
