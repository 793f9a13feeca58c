"""The documents agree with the house and lead nowhere wrong."""

import re

import pytest

from tests.house.plan import ROOT, read
from tests.house.requirements import table

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)")
PLACE = re.compile(r"`((?:layers|functions|events|statemachines|infra|local|tests|docs)/[\w./-]+)`")


def test_the_table_of_requirements_is_what_the_tests_say():
    assert read("docs/reference/requirements.md") == table(), (
        "run: python -m tests.house.requirements --write"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda it: str(it.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page):
    links = [it for it in LINK.findall(page.read_text("utf-8")) if not it.startswith(("http", "mailto:"))]
    assert [it for it in links if not (page.parent / it).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda it: str(it.relative_to(ROOT)))
def test_every_file_that_a_page_names_is_there(page):
    named = set(PLACE.findall(page.read_text("utf-8")))
    if page.is_relative_to(ROOT / "docs" / "reference"):
        return
    assert [it for it in sorted(named) if not (ROOT / it).exists()] == []


def test_every_decision_has_its_four_parts():
    for page in sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md")):
        heads = re.findall(r"^## (\w+)", page.read_text("utf-8"), re.MULTILINE)
        assert heads[:3] == ["Context", "Decision", "Consequences"], page.name


def test_the_decisions_are_numbered_without_a_gap_and_listed():
    names = sorted(it.name for it in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [int(it[:4]) for it in names] == list(range(1, len(names) + 1))
    index = read("docs/index.md")
    assert [it for it in names if it not in index] == []
