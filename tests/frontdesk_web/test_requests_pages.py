"""What patients see of their own request."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from frontdesk.documents.model import Document, Upload
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Language
from frontdesk.requests.model import EntryKind, RequestStatus, RequestType
from frontdesk_web.presenters.requests import (
    proof_page,
    received_page,
    request_page,
    state_in_words,
    type_in_words,
)
from tests.frontdesk_web.lindenhof import TICKET, TOKEN, TUESDAY_15_30, catalogue, entry, request


def received(language=Language.GERMAN):
    return received_page(request(), catalogue(), language=language, ticket=TICKET, now=TUESDAY_15_30)


def proof(**options):
    return proof_page(catalogue(), language=Language.GERMAN, ticket=TICKET, now=TUESDAY_15_30, **options)


def shown(it, *, now=TUESDAY_15_30, language=Language.GERMAN, may_reply=True, may_withdraw=True, **options):
    return request_page(
        it,
        catalogue(),
        language=language,
        ticket=TICKET,
        token=TOKEN,
        entry_id="next-entry",
        now=now,
        may_reply=may_reply,
        may_withdraw=may_withdraw,
        **options,
    )


def test_the_confirmation_says_what_was_sent_and_until_when_there_is_an_answer():
    html = received().html

    assert "<title>Ihre Anfrage ist bei uns angekommen" in html
    assert "Rezept" in html
    assert "8F3A-C2D1" in html
    assert "Donnerstag, 26. November 2026, 09:00" in html
    assert f'href="/requests/lindenhof/{TICKET}?lang=de"' in html


def test_the_confirmation_shows_nothing_of_what_was_told():
    assert "Ramipril" not in received().html


def test_the_confirmation_stays_where_it_is_in_another_language():
    assert 'href="?lang=sv"' in received().html


def test_the_request_opens_with_the_date_of_birth():
    page = proof()

    assert page.status == 200
    assert f'action="/requests/lindenhof/{TICKET}/proof?lang=de"' in page.html
    assert all(f'name="birth_{part}"' in page.html for part in ("day", "month", "year"))


@pytest.mark.parametrize(("tries", "words"), [(1, "noch einen Versuch"), (3, "noch 3 Versuche")])
def test_a_wrong_date_may_be_tried_again_a_few_times(tries, words):
    page = proof(typed={"birth_day": "5"}, code="requests.wrong_proof", tries_left=tries)

    assert page.status == 422
    assert "<title>Fehler: " in page.html
    assert words in page.html
    assert 'value="5"' in page.html


def test_a_date_that_does_not_exist_is_bad_input():
    assert proof(code="invalid_date").status == 400


def test_after_too_many_tries_there_is_only_the_phone():
    page = proof(code="requests.proof_locked")

    assert page.status == 422
    assert "<form" not in page.html
    assert 'href="tel:+4962215550123"' in page.html


def test_the_thread_is_a_conversation_at_the_clinics_time():
    html = shown(
        request(
            entry(EntryKind.QUESTION, "Welche Dosis?\nMorgens?"),
            entry(EntryKind.REPLY, "<5 mg>", by=ActorKind.PATIENT, hour=11),
        )
    ).html

    assert re.search(
        'class="msg bot">.*?Frage von uns.*?24.11.2026, 11:00.*?Welche Dosis.\nMorgens', html, re.DOTALL
    )
    assert re.search('class="msg me">.*?Ihre Antwort.*?24.11.2026, 12:00.*?&lt;5 mg&gt;', html, re.DOTALL)
    assert "Sie haben die Anfrage gesendet." in html


def test_what_was_told_is_there_to_read_again():
    assert '<dl class="told" lang="de">' in shown(request()).html
    assert "Ramipril 5 mg" in shown(request()).html


def test_a_reply_is_posted_with_the_entry_it_will_be():
    html = shown(request(), may_withdraw=False).html

    assert f'action="/requests/lindenhof/{TICKET}/reply?lang=de"' in html
    assert '<input type="hidden" name="entry" value="next-entry">' in html
    assert f'<input type="hidden" name="s" value="{TOKEN}">' in html
    assert "/withdrawal" not in html


def test_withdrawing_is_asked_twice():
    html = shown(request(), may_reply=False).html

    assert re.search(
        r"<details.*?<summary>.*?Diese Anfrage zurückziehen.*?Ja, Anfrage zurückziehen", html, re.DOTALL
    )
    assert f'action="/requests/lindenhof/{TICKET}/withdrawal?lang=de"' in html
    assert "/reply" not in html


def test_an_empty_reply_comes_back_with_a_sentence():
    page = shown(request(), error=FieldError("text", "requests.text_missing"), status=422)

    assert page.status == 422
    assert "<title>Fehler: " in page.html
    assert '<a href="#text">Ihre Antwort: Bitte schreiben Sie etwas' in page.html
    assert 'aria-invalid="true"' in page.html


UPLOAD = Upload(url="https://files.example/bucket", fields={"key": "quarantine/x/${filename}"})


@pytest.mark.requirement("G1")
def test_a_file_is_sent_straight_to_the_bucket_and_only_there():
    page = shown(request(), upload=UPLOAD)

    form = re.search(
        r'<form method="post" action="https://files.example/bucket".*?</form>', page.html, re.DOTALL
    )[0]
    assert 'enctype="multipart/form-data"' in form
    assert form.index('name="key"') < form.index('name="file"')
    assert "form-action 'self' https://files.example;" in page.headers["Content-Security-Policy"]
    assert "form-action 'self';" in shown(request()).headers["Content-Security-Policy"]


def test_why_a_file_was_not_taken_is_said_at_its_field():
    no = FieldError("file", "documents.unknown_kind")
    html = shown(request(), upload=UPLOAD, error=no, status=422).html

    assert '<a href="#file">Datei hinzufügen: Diese Art von Datei' in html
    assert 'id="file" name="file" type="file"' in html
    assert 'aria-describedby="file-hint file-error" aria-invalid="true"' in html


def test_files_of_both_sides_are_in_the_thread_with_their_names_and_sizes():
    document = Document(
        id="d" * 32, name="Befund <1>.pdf", media_type="application/pdf", size=1_340_000, sha256="a" * 64
    )
    mine = replace(entry(EntryKind.ATTACHMENT, by=ActorKind.PATIENT), document=document)
    theirs = replace(entry(EntryKind.ATTACHMENT, hour=11), document=document)
    html = shown(request(mine, theirs)).html

    assert html.count("Befund &lt;1&gt;.pdf") == 2
    assert "PDF \N{MIDDLE DOT} 1,3 MB" in html
    assert "Ihre Datei" in html
    assert "Datei von der Praxis" in html
    assert f'href="/requests/lindenhof/{TICKET}/files/{mine.id}?s={TOKEN}"' in html


def test_what_cannot_be_done_any_more_is_said_at_the_top():
    no = FieldError("text", "requests.closed")
    page = shown(request(), may_reply=False, may_withdraw=False, error=no, status=422)

    assert "Diese Anfrage ist abgeschlossen." in page.html


def test_the_deadline_is_the_one_that_counts_now():
    asked = replace(request(status=RequestStatus.ASKED), reply_by=datetime(2026, 12, 8, 12, tzinfo=UTC))
    closed = replace(request(status=RequestStatus.ANSWERED), closed_at=datetime(2026, 11, 25, 9, tzinfo=UTC))

    assert re.search("Antwort spätestens.*?26. November 2026, 09:00", shown(request()).html, re.DOTALL)
    assert re.search("Bitte antworten Sie bis.*?8. Dezember 2026, 13:00", shown(asked).html, re.DOTALL)
    assert re.search("Abgeschlossen am.*?25. November 2026, 10:00", shown(closed).html, re.DOTALL)


def test_we_say_sorry_when_we_are_late():
    late = datetime(2026, 11, 27, tzinfo=UTC)

    assert "Ihre Anfrage ist nicht vergessen." in shown(request(), now=late).html
    assert "Ihre Anfrage ist nicht vergessen." not in shown(request()).html
    assert "nicht vergessen" not in shown(request(status=RequestStatus.DECLINED), now=late).html


def test_the_language_menu_keeps_the_reader_in():
    assert f'href="/requests/lindenhof/{TICKET}?s={TOKEN}&amp;lang=en"' in shown(request()).html


def test_messages_in_another_language_say_so():
    html = shown(request(entry(EntryKind.ANSWER, "Alles gut.")), language=Language.ENGLISH).html

    assert '<p class="bub" lang="de">Alles gut.</p>' in html


@pytest.mark.parametrize("language", Language)
def test_every_type_and_every_state_has_words(language):
    assert len({type_in_words(kind, language) for kind in RequestType}) == len(RequestType)
    assert len({state_in_words(status, language).text for status in RequestStatus}) == len(RequestStatus)


@pytest.mark.parametrize("kind", EntryKind)
def test_every_entry_of_a_thread_can_be_shown(kind):
    assert shown(request(entry(kind), entry(kind, "Text", hour=11))).status == 200
