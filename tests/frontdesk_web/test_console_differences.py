"""An administrator reads what is new in sentences, in any of the four languages."""

from copy import deepcopy
from functools import cache

import pytest

from frontdesk.kernel.language import Language
from frontdesk.window.rules.difference import differences
from frontdesk_web.presenters.console_differences import in_words
from tests.window.test_difference import LEAFLET, mutations, rich, text

ONLINE = ("flows", "online", "steps", "hand_over", "then")


def said(*path, value, language=Language.GERMAN):
    """The sentences about one place that has another value."""
    before, after = rich(), rich()
    *way, last = path
    place = after
    for name in way:
        place = place[name]
    place[last] = value
    return [in_words(it, language) for it in differences(before, after)]


INSURANCE = ("flows", "prescription", "steps", "insurance", "ask", "text", "de")


@pytest.mark.requirement("N2")
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            Language.GERMAN,
            "Anliegen „Rezept“, Schritt „insurance“: Text (Deutsch) geändert von „Wie sind Sie versichert?“ in „?“",
        ),
        (
            Language.ENGLISH,
            "Concern “Prescription”, step “insurance”: Text (Deutsch) changed from “Wie sind Sie versichert?” to “?”",
        ),
    ],
)
def test_a_text_is_named_with_its_place_and_its_language(language, sentence):
    assert said(*INSURANCE, value="?", language=language) == [sentence]


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ((*ONLINE, 0, "at"), ["mitte"], "Bedingung geändert von am Standort nord in am Standort mitte"),
        (
            (*ONLINE, 1, "when"),
            {"known": "yes", "insurance": "private"},
            "Bedingung geändert von known = no in known = yes, insurance = private",
        ),
        (
            (*ONLINE, 2),
            {"go": "hand_over"},
            "Ergebnis geändert von Anliegen „appointment“, Schritt say in Schritt „hand_over“",
        ),
        (
            (*ONLINE, 0, "do"),
            {"message": {"text": text("Zu")}},
            "Ergebnis geändert von ein externer Dienst in eine Nachricht",
        ),
        (
            (*ONLINE, 0, "do", "external", "url"),
            "https://b.example",
            "Adresse geändert von „https://a.example“ in „https://b.example“",
        ),
        (
            ("flows", "prescription", "hours"),
            "location",
            "Zeiten geändert von Mo. 08:00-12:00, Mi. 08:00-12:00 14:00-16:00 in die Öffnungszeiten des Standorts",
        ),
        (
            ("flows", "prescription", "valid"),
            {"from": "2026-11-01"},
            "Gültigkeit geändert von 2026-10-01 - 2027-01-31 in 2026-11-01 - ...",
        ),
        (
            ("flows", "prescription", "locations"),
            ["nord"],
            "Freigegeben für geändert von mitte, nord in nord",
        ),
        (
            ("downloads", "flu", "files", "de"),
            LEAFLET | {"sha256": "c" * 64},
            (
                "Datei geändert von „grippe.pdf“ (application/pdf, 9, aaaaaaaa) in "
                "„grippe.pdf“ (application/pdf, 9, cccccccc)"
            ),
        ),
    ],
)
def test_what_is_no_text_is_said_in_words_too(path, value, sentence):
    [found] = said(*path, value=value)
    assert found.partition(": ")[2] == sentence


def test_a_case_that_is_new_says_when_it_is_taken_and_where_it_leads():
    cases = rich()["flows"]["online"]["steps"]["hand_over"]["then"]
    new = {"when": {"known": "yes"}, "at": ["nord"], "run": {"flow": "prescription"}}
    [found] = said(*ONLINE, value=[new, *cases])
    assert found == (
        "Anliegen „Online buchen“, Schritt „hand_over“, Fall 1: neu hinzugefügt: "
        "known = yes; am Standort nord → Anliegen „prescription“"
    )
    [found] = said(*ONLINE, value=cases[:-1])
    assert found.endswith("Fall 3: entfernt: immer → Anliegen „appointment“, Schritt say")


def test_a_step_that_asks_no_more_is_not_called_removed():
    step = deepcopy(rich()["flows"]["prescription"]["steps"]["insurance"])
    del step["ask"]
    found = said("flows", "prescription", "steps", "insurance", value=step)
    assert found == ["Anliegen „Rezept“, Schritt „insurance“: Frage entfernt"]


def test_of_a_long_text_the_part_that_changed_is_shown():
    long = "Bitte bringen Sie Ihre Karte mit. " * 10
    before = rich()
    before["greeting"]["de"] = long + "Danke!"
    after = deepcopy(before)
    after["greeting"]["de"] = long + "Bis bald!"
    [found] = [in_words(it, Language.GERMAN) for it in differences(before, after)]
    assert "Danke!" in found
    assert "Bis bald!" in found


@cache
def wrong_drafts():
    """Every single mutation of a release with what it changed; the same for all languages."""
    before = rich()
    return [(what, differences(before, after)) for what, after in mutations(before)]


@pytest.mark.parametrize("language", Language)
def test_a_draft_that_is_wrong_has_sentences_too(language):
    for what, changes in wrong_drafts():
        for change in changes:
            sentence = in_words(change, language)
            assert sentence.strip(" :,"), what
            assert "%(" not in sentence, what
