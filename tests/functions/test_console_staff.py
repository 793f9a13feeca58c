"""An administrator takes in a table of staff; everybody changes their own password."""

import re
from dataclasses import replace
from html import unescape

import pytest

from frontdesk.access.model import Role
from frontdesk.access.wiring import access_ports
from frontdesk.kernel.ids import StaffId
from frontdesk.kernel.language import Language
from tests.frontdesk_web.console_desk import LINDENHOF, PASSWORD

from .browser import Browser, cookie_of, enters, hidden, html, sent, somebody

STAFF, ME, FIRST = "/console/staff", "/console/me", "/console/login/password"
HEAD = "personalnummer;name;rolle;abteilungen;e-mail;aktiv"
OLE = "1007;Ole Neu;Empfang;hausarzt;ole@example.org;ja"
ANOTHER = "Abend-Stern-88"


@pytest.fixture
def ada(console, enrol):
    enrol("9001", Role.ADMINISTRATOR)
    return somebody(console, "9001")


def csrf_of(browser, page=ME):
    return hidden(browser.gets(page), "csrf")


def shown(ada, *lines):
    return ada.posts(STAFF, {"csrf": csrf_of(ada, STAFF), "file": "\r\n".join((HEAD, *lines))})


def taken_in(ada, page):
    text = unescape(re.search(r"<textarea name=\"text\" hidden>\n(.*?)</textarea>", html(page), re.DOTALL)[1])
    return ada.posts(f"{STAFF}/import", {"csrf": hidden(page, "csrf"), "text": text})


def password_in(page):
    return re.search(r"<code>(\w{5}-\w{5}-\w{5})</code>", html(page))[1]


def chooses(console, old, new=ANOTHER, number="1007", again=None):
    form = {"clinic": LINDENHOF, "number": number, "password": old, "new": new, "again": again or new}
    return sent(console, FIRST, form)


@pytest.mark.requirement("R-5.4.14")
def test_who_is_new_is_shown_first_then_gets_a_password_and_comes_in(console, ada):
    page = shown(ada, OLE, "10 07;x;y;;;")
    assert page.status_code == 200, html(page)
    assert "1 Person einlesen" in html(page)
    assert "Jens Brandt" in html(page)  # who is not in the table is listed
    with pytest.raises(Exception, match="not_found"):
        access_ports().staff.get(LINDENHOF, StaffId("1007"))
    made = taken_in(ada, page)
    assert made.status_code == 200, html(made)
    first = password_in(made)
    assert made.headers["Cache-Control"] == "no-store"
    refused = enters(console, number="1007", password=first)
    page_of_choice = html(refused)
    assert f'action="{FIRST}' in page_of_choice
    assert 'value="1007"' in page_of_choice
    assert (
        "Bitte wählen Sie jetzt ein eigenes" in page_of_choice or "choose one of your own" in page_of_choice
    )
    assert 'role="alert"' not in page_of_choice
    assert first not in page_of_choice
    chosen = chooses(console, first)
    assert chosen.status_code == 303, html(chosen)
    inside = Browser(console, cookie_of(chosen)).gets(chosen.headers["Location"])
    assert "Ihr Passwort ist gewählt, und Sie sind angemeldet." in html(inside)
    ole = enters(console, number="1007", password=ANOTHER)
    assert ole.status_code == 303
    again = taken_in(ada, page)
    assert "Kein Konto wurde angelegt" in html(again)


def test_the_page_says_what_may_stand_in_the_table_and_takes_it(ada):
    page = html(ada.gets(STAFF))
    assert "<code>rolle</code>: Empfang, Behandlung, Leitung, Administration, Nachsorgezentrum" in page
    assert "<code>abteilungen</code>: Hausarztpraxis (hausarzt)" in page
    assert "<code>sprache</code>: Deutsch" in page
    head = HEAD.replace("e-mail", "sprache")
    for number, role in enumerate(("Empfang", "Leitung", "Nachsorgezentrum")):
        line = f"20{number}0;Ole Neu;{role};Hausarztpraxis;Deutsch;Ja"
        read = html(ada.posts(STAFF, {"csrf": csrf_of(ada, STAFF), "file": f"{head}\r\n{line}"}))
        assert "1 Person einlesen" in read, role


def test_the_list_can_be_taken_as_a_table_that_changes_nothing(ada):
    access_ports().staff.put(
        replace(access_ports().staff.get(LINDENHOF, StaffId("1002")), email="ali@example.org", active=False)
    )
    table = ada.gets(f"{STAFF}/table")
    assert table.headers["Content-Disposition"] == 'attachment; filename="staff.csv"'
    assert "1002;Ali Demir;Empfang;hausarzt;ali@example.org;" in html(table)
    page = html(ada.posts(STAFF, {"csrf": csrf_of(ada, STAFF), "file": html(table)}))
    assert "<dt>Wie bisher</dt><dd>4</dd>" in page
    assert "einlesen</button>" not in page


