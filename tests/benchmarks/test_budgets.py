"""A budget is kept, or the run is red; tools only lower it."""

import json

import pytest

from benchmarks.budgets import broken, judged, lower


@pytest.fixture
def budget(tmp_path):
    path = tmp_path / "budget.json"
    path.write_text(json.dumps({"instructions": {"import window": 2.0}, "use_cases": {"open": {"calls": 1}}}))
    return path


def allowed(path):
    return json.loads(path.read_text("utf-8"))["instructions"]


def test_a_rise_of_more_than_the_tolerance_is_red(budget, capsys):
    assert judged("instructions", {"import window": 2.05}, tolerance=0.02, write=False, path=budget) == 1
    assert "BROKEN import window" in capsys.readouterr().out


def test_a_rise_within_the_tolerance_is_not(budget):
    assert judged("instructions", {"import window": 2.03}, tolerance=0.02, write=False, path=budget) == 0


def test_a_figure_without_a_budget_is_red(budget):
    (sentence,) = broken("instructions", {"import console": 1.0}, tolerance=0.02, path=budget)
    assert "no budget" in sentence


def test_writing_takes_what_is_less_and_what_is_new(budget):
    lower("instructions", {"import window": 1.5, "import console": 3.0}, budget)
    assert allowed(budget) == {"import window": 1.5, "import console": 3.0}


def test_writing_never_raises_and_a_broken_budget_stays_red(budget):
    assert judged("instructions", {"import window": 9.0}, tolerance=0.02, write=True, path=budget) == 1
    assert allowed(budget) == {"import window": 2.0}


def test_writing_leaves_the_other_sections_as_they_are(budget):
    lower("instructions", {"import window": 1.5}, budget)
    assert json.loads(budget.read_text("utf-8"))["use_cases"] == {"open": {"calls": 1}}
