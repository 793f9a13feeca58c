"""The same rooms in every area, none too long, and a page in the documents for each."""

import pytest

from tests.house.plan import AREAS, CODE, HOUSE, ROOT, area_of, facts, module_of, python_files, read, refusals

ROOMS = {
    "__init__",
    "model",
    "errors",
    "events",
    "rules",
    "actions",
    "ports",
    "usecases",
    "storage",
    "gateways",
    "channels",
    "instruments",
    "wiring",
}
ROOMS_OF_ONE_AREA = {"actions": "window", "channels": "messaging", "instruments": "surveys"}
GROUND_FLOOR = {
    "__init__",
    "actor",
    "clock",
    "errors",
    "events",
    "ids",
    "language",
    "memory",
    "money",
    "patience",
    "small_numbers",
}
SPEAKING_OF_NOTHING = {"utils", "helpers", "common", "manager", "service", "data", "info", "base"}
LINES_AT_MOST = 300

USE_CASES = sorted(it for it in HOUSE.glob("*/usecases/*.py") if not it.stem.startswith("_"))


@pytest.mark.parametrize("area", AREAS)
def test_an_area_has_only_rooms_of_the_house(area):
    allowed = GROUND_FLOOR if area == "kernel" else ROOMS
    here = {it.stem for it in (HOUSE / area).iterdir() if it.is_dir() or it.suffix == ".py"} - {"__pycache__"}
    assert here - allowed == set()


@pytest.mark.parametrize(("room", "area"), ROOMS_OF_ONE_AREA.items())
def test_some_rooms_belong_to_one_area(room, area):
    assert {it.parent.name for it in HOUSE.glob(f"*/{room}")} <= {area}


@pytest.mark.parametrize("path", python_files(*CODE), ids=lambda it: str(it.relative_to(ROOT)))
def test_no_file_is_too_long(path):
    assert len(path.read_text("utf-8").splitlines()) <= LINES_AT_MOST


def test_no_file_has_a_name_that_says_nothing():
    assert [str(it) for it in python_files(*CODE) if it.stem in SPEAKING_OF_NOTHING] == []


@pytest.mark.parametrize("area", [area for area in AREAS if area != "kernel"])
def test_the_first_lines_of_an_area_are_few_and_say_what_it_hears(area):
    path = HOUSE / area / "__init__.py"
    said = module_of(path).__doc__
    assert "Publishes" in said
    assert "Listens to" in said
    assert len(path.read_text("utf-8").splitlines()) <= 6


@pytest.mark.parametrize("path", USE_CASES, ids=lambda it: f"{it.parts[-3]}/{it.stem}")
def test_every_use_case_begins_with_a_sentence_and_stands_in_the_documents(path):
    assert module_of(path).__doc__
    assert f"`{path.stem}`" in read(f"docs/areas/{path.parts[-3]}.md")


@pytest.mark.parametrize("area", AREAS)
def test_the_page_of_an_area_names_its_facts_and_refusals(area):
    page = read(f"docs/areas/{area}.md")
    names = [it.__name__ for it in facts() if area_of(it) == area]
    codes = [it.code for it in refusals() if it.__module__.split(".")[1] == area]
    assert [it for it in [*names, *codes] if f"`{it}`" not in page] == []


def test_every_page_of_an_area_has_its_area():
    assert sorted(it.stem for it in (ROOT / "docs" / "areas").glob("*.md")) == AREAS