def test_a_word_that_is_unknown_is_quoted_with_those_that_are_known(ada):
    page = html(shown(ada, "1002;Jonas Weber;Zauberer;hausarzt;;ja"))
    assert "<code>rolle</code> <q>Zauberer</q>: Dieses Wort ist hier nicht bekannt." in page
    assert "<code>rolle</code>: Empfang, Behandlung" in page
    assert "2<small>Jonas Weber</small>" in page


def test_a_table_without_a_column_changes_nothing_there_and_what_changes_is_said(ada):
    katrin = access_ports().staff.get(LINDENHOF, StaffId("1001"))
    before = replace(katrin, email="katrin@example.org")
    access_ports().staff.put(before)
    table = "personalnummer;name;rolle;sprache\r\n1001;Katrin Sommer;Behandlung;Svenska"
    page = ada.posts(STAFF, {"csrf": csrf_of(ada, STAFF), "file": table})
    assert "<code>sprache</code>: bisher Deutsch, künftig Svenska" in html(page)
    assert "<code>e-mail</code>:" not in html(page)
    taken_in(ada, page)
    assert access_ports().staff.get(LINDENHOF, StaffId("1001")) == replace(before, language=Language.SWEDISH)


def test_who_leaves_is_out_at_once(console, ada):
    katrin = somebody(console)
    taken_in(ada, shown(ada, "1001;Katrin Sommer;Behandlung;hausarzt;;nein"))
    assert katrin.gets("/console/inbox").status_code == 303
    assert "arbeitet nicht mehr hier" in html(ada.gets(STAFF))


def test_a_first_password_is_made_anew(console, ada):
    made = ada.posts(f"{STAFF}/1001/password", {"csrf": csrf_of(ada, STAFF)})
    first = password_in(made)
    assert chooses(console, first, number="1001").status_code == 303
    assert enters(console, password=ANOTHER).status_code == 303
    assert ada.posts(f"{STAFF}/7777/password", {"csrf": csrf_of(ada, STAFF)}).status_code == 404


def test_what_is_no_table_of_staff_is_said_on_the_page(ada):
    assert "Das ist keine CSV-Datei" in html(
        ada.posts(STAFF, {"csrf": csrf_of(ada, STAFF), "file": "gossip"})
    )
    empty = ada.posts(f"{STAFF}/import", {"csrf": csrf_of(ada, STAFF), "text": HEAD})
    assert (empty.status_code, "Das ist keine CSV-Datei" in html(empty)) == (422, True)


def test_the_list_of_staff_is_for_administrators(console):
    katrin = somebody(console)
    assert katrin.gets(STAFF).status_code == 404
    assert katrin.gets(f"{STAFF}/table").status_code == 404
    for where in (STAFF, f"{STAFF}/import", f"{STAFF}/1001/password"):
        assert katrin.posts(where, {"csrf": katrin.csrf(), "text": HEAD}).status_code == 404


@pytest.mark.requirement("R-5.4.18")
def test_everybody_changes_their_own_password_with_the_old_one(console):
    katrin = somebody(console)
    page = html(katrin.gets(ME))
    assert "Katrin Sommer" in page
    assert "Hausarztpraxis" in page
    form = {"csrf": katrin.csrf(), "password": PASSWORD, "new": ANOTHER, "again": ANOTHER}
    for change, status in (
        ({"password": "wrong"}, 403),
        ({"again": "x"}, 422),
        ({"new": "short", "again": "short"}, 422),
    ):
        answer = katrin.posts(ME, form | change)
        assert answer.status_code == status, html(answer)
        assert PASSWORD not in html(answer)
        assert ANOTHER not in html(answer)
    assert katrin.posts(ME, form).headers["Location"] == f"{ME}?done=password"
    assert "Ihr Passwort ist geändert." in html(katrin.gets(f"{ME}?done=password"))
    assert enters(console, password=ANOTHER).status_code == 303
    assert enters(console).status_code == 403


def test_the_page_for_a_first_password_keeps_all_but_passwords(console):
    assert "Passwort wählen" in html(console.get(f"{FIRST}?clinic=lindenhof&number=1007&lang=de"))
    answer = chooses(console, "not-the-one", number="1007")
    assert 'value="1007"' in html(answer)
    assert "not-the-one" not in html(answer)
