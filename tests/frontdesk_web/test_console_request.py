"""A request as staff see it."""

import re
from datetime import timedelta

import pytest

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict
from frontdesk.requests.errors import Closed, TextMissing
from frontdesk.requests.model import EntryKind, RequestStatus, RequestType
from frontdesk_web.presenters.console_request import Attempt, console_request_page
from tests.frontdesk_web.console_desk import (
    ENTRY,
    ERIK,
    NOW,
    catalogue,
    deed,
    entry,
    lead,
    request,
    signed_in,
    staff,
)
from tests.frontdesk_web.console_shown import opened, shown, words_of

EVIL = "<script>alert(1)</script>"


def test_a_request_shows_the_patient_the_answers_and_the_thread():
    asked = entry(EntryKind.QUESTION, "Vilken styrka?")
    words = words_of(shown(request(asked)).html)

    assert "Rezept: Erik Lindqvist" in words
    assert "Vorgangsnummer 8F3A-C2D1" in words
    assert "27. März 1985" in words
    assert "Läkemedlets namn Ramipril 5 mg" in words
    assert "Rückfrage an den Patienten · Ali Demir · 24.11.2026, 13:30 Vilken styrka?" in words
    assert "Anliegen gesendet · Erik Lindqvist · 23.11.2026, 15:30" in words


def test_the_patients_words_are_marked_with_the_patients_language():
    html = shown(request(entry(EntryKind.QUESTION, "Vilken styrka?"))).html

    assert '<dl class="facts" lang="sv">' in html
    assert '<p class="text" lang="sv">Vilken styrka?' in html
    assert "Der Patient liest Svenska." in html
    assert re.search(r'<textarea id="text"[^>]* lang="sv"', html)


def test_what_people_wrote_is_never_markup():
    it = request(entry(EntryKind.REPLY, EVIL, by=Actor(ActorKind.PATIENT, ERIK)))
    page = console_request_page(
        signed_in(),
        catalogue(),
        opened(it, name=EVIL),
        entry_id=ENTRY,
        now=NOW,
        attempt=Attempt(text=EVIL, error=TextMissing()),
    )

    assert EVIL not in page.html


def test_an_open_request_can_be_answered_asked_back_and_declined():
    html = shown(request(entry(EntryKind.ACKNOWLEDGED))).html

    assert f'name="entry" value="{ENTRY}"' in html
    assert 'name="seen" value="2"' in html
    assert re.search(r'action="/console/requests/8f3a[^"]*/answer"', html)
    assert re.findall(r'formaction="/console/requests/8f3a[^"]*/(\w+)"', html) == ["question", "decline"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (RequestStatus.ANSWERED, "beantwortet und abgeschlossen"),
        (RequestStatus.DECLINED, "abgelehnt und abgeschlossen"),
        (RequestStatus.WITHDRAWN, "zurückgezogen"),
        (RequestStatus.EXPIRED, "ohne Antwort verstrichen"),
    ],
)
def test_a_closed_request_says_why_there_is_no_form(status, words):
    html = shown(request(status=status, closed_at=NOW)).html

    assert words in html
    assert "<textarea" not in html


def test_after_the_last_deadline_there_is_no_form_though_the_request_is_not_closed_yet():
    html = shown(now=NOW + timedelta(days=8)).html

    assert "Es wird gerade abgeschlossen" in html
    assert "<textarea" not in html


def test_who_may_not_answer_is_told_so():
    left = signed_in(staff(active=False))

    assert "Ihre Rolle darf Anliegen lesen" in shown(who=left).html


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ("answered", "Ihre Antwort ist gesendet"),
        ("asked", "Ihre Frage ist gesendet"),
        ("declined", "abgelehnt"),
    ],
)
def test_what_was_sent_is_confirmed(done, words):
    html = shown(done=done).html

    assert re.search(rf'<p class="notice" role="status">.*?{words}', html, re.DOTALL)


@pytest.mark.parametrize("done", [None, "", "<b>", "deleted"])
def test_an_address_cannot_claim_anything_else(done):
    assert 'role="status"' not in shown(done=done).html


def test_a_text_that_does_not_fit_is_refused_at_its_field():
    page = shown(attempt=Attempt(text=" ", error=TextMissing()))

    assert page.status == 422
    assert "<title>Fehler: " in page.html
    assert '<a href="#text">Bitte schreiben Sie etwas' in page.html
    assert 'aria-describedby="text-hint text-error" aria-invalid="true"' in page.html


def test_who_was_too_slow_is_told_who_was_quicker_and_keeps_the_text():
    by_colleague = request(entry(EntryKind.QUESTION, "Vilken styrka?"), status=RequestStatus.ASKED, version=2)
    page = shown(by_colleague, attempt=Attempt(text="Receptet är klart.", error=Conflict()))

    assert page.status == 409
    assert "Schon erledigt: Jemand aus dem Team war schneller. Ali Demir, 24.11.2026, 13:30" in page.html
    assert ">Receptet är klart.</textarea>" in page.html
    assert 'name="seen" value="2"' in page.html


def test_a_patient_who_was_quicker_is_no_colleague():
    reply = entry(EntryKind.REPLY, "Tack", by=Actor(ActorKind.PATIENT, ERIK))
    page = shown(request(reply), attempt=Attempt(text="x", error=Conflict()))

    assert "hat sich geändert, während Sie geschrieben haben. Erik Lindqvist" in page.html


def test_a_text_for_a_request_that_was_closed_meanwhile_is_not_lost():
    answered = entry(EntryKind.ANSWER, "Klart")
    page = shown(
        request(answered, status=RequestStatus.ANSWERED, closed_at=NOW),
        attempt=Attempt(text="Receptet är klart.", error=Closed()),
    )

    assert "wurde inzwischen abgeschlossen" in page.html
    assert 'id="unsent"' in page.html
    assert "Receptet är klart." in page.html


def test_the_trail_is_shown_to_who_may_see_it():
    seen = shown(who=signed_in(lead()), trail=(deed(), deed("SomethingNew", by="4711")))
    words = words_of(seen.html)

    assert "Zugriffsprotokoll (2)" in words
    assert "Anliegen gelesen Ali Demir · 24.11.2026, 15:25" in words
    assert "SomethingNew 4711" in words
    assert "Zugriffsprotokoll" not in shown().html


@pytest.mark.parametrize("status", RequestStatus)
@pytest.mark.parametrize("type_", RequestType)
def test_every_request_can_be_shown(status, type_):
    closed = None if status in (RequestStatus.RECEIVED, RequestStatus.WAITING, RequestStatus.ASKED) else NOW
    it = request(*(entry(kind, "") for kind in EntryKind), status=status, type=type_, closed_at=closed)

    assert shown(it).status == 200
