"""Every page speaks four languages, and every "no" has a sentence."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import frontdesk_web
from frontdesk.kernel.errors import every_kind
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import LOCALES, locale_name, sentence

HOUSE = Path(frontdesk_web.__file__).parent
FIELD_CODES = [
    "required",
    "too_long",
    "invalid_date",
    "date_in_future",
    "too_old",
    "invalid_phone",
    "invalid_email",
    "contact_missing",
    "consent_missing",
    "not_an_option",
]
CODES = sorted({kind.code for kind in every_kind() if kind.__module__.startswith("frontdesk")})
"""The product's; a test may have a no of its own."""


def catalogue(language):
    """What is written in a language: message id -> words."""
    with (LOCALES / locale_name(language) / "LC_MESSAGES" / "frontdesk.po").open("rb") as lines:
        return {message.id: message.string for message in read_po(lines, abort_invalid=True) if message.id}


def ids_in_pages():
    """Message ids of the patients' pages and their presenters."""
    trim = {"trim_blocks": "true", "lstrip_blocks": "true"}
    found = extract_from_dir(
        HOUSE,
        [("presenters/**.py", "python"), ("pages/**.html", "jinja2")],
        options_map={"pages/**.html": trim},
    )
    return {message for file, _, message, *_ in found if "console" not in file}


@pytest.mark.parametrize("language", Language)
def test_every_sentence_of_the_pages_is_there(language):
    assert ids_in_pages() - catalogue(language).keys() == set()


@pytest.mark.parametrize("language", Language)
def test_nothing_is_left_empty(language):
    empty = [
        key
        for key, words in catalogue(language).items()
        if not (all(words) if isinstance(words, tuple) else words)
    ]

    assert empty == []


@pytest.mark.parametrize("language", Language)
def test_all_languages_say_the_same_things(language):
    assert catalogue(language).keys() == catalogue(Language.ENGLISH).keys()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", [*FIELD_CODES, *CODES])
def test_every_code_has_a_sentence(language, code):
    assert f"error.{code}" in catalogue(language)


def test_a_code_without_words_gets_an_apology():
    assert sentence("never.heard.of", Language.ENGLISH) == sentence("error", Language.ENGLISH)


@pytest.mark.parametrize("language", [Language.GERMAN, Language.SWEDISH])
def test_people_are_addressed_as_the_language_does_it(language):
    words = " ".join(str(it) for it in catalogue(language).values())

    assert (" du " in words) == (language is Language.SWEDISH)
    assert (" Sie " in words) == (language is Language.GERMAN)
