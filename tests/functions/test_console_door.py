"""The door of the console: who gets in, who gets out, and whose forms are taken."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from frontdesk.access.model import Role
from frontdesk.access.storage import SessionRecord
from frontdesk.access.usecases.enrol_staff import enrol_staff
from frontdesk.access.wiring import access_ports
from frontdesk_web.session import COOKIE
from tests.frontdesk_web.console_desk import LINDENHOF, PASSWORD, staff

from .browser import PAGE, Browser, cookie_of, deeds, enters, hidden, html, sent, somebody, stored

HERE = "https://clinic.example"


# the door


@pytest.mark.parametrize("address", ["/console", "/console/inbox", PAGE])
def test_who_is_not_signed_in_is_led_to_the_door_and_shown_nothing(console, address):
    response = console.get(address)

    assert response.status_code == 303
    assert urlsplit(response.headers["Location"]).path == "/console/login"
    assert response.body == b""
    assert deeds() == []


def test_after_signing_in_one_is_where_one_wanted_to_be(console):
    led = console.get(f"{PAGE}?done=asked").headers["Location"]
    wanted = parse_qs(urlsplit(led).query)["next"][0]
    response = enters(console, next=hidden(console.get(led), "next"))

    assert wanted == f"{PAGE}?done=asked"
    assert (response.status_code, response.headers["Location"]) == (303, wanted)


def test_the_door_leads_nowhere_else(console):
    assert enters(console, next="https://evil.example/console/").headers["Location"] == "/console"


def test_the_cookie_is_for_this_site_alone_and_only_its_hash_is_stored(console):
    [cookie] = enters(console).headers["Set-Cookie"]

    assert re.fullmatch(rf"{COOKIE}=lindenhof\.[\w-]{{43}}; Path=/; Secure; HttpOnly; SameSite=Lax", cookie)
    secret = cookie.partition(".")[2].partition(";")[0]
    everything = json.dumps(
        boto3.client("dynamodb").scan(TableName=SessionRecord.Meta.table_name), default=str
    )
    assert secret not in everything


@pytest.mark.parametrize(
    "wrong", [{"number": "9999"}, {"password": "wrong"}, {"clinic": "birkenhof"}, {"clinic": "?"}]
)
def test_whatever_is_wrong_the_page_says_the_same(console, wrong):
    response = enters(console, **{"number": "1001", **wrong})

    assert response.status_code == 403
    assert "The clinic, the employee number or the password is not right" in html(
        sent(
            console,
            "/console/login?lang=en",
            {"clinic": LINDENHOF, "number": "1001", "password": PASSWORD, **wrong},
        )
    )
    assert "Set-Cookie" not in response.headers


def test_who_is_signed_in_needs_no_door(console):
    assert somebody(console).gets("/console/login").headers["Location"] == "/console"
    assert somebody(console).gets("/console").headers["Location"] == "/console/inbox"


@pytest.mark.parametrize(
    ("role", "begins"),
    [
        (Role.RECEPTION, "/console/inbox"),
        (Role.CLINICIAN, "/console/inbox"),
        (Role.LEAD, "/console/inbox"),
        (Role.FOLLOWUP_CENTRE, "/console/followup"),
        (Role.ADMINISTRATOR, "/console/staff"),
    ],
)
def test_everybody_begins_where_their_work_is(console, enrol, role, begins):
    enrol("7001", role)
    person = somebody(console, "7001")
    assert person.gets("/console").headers["Location"] == begins
    page = html(person.gets(begins))
    assert f'href="{begins}' in page
    assert ('href="/console/api"' in page) == (role is Role.ADMINISTRATOR)


def test_a_language_chosen_at_the_door_is_spoken_behind_it(console):
    door = html(console.get("/console/login?clinic=lindenhof"))
    [chosen] = re.findall(r'href="(\?[^"]*)" lang="sv"', door)
    page = console.get(f"/console/login{unescape(chosen)}")
    katrin = Browser(console, cookie_of(enters(console, speak=hidden(page, "speak"))))
    assert '<html lang="sv"' in html(katrin.gets(PAGE))
    assert '<html lang="de"' in html(somebody(console).gets(PAGE))


def test_somebodys_own_language_is_that_of_every_sign_in(console):
    katrin = somebody(console)
    said = {"csrf": katrin.csrf(), "language": "zh-Hans"}
    led = katrin.posts("/console/me/language", said).headers["Location"]
    assert "语言已更改" in html(katrin.gets(led))
    assert '<html lang="zh-Hans"' in html(somebody(console).gets("/console/me"))


def test_signing_in_again_ends_the_session_before(console):
    katrin = somebody(console)
    typed = {"clinic": LINDENHOF, "number": "1001", "password": PASSWORD}

    assert katrin.posts("/console/login", typed).status_code == 303
    assert katrin.gets("/console/inbox").status_code == 303


def test_signing_out_ends_the_session_on_the_server(console):
    katrin = somebody(console)
    response = katrin.posts("/console/logout", {"csrf": katrin.csrf()})

    assert response.headers["Location"] == "/console/login"
    assert response.headers["Set-Cookie"][0].startswith(f"{COOKIE}=; Max-Age=0")
    assert katrin.gets("/console/inbox").status_code == 303


def test_the_console_changes_its_language_and_stays_where_it_is(console):
    katrin = somebody(console)
    typed = {"csrf": katrin.csrf(), "language": "zh-Hans", "back": PAGE}

    assert katrin.posts("/console/language", typed).headers["Location"] == PAGE
    assert '<html lang="zh-Hans"' in html(katrin.gets(PAGE))


# forms of strangers


@pytest.mark.parametrize("deed", ["answer", "question", "decline"])
@pytest.mark.parametrize("token", ["", "guessed"])
def test_a_form_without_the_sessions_token_does_nothing(console, deed, token):
    katrin = somebody(console)
    typed = {**katrin.form("Klart."), "csrf": token}

    assert katrin.posts(f"{PAGE}/{deed}", typed).status_code == 403
    assert len(stored().thread) == 1


def test_a_colleagues_token_is_not_ones_own(console):
    katrin, ali = somebody(console), somebody(console, "1002")

    assert katrin.posts("/console/logout", {"csrf": ali.csrf()}).status_code == 403


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
)
def test_a_form_from_another_site_does_nothing(console, headers):
    katrin = somebody(console)
    typed = {"clinic": LINDENHOF, "number": "1001", "password": PASSWORD}

    assert katrin.posts(f"{PAGE}/answer", katrin.form("Klart."), **headers).status_code == 403
    assert sent(console, "/console/login", typed, **headers).status_code == 403
    assert len(stored().thread) == 1


def test_a_form_of_our_own_site_is_taken(console):
    katrin = somebody(console)
    ours = {"Sec-Fetch-Site": "same-origin", "Origin": HERE}

    assert katrin.posts(f"{PAGE}/answer", katrin.form("Klart."), **ours).status_code == 303


def test_who_was_signed_out_while_writing_is_led_back_to_the_request(console):
    katrin = somebody(console)
    typed = katrin.form("Klart.")
    katrin.posts("/console/logout", {"csrf": typed["csrf"]})

    led = katrin.posts(f"{PAGE}/answer", typed).headers["Location"]
    assert parse_qs(urlsplit(led).query)["next"] == [PAGE]


def test_who_leaves_the_clinic_is_out_at_once(console):
    katrin = somebody(console)
    enrol_staff(staff(active=False), ports=access_ports())

    assert katrin.gets("/console/inbox").status_code == 303
