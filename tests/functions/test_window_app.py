"""The patient window over HTTP: from its first question to a sent request."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from chalice.test import Client

from frontdesk.patients.storage import SubjectRecord
from frontdesk.requests.storage import RequestRecord
from frontdesk_web.keyring import keyring
from frontdesk_web.seals import seal, unseal
from tests.clinic import LINDENHOF, move_in

from .loading import load
from .patient import choose, open_window, post, press, text, token_of

PATH = ["mitte", "prescription"]
TO_FORM = [*PATH, "yes", "statutory"]
GOOD = {
    "name": "Anna Beispiel",
    "birth_day": "27",
    "birth_month": "3",
    "birth_year": "1985",
    "phone": "06221 5550199",
    "email": "",
    "f-medication": "Ramipril 5 mg <N3>",
    "f-collect": "card",
    "f-note": "",
    "consent": "2026-11",
}


@pytest.fixture
def http(cloud):
    move_in()
    with Client(load("window")) as client:
        yield client.http


def send(http, page_or_token, **changes):
    token = page_or_token if isinstance(page_or_token, str) else token_of(page_or_token)
    return post(http, "/window/lindenhof/request", {"s": token, **GOOD, **changes})


def stored_requests():
    return list(RequestRecord.scan())


def expired(token):
    """The same conversation as if its day were over."""
    opened = unseal(token, purpose="conversation", keyring=keyring(), now=datetime.now(UTC))
    over = datetime.now(UTC) - timedelta(seconds=1)
    return seal(opened.said, purpose="conversation", until=over, keyring=keyring())


@pytest.mark.requirement("S1", "S3")
def test_the_window_opens_with_the_locations_and_shows_the_menu_of_one(http):
    page = open_window(http, lang="de")
    assert page.status_code == 200
    assert "Praxis Mitte" in text(page)
    assert "Praxis Nord" in text(page)
    nord = text(press(http, page, "nord"))
    assert "Rezept" in nord
    assert "Grippeimpfung 2026" not in nord


@pytest.mark.requirement("S5", "S8")
def test_a_topic_of_one_location_is_on_its_menu_only(http):
    assert "Grippeimpfung 2026" in text(choose(http, "mitte"))


@pytest.mark.requirement("S13")
def test_a_stored_text_ends_the_conversation(http):
    page = choose(http, "nord", "findings")
    assert "Befundabfragen sind bei uns nur vor Ort möglich." in text(page)


@pytest.mark.requirement("S31", "N10")
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", "Für wen ist das Rezept?"),
        ("sv", "Vem gäller receptet?"),
        ("zh-Hans", "处方是给谁的"),
        ("en", "Who is the prescription for?"),
    ],
)
def test_the_form_is_reached_in_every_language(http, lang, words):
    page = choose(http, *TO_FORM, lang=lang)
    assert f'lang="{lang}"' in text(page)
    assert words in text(page)


def test_nothing_is_stored_and_no_cookie_is_set_before_a_form_is_sent(http):
    page = choose(http, *TO_FORM)
    assert "set-cookie" not in {name.lower() for name in page.headers}
    assert stored_requests() == []


def test_an_earlier_answer_is_taken_back(http):
    page = choose(http, *TO_FORM[:3])
    back = open_window(http, s=token_of(page), back="2")
    assert "Waren Sie schon einmal bei uns?" in text(back)


def test_an_answer_that_the_page_did_not_offer_is_not_applied(http):
    page = choose(http, *PATH)
    stale = open_window(http, s=token_of(page), c="\u00e4ppointment")
    assert "Waren Sie schon einmal bei uns?" in text(stale)
    assert "nicht mehr aktuell" in text(stale) or "veraltet" in text(stale)


def test_a_page_in_an_old_tab_goes_on_from_where_it_stands(http):
    old = choose(http, *PATH)
    press(http, old, "no")
    assert "Wie sind Sie versichert?" in text(press(http, old, "yes"))


@pytest.mark.requirement("G1")
def test_a_bad_form_keeps_what_was_typed_and_names_every_fault(http):
    page = send(http, choose(http, *TO_FORM), name="", birth_day="31", birth_month="2", email="anna@")
    assert page.status_code == 400
    body = text(page)
    for kept in ('value="31"', 'value="anna@"', "Ramipril 5 mg &lt;N3&gt;"):
        assert kept in body
    for target in ("#name", "#birth_day", "#email"):
        assert f'href="{target}' in body
    assert stored_requests() == []


@pytest.mark.requirement("G1", "N1")
def test_a_good_form_becomes_one_request_however_often_it_is_sent(http):
    page = choose(http, *TO_FORM)
    first, again = send(http, page), send(http, page)
    assert first.status_code == again.status_code == 303
    assert first.headers["Location"] == again.headers["Location"]
    assert re.fullmatch(
        r"/requests/lindenhof/[0-9a-f]{32}[\w-]{22}/received\?lang=de", first.headers["Location"]
    )
    [record] = stored_requests()
    assert {it["answer"] for it in record.said["answers"]} >= {"Ja", "Gesetzlich", "Ramipril 5 mg <N3>"}
    assert [fact["name"] for fact in record.facts] == ["RequestSubmitted"]
    [subject] = [it for it in SubjectRecord.scan() if "#SUBJECT#" in it.pk]
    assert subject.phone == "+4962215550199"


def test_a_tampered_token_is_a_clean_start_with_a_word_about_it(http):
    token = token_of(choose(http, *PATH))
    page = open_window(http, s=token[:-4] + "AAAA", c="appointment", lang="de")
    assert page.status_code == 200
    assert "Praxis Nord" in text(page)
    assert "konnten die Adresse dieser Seite nicht lesen" in text(page)


def test_an_expired_token_on_sending_shows_the_same_form_with_what_was_typed(http):
    page = send(http, expired(token_of(choose(http, *TO_FORM))))
    assert page.status_code == 200
    assert 'value="Anna Beispiel"' in text(page)
    assert stored_requests() == []
    assert send(http, page).status_code == 303


def test_an_expired_token_keeps_the_conversation(http):
    page = open_window(http, s=expired(token_of(choose(http, *PATH))))
    assert "Waren Sie schon einmal bei uns?" in text(page)


@pytest.mark.requirement("N7")
def test_a_conversation_with_another_organisation_is_a_clean_start(http):
    now = datetime.now(UTC)
    opened = unseal(token_of(choose(http, *PATH)), purpose="conversation", keyring=keyring(), now=now)
    foreign = seal(
        {**opened.said, "organisation": "birkenhof"},
        purpose="conversation",
        until=now + timedelta(hours=1),
        keyring=keyring(),
    )
    page = open_window(http, s=foreign)
    assert page.status_code == 200
    assert "Praxis Nord" in text(page)


@pytest.mark.parametrize(
    "address", ["/window/nobody", "/window/UPPER", "/window/lindenhof/nothing", "/static/nothing.css"]
)
def test_what_is_not_there_is_404(http, address):
    assert http.get(address).status_code == 404


@pytest.mark.parametrize("page", ["privacy", "imprint", "accessibility"])
def test_a_clinic_says_who_it_is(http, page):
    assert http.get(f"/window/{LINDENHOF}/{page}?lang=en").status_code == 200
