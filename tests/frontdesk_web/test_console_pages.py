"""What staff see."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import frontdesk_web
from frontdesk.access.errors import NewPasswordNeeded, TooManyTries, WrongLogin
from frontdesk.access.model import Role
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, NotAllowed, NotFound, ProviderFailure
from frontdesk.kernel.language import Language
from frontdesk.requests.errors import Closed, TextMissing
from frontdesk.requests.model import EntryKind, RequestStatus, RequestType, View
from frontdesk_web.i18n import LOCALES, locale_name
from frontdesk_web.presenters.console import console_error_page, outside_error_page, role_in_words
from frontdesk_web.presenters.console_inbox import inbox_page
from frontdesk_web.presenters.console_login import login_page
from frontdesk_web.presenters.console_request import Attempt, Opened, console_request_page
from frontdesk_web.presenters.console_words import deed_in_words, entry_in_words, status_tag
from tests.frontdesk_web.console_desk import (
    ENTRY,
    ERIK,
    NOW,
    PRACTICE,
    catalogue,
    deed,
    entry,
    lead,
    pile,
    request,
    row,
    signed_in,
    staff,
    subject,
)

HOUSE = Path(frontdesk_web.__file__).parent
EVIL = "<script>alert(1)</script>"


def inbox(*rows, who=None, view=View.OPEN, after=None, language=Language.GERMAN, **options):
    choices = {"departments": catalogue().departments, "chosen": None, "continued": False, **options}
    return inbox_page(
        who or signed_in(language=language),
        catalogue(),
        pile(*rows, after=after),
        {ERIK: subject()},
        view=view,
        now=NOW,
        **choices,
    ).html


def opened(it, *, trail=None, **changes):
    return Opened(request=it, subject=subject(**changes), staff_names={"1002": "Ali Demir"}, trail=trail)


def shown(it=None, *, who=None, trail=None, language=Language.GERMAN, now=NOW, **options):
    return console_request_page(
        who or signed_in(language=language),
        catalogue(),
        opened(it or request(), trail=trail),
        entry_id=ENTRY,
        now=now,
        **options,
    )


def words_of(html):
    return " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL).split())


# the frame


def test_a_page_says_whose_it_is_and_who_is_signed_in():
    words = words_of(inbox())

    assert "Praxis am Lindenhof" in words
    assert "Katrin Sommer Behandlung · Hausarztpraxis" in words


def test_the_pile_one_is_at_is_marked():
    html = inbox(view=View.ASKED)

    assert '<a href="/console/inbox?view=asked" aria-current="page">' in html
    assert html.count('aria-current="page"') == 1


def test_every_form_that_changes_something_carries_the_sessions_token():
    for html in (inbox(), shown().html):
        forms = re.findall(r'<form[^>]*method="post".*?</form>', html, re.DOTALL)
        assert len(forms) >= 2
        assert all('name="csrf" value="form-token"' in form for form in forms)


def test_no_page_may_be_framed():
    assert "frame-ancestors 'none'" in shown().headers["Content-Security-Policy"]


@pytest.mark.parametrize("language", Language)
def test_the_console_speaks_the_language_of_the_session(language):
    page = shown(language=language)

    assert f'<html lang="{language}"' in page.html
    assert f'value="{language}" lang="{language}" aria-current="true"' in page.html


def test_what_a_clinic_wrote_in_another_language_is_marked():
    assert '<span lang="de">Hausarztpraxis</span>' in inbox(
        row(1, due_in=timedelta(days=1)), language=Language.ENGLISH
    )


# the inbox


def test_a_row_says_who_wants_what_where_since_when():
    words = words_of(inbox(row(1, due_in=timedelta(days=1))))

    assert "Erik Lindqvist geb. 27.03.1985 Rezept Hausarztpraxis Mitte" in words
    assert "23.11.2026 15:30" in words


@pytest.mark.parametrize(
    ("due_in", "kind", "words"),
    [
        (timedelta(days=-3), "red", "3 Tage überfällig"),
        (timedelta(days=-1), "red", "1 Tag überfällig"),
        (timedelta(hours=-1), "red", "überfällig seit 14:30"),
        (timedelta(0), "red", "überfällig seit 15:30"),
        (timedelta(hours=1), "amber", "heute bis 16:30"),
        (timedelta(hours=8, minutes=29), "amber", "heute bis 23:59"),
        (timedelta(hours=8, minutes=30), "", "in 1 Tag"),
        (timedelta(days=2), "", "in 2 Tagen"),
    ],
)
def test_a_deadline_is_said_in_words_by_the_calendar_of_the_location(due_in, kind, words):
    html = inbox(row(1, due_in=due_in))

    [tag] = re.findall(r'<span class="tag([^"]*)">(?:<svg.*?</svg>)([^<]*)</span>', html, re.DOTALL)
    assert tag == (f" {kind}" if kind else "", words)


def test_an_escalated_request_is_marked():
    assert "eskaliert" in inbox(row(1, due_in=timedelta(days=-1), escalated=True))


def test_a_pile_with_the_patient_shows_no_deadline_of_ours():
    words = words_of(inbox(row(1, due_in=timedelta(days=-1), status=RequestStatus.ASKED), view=View.ASKED))

    assert "Wartet auf den Patienten" in words
    assert "überfällig" not in words


def test_the_figures_count_what_is_how_urgent():
    hours = (-30, -2, 3, 50)
    html = inbox(*(row(at, due_in=timedelta(hours=due)) for at, due in enumerate(hours)))

    assert re.findall(r"<dt>([^<]*)</dt><dd>(\d+)", html)[:3] == [
        ("Überfällig", "2"),
        ("Heute fällig", "1"),
        ("Später fällig", "1"),
    ]


def test_a_figure_that_may_be_higher_says_so_and_the_unknown_are_left_out():
    html = inbox(row(1, due_in=timedelta(hours=-2)), row(2, due_in=timedelta(hours=3)), after="further")

    assert "Heute fällig</dt><dd>1<span aria-hidden" in html
    assert "Überfällig</dt><dd>1</dd>" in html
    assert "Später fällig" not in html


def test_a_list_that_goes_on_leads_to_its_next_page():
    html = inbox(row(1, due_in=timedelta(0)), after="2026-11-24T14:30:00+00:00#x", chosen=PRACTICE)

    assert (
        'href="/console/inbox?view=open&amp;department=hausarzt&amp;after=2026-11-24T14%3A30%3A00%2B00%3A00%23x"'
        in html
    )


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (View.OPEN, "Hier gibt es nichts zu tun."),
        (View.ASKED, "Kein Anliegen wartet auf einen Patienten."),
        (View.CLOSED, "Noch ist kein Anliegen erledigt."),
    ],
)
def test_an_empty_pile_says_so(view, words):
    assert words in inbox(view=view)


def test_there_is_nothing_to_choose_in_a_single_department():
    assert "<select" not in inbox(departments=catalogue().departments[:1])
    assert '<option value="hausarzt" selected' in inbox(chosen=PRACTICE)


def test_a_patient_who_is_not_on_record_any_more_has_no_name():
    page = inbox_page(
        signed_in(),
        catalogue(),
        pile(row(1, due_in=timedelta(0))),
        {},
        view=View.CLOSED,
        departments=(),
        chosen=None,
        continued=False,
        now=NOW,
    )

    assert "Nicht mehr gespeichert" in page.html


# a request


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
    html = shown(request(version=7)).html

    assert f'name="entry" value="{ENTRY}"' in html
    assert 'name="version" value="7"' in html
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
    assert 'name="version" value="2"' in page.html


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


# the door


def test_the_door_asks_for_clinic_number_and_password_as_password_managers_know_them():
    html = login_page(language=Language.GERMAN, typed={"clinic": "lindenhof"}).html

    assert re.search(r'name="clinic" value="lindenhof"', html)
    assert re.search(r'name="number"[^>]*autocomplete="username"', html)
    assert re.search(r'name="password" type="password" autocomplete="current-password"', html)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (WrongLogin(), 403, "stimmen nicht"),
        (TooManyTries(), 422, "15 Minuten"),
        (NewPasswordNeeded(), 422, "eigenes Passwort"),
        (NotAllowed(), 403, "gilt nicht mehr"),
        (ProviderFailure(provider="cognito", retryable=True, reason="x"), 502, "später"),
    ],
)
def test_who_does_not_get_in_is_told_why_and_types_only_the_password_again(error, status, words):
    typed = {"clinic": "lindenhof", "number": "1001", "password": "geheim", "next": "/console/requests/1"}
    page = login_page(language=Language.GERMAN, typed=typed, error=error)

    assert page.status == status
    assert words in page.html
    assert 'value="lindenhof"' in page.html
    assert 'value="1001"' in page.html
    assert 'name="next" value="/console/requests/1"' in page.html
    assert "geheim" not in page.html


# no


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (NotFound(), 404, "einer Abteilung, die nicht Ihre ist"),
        (NotAllowed(), 403, "gilt nicht mehr"),
        (ProviderFailure(provider="x", retryable=True, reason="x"), 502, "später"),
    ],
)
def test_no_has_a_page(error, status, words):
    inside = console_error_page(error, signed_in(), catalogue())
    outside = outside_error_page(error, Language.GERMAN)

    assert inside.status == outside.status == status
    assert words in inside.html
    assert words in outside.html


# words


def written(domain, language):
    """What is written in a language: message id -> words."""
    with (LOCALES / locale_name(language) / "LC_MESSAGES" / f"{domain}.po").open("rb") as lines:
        return {message.id: message.string for message in read_po(lines, abort_invalid=True) if message.id}


def ids_in_the_console():
    trim = {"trim_blocks": "true", "lstrip_blocks": "true"}
    found = extract_from_dir(
        HOUSE,
        [("presenters/**.py", "python"), ("pages/console/**.html", "jinja2")],
        options_map={"pages/console/**.html": trim},
    )
    return {message for file, _, message, *_ in found if "console" in file}


@pytest.mark.parametrize("language", Language)
def test_every_sentence_of_the_console_is_there_and_none_is_left_over(language):
    ours, shared = written("console", language), written("frontdesk", language)

    assert ids_in_the_console() - ours.keys() - shared.keys() == set()
    assert ours.keys() - ids_in_the_console() == set()
    assert ours.keys() & shared.keys() == set()


@pytest.mark.parametrize("language", Language)
def test_nothing_is_left_empty(language):
    assert all(
        all(words) if isinstance(words, tuple) else words for words in written("console", language).values()
    )


@pytest.mark.parametrize("language", Language)
def test_roles_states_and_deeds_have_words(language):
    assert all(role_in_words(it, language) for it in Role)
    assert all(status_tag(it, language).text for it in RequestStatus)
    assert all(entry_in_words(it, language).text for it in EntryKind)
    assert deed_in_words("RequestRead", language) != "RequestRead"
