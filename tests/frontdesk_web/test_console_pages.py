"""What surrounds the console, its door, and its words."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import frontdesk_web
from frontdesk.access.errors import TooManyTries, WrongLogin
from frontdesk.access.model import Role
from frontdesk.kernel.errors import NotAllowed, NotFound, ProviderFailure
from frontdesk.kernel.language import Language
from frontdesk.requests.model import EntryKind, RequestStatus, View
from frontdesk_web.i18n import LOCALES, locale_name
from frontdesk_web.presenters.console import console_error_page, outside_error_page, role_in_words
from frontdesk_web.presenters.console_login import login_page
from frontdesk_web.presenters.console_words import deed_in_words, entry_in_words, status_tag
from tests.frontdesk_web.console_desk import (
    catalogue,
    row,
    signed_in,
)
from tests.frontdesk_web.console_shown import inbox, shown, words_of

HOUSE = Path(frontdesk_web.__file__).parent


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
    left_over = {it for it in ours.keys() - ids_in_the_console() if not it.startswith("error.")}
    assert left_over == set()
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
