"""Whatever a clinic, its staff or a patient write is shown as they wrote it: it never becomes a part of the page."""

import re

import pytest
from jinja2 import ChoiceLoader, DictLoader
from markupsafe import escape

from frontdesk.kernel.language import Language
from frontdesk.window.actions.external import origin_of
from frontdesk_web.render import PAGES, environment
from tests.width import wide

from .dressed import LEAD, dress, pages
from .hostile import addresses, hostile, mild
from .looking import Eye, first_difference

TEXTS, AT_ONCE = hostile(wide(41, 500)), 50
TRUSTED = {
    "privacy": ("window/content.html", "<p>{{ part.text }}"),
    "the form": ("components/fields.html", 'value="{{ version }}"'),
    "the request": ("requests/request.html", "{{ told.answer }}"),
    "the inbox": ("console/inbox.html", "{{ line.name or _('Not on record any more') }}</b>"),
    "what is kept free": ("console/blocked.html", "{{ note }}"),
}
"""A field of a page, and where its template shows it."""


@pytest.fixture
def eye(browser, street):
    it = Eye(browser, street.window)
    yield it
    it.closes()


def faults(street, eye, words, only=None):
    """The pages that are made of something else once the text is in every field, or on which something happens."""
    cookie, shown = street.signs_in(LEAD), {}
    for text in (mild(words), words):
        dress(text)
        for name, ask in pages(street, cookie, text).items():
            if only is None or name in only:
                answer = ask()
                assert escape(text) in answer.text, f"{name} does not show the text"
                shown.setdefault(name, []).append((answer.status, eye.looks_at(answer)))
    found = {}
    for name, [(status, meant), (other_status, seen)] in shown.items():
        fault = first_difference(meant.made_of, seen.made_of)
        if fault or meant.did or seen.did or status != other_status:
            found[name] = fault, meant.did, seen.did, status, other_status
    return found, set(shown)


def test_no_text_becomes_a_part_of_a_page(street, eye):
    for begin in range(0, len(TEXTS), AT_ONCE):
        found, looked_at = faults(street, eye, " ".join(TEXTS[begin : begin + AT_ONCE]))
        assert found == {}
        assert len(looked_at) == wide(37, 55)


def test_a_text_that_is_trusted_is_noticed(street, eye, carelessly):
    carelessly(TRUSTED)
    found, looked_at = faults(street, eye, " ".join(TEXTS[:20]), only={*TRUSTED, "the request at the clinic"})
    assert found.keys() == TRUSTED.keys()
    assert "script-src-attr inline" in found["the inbox"][2]
    assert looked_at - found.keys() == {"the request at the clinic"}


@pytest.fixture
def carelessly(monkeypatch):
    """Templates, each with one field marked as safe."""

    def trust(fields):
        careless = {}
        for template, text in fields.values():
            source = (PAGES / template).read_text("utf-8")
            careless[template] = source.replace(text, re.sub(r"{{ ([^}]+) }}", r"{{ (\1)|safe }}", text))
            assert careless[template] != source
        for language in Language:
            it = environment(language)
            monkeypatch.setattr(it, "loader", ChoiceLoader([DictLoader(careless), it.loader]))
            it.cache.clear()

    yield trust
    for language in Language:
        environment(language).cache.clear()


def test_no_link_leads_where_only_scripts_lead():
    assert [it for it in (*addresses(), *TEXTS) if (origin_of(it) or "http:").startswith("https://")] == []
    assert origin_of("https://termine.example/x") == "https://termine.example"
