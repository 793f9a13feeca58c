"""`make bench` measures everything, and is red when any part is."""

import pytest

from benchmarks import __main__ as bench


@pytest.fixture
def turns(monkeypatch):
    had = []

    def measured(name):
        had.append(name)
        return int(name == "units")

    monkeypatch.setattr(bench, "measured", measured)
    return had


def test_one_broken_budget_is_red_and_the_rest_is_measured_all_the_same(turns):
    assert bench.main([]) == 1
    assert turns == list(bench.PARTS)


def test_a_part_is_measured_alone_when_it_is_named(turns):
    assert bench.main(["sizes"]) == 0
    assert turns == ["sizes"]


def test_a_part_that_breaks_is_red(monkeypatch):
    monkeypatch.setitem(bench.PARTS, "budgets.there_is_none", ())
    assert bench.main(["budgets.there_is_none"]) == 1


def test_every_program_that_measures_has_its_turn():
    assert set(bench.PARTS) == {"units", "handler", "instructions", "booking", "sizes", "burst", "cost"}
