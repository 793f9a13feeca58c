"""Pictures are part of the page and never its failure."""

import re

import pytest

from frontdesk_web.icons import ICONS, NEUTRAL, icon, known_icon
from frontdesk_web.render import PAGES


def test_a_picture_is_hidden_from_screen_readers_because_words_stand_beside_it():
    assert 'aria-hidden="true"' in icon("pill")
    assert icon("pill", "go").startswith('<svg class="i go"')


@pytest.mark.parametrize("name", [None, "", "no-such-picture", "../../brand", "LICENSE", "Pill"])
def test_an_unknown_picture_of_a_clinic_becomes_a_neutral_one(name):
    assert known_icon(name) == NEUTRAL


def test_a_known_picture_stays():
    assert known_icon("pill") == "pill"


def test_every_picture_that_a_template_names_is_there():
    named = {
        name
        for path in PAGES.rglob("*.html")
        for name in re.findall(r"icon\('([a-z0-9-]+)'", path.read_text())
    }

    assert {name for name in named if not (ICONS / f"{name}.svg").is_file()} == set()


def test_the_licence_of_the_pictures_is_with_them():
    assert "ISC License" in (ICONS / "LICENSE").read_text()
