"""Every button of every clinic's window, over HTTP and without JavaScript, ends where the clinic configured it."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from frontdesk.kernel.language import Language
from tests.journeys.configured import (
    DEMO,
    closed_texts,
    configured,
    labels_of,
    release_of,
    words_of,
)
from tests.journeys.people import buttons, hidden, words

CLINICS = sorted(it.name.removesuffix("-release.json") for it in DEMO.glob("*-release.json"))


class Window:
    """A clinic's window in one language, and what the clinic configured for it."""

    def __init__(self, http, clinic: str, language: str) -> None:
        self.http = http
        self.clinic = clinic
        self.language = language
        self.release = release_of(clinic)
        self.labels = labels_of(self.release, language)

    def opened(self) -> str:
        return self.http.get(f"/window/{self.clinic}?lang={self.language}").raise_for_status().text

    def pressed(self, html: str, code: str) -> str:
        query = urlencode({"s": hidden(html, "s"), "c": code})
        return self.http.get(f"/window/{self.clinic}?{query}").raise_for_status().text

    def ends(self, html: str, answers: dict[str, str]) -> Iterator[tuple[dict[str, str], str]]:
        """Every end that can be reached from the page by pressing buttons, with the answers that led there."""
        if not (offered := buttons(html)):
            yield answers, html
            return
        asks, place = configured(self.release, answers)
        assert asks == "asks", (answers, words(html)[:500])
        values = {label: value for (at, value), label in self.labels.items() if at == place}
        for code, label in offered:
            yield from self.ends(self.pressed(html, code), answers | {place: values[label]})

    def says_what_was_configured(self, answers: dict[str, str], html: str) -> None:
        location = answers.get("location", next(iter(self.release["locations"])))
        action, settings = configured(self.release, answers)
        seen = plain(words(html))
        if any(plain(it) in seen for it in closed_texts(self.release, self.language)):
            return
        for text in words_of(self.release, action, settings, location, self.language):
            assert plain(text) in seen, (answers, action, text, seen[:800])
        if action == "book":
            assert (
                f'href="/booking/{self.clinic}?location={location}&amp;type={settings["time_type"]}' in html
            )
        if action == "external":
            links = re.findall(r'<a [^>]*href="([^"]+)" target="_blank"', html)
            assert [it for it in links if "/stand-in/" in it and "?" not in it], (answers, links)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.requirement("S3", "S11", "S16", "S24", "S33", "N4", "U1")
@pytest.mark.parametrize(
    ("clinic", "location", "language"),
    [
        (clinic, location, Language(language))
        for clinic in CLINICS
        for location in release_of(clinic)["locations"]
        for language in release_of(clinic)["languages"]["required"]
        if language == release_of(clinic)["languages"]["default"] or location in ("nord", "jingan")
    ],
)
def test_every_path_helps_or_says_how(http, clinic, location, language):
    window = Window(http, clinic, language.value)
    html = window.opened()
    code = next(code for code, label in buttons(html) if label == window.labels["location", location])
    ends = list(window.ends(window.pressed(html, code), {"location": location}))
    for answers, end in ends:
        window.says_what_was_configured(answers, end)
    here = [it for it in window.release["flows"].values() if location in it["locations"]]
    assert len(ends) >= len([it for it in here if it["placement"] != "attached"])
