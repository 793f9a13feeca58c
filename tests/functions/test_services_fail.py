"""A service under us does not answer, or we have made a mistake: people hear what to do and lose nothing they typed."""

import json
import re
from contextlib import contextmanager
from html import unescape

import pytest
from botocore.exceptions import ClientError

from frontdesk.catalogue import wiring
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import translations
from tests.frontdesk_web.console_desk import PASSWORD
from tests.probe.hook import Probe, watching

from .browser import enters, html, somebody
from .loading import load_module
from .patient import choose, open_window, post, press, text
from .test_window_app import TO_FORM, http, send, stored_requests

__all__ = ["http"]

TELEPHONE = "tel:+49"


@contextmanager
def failing(*names, code="ThrottlingException"):
    """Calls of these names are refused, and so is every call where there are no names."""

    def refuse(call):
        if not names or call.name in names:
            raise ClientError({"Error": {"Code": code, "Message": "Anna Beispiel"}}, call.operation)

    with watching(Probe(before=refuse)):
        yield


@pytest.fixture
def later(monkeypatch):
    """What containers remember of the catalogue is too old to be used without asking."""

    def it_is():
        monkeypatch.setattr(wiring.catalogue_ports().shelf.memory, "fresh_for", 0)

    return it_is


def kept(page):
    """The hidden fields of a page, and where they are sent."""
    fields = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', text(page))
    return {name: unescape(value) for name, value in fields}, re.search(r'action="([^"]+)"', text(page))[1]


def apology(language):
    return translations(language).gettext("This does not work right now")


@pytest.mark.parametrize(
    "code", ["ThrottlingException", "InternalServerError", "TransactionConflictException"]
)
def test_a_form_that_cannot_be_taken_now_is_kept_and_sent_again_from_the_page(http, code):
    page = choose(http, *TO_FORM)
    with failing("dynamodb.PutItem(requests)", code=code):
        refused = send(http, page, name="Änne <Öz> 😀")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert stored_requests() == []

    typed, address = kept(refused)
    assert (address, typed["name"]) == ("/window/lindenhof/request", "Änne <Öz> 😀")
    assert post(http, address, typed).status_code == 303
    assert len(stored_requests()) == 1


@pytest.mark.parametrize("language", Language)
def test_the_page_speaks_the_persons_language_and_tells_whom_to_call(http, language):
    page = choose(http, *TO_FORM, lang=language.value)
    with failing("dynamodb.PutItem(requests)"):
        refused = send(http, page, lang=language.value)
    assert apology(language) in text(refused)
    assert TELEPHONE in text(refused)


def test_a_container_that_knows_nothing_yet_tells_the_number_for_emergencies(http):
    wiring.catalogue_ports().shelf.memory.clear()
    with failing():
        refused = open_window(http, lang="de")
    assert refused.status_code == 503
    assert "112" in text(refused)
    assert "lang=de" in re.search(r'class="btn primary" href="([^"]+)"', text(refused))[1]


def test_a_patient_goes_on_while_neither_catalogue_nor_releases_can_be_read(http, later):
    page = choose(http, "mitte")
    later()
    with failing("dynamodb.Query(catalogue)", "dynamodb.Query(window)"):
        assert open_window(http, lang="de").status_code == 200
        assert press(http, page, "prescription").status_code == 200


def test_a_patient_goes_on_while_visits_cannot_be_counted(http, caplog):
    with failing("dynamodb.PutItem(window)"):
        assert send(http, choose(http, *TO_FORM)).status_code == 303
    assert len(stored_requests()) == 1
    assert "visit_not_counted" in caplog.text


def test_our_own_mistake_is_an_apology_without_a_word_of_what_went_wrong(http, monkeypatch, caplog):
    page = choose(http, *TO_FORM)

    def mistaken(*_, **__):
        raise ValueError("Anna Beispiel is not a number")

    monkeypatch.setattr(load_module("window"), "submit_form", mistaken)
    refused = send(http, page)
    assert refused.status_code == 500
    assert kept(refused)[0]["name"] == "Anna Beispiel"
    assert "is not a number" not in text(refused)
    [record] = [it for it in caplog.records if it.levelname == "ERROR"]
    assert record.errors == ["ValueError"]
    assert record.lines[-1].startswith("test_services_fail.py:")
    assert "Anna" not in caplog.text


def test_a_password_is_typed_again(console):
    with failing("dynamodb.PutItem(access)"):
        refused = enters(console)
    assert refused.status_code == 503
    assert PASSWORD not in html(refused)
    assert 'href="/console/login"' in html(refused)


def test_the_console_says_it_even_when_nobody_can_be_recognised(console):
    katrin = somebody(console)
    with failing():
        refused = katrin.gets("/console/inbox")
        answer = katrin.gets("/console/api/me")
    assert refused.status_code == 503
    assert apology(Language.GERMAN) in html(refused)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(answer.body)["code"] == "unavailable"
