"""What keeps a stranger's page from acting as somebody who is signed in."""

import pytest

from frontdesk.access.model import SessionKey
from frontdesk_web.session import ended_cookie, from_elsewhere, session_cookie, way_back

HOSTS = ("console.example.org", "frontdesk.example.org")


def test_the_cookie_goes_to_no_script_and_to_no_other_site():
    cookie = session_cookie(SessionKey("lindenhof.secret"))
    assert cookie == "__Host-sid=lindenhof.secret; Path=/; Secure; HttpOnly; SameSite=Lax"


def test_signing_out_takes_the_cookie_back():
    assert ended_cookie().startswith("__Host-sid=; Max-Age=0; Path=/; Secure")


@pytest.mark.parametrize(
    ("fetch_site", "origin", "elsewhere"),
    [
        ("same-origin", "https://frontdesk.example.org", False),
        ("", "https://console.example.org", False),
        ("", "", False),
        ("none", "", False),
        ("cross-site", "https://frontdesk.example.org", True),
        ("cross-site", "", True),
        ("same-site", "https://other.example.org", True),
        ("", "https://evil.example", True),
        ("", "null", True),
    ],
)
def test_a_form_from_another_site_is_noticed(fetch_site, origin, elsewhere):
    assert from_elsewhere(fetch_site=fetch_site, origin=origin, hosts=HOSTS) is elsewhere


def test_an_unnamed_origin_is_no_unnamed_host():
    assert from_elsewhere(fetch_site="", origin="null", hosts=("console.example.org", ""))


@pytest.mark.parametrize(
    "wanted",
    ["/console/requests/8f3a?done=asked", "/console/inbox?view=open&after=2026-11-24T10%3A00%3A00%2B00%3A00"],
)
def test_after_signing_in_one_is_where_one_wanted_to_be(wanted):
    assert way_back(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "/window/lindenhof",
        "/console",
        "//evil.example/console/",
        "https://evil.example/console/",
        "/console/\\evil",
        "/console/inbox\r\nSet-Cookie: a=b",
        "/console/login?next=/console/inbox",
        "javascript:alert(1)",
    ],
)
def test_no_address_outside_the_console_is_a_way_back(wanted):
    assert way_back(wanted) == "/console"
