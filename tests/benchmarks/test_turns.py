"""`make bench` measures everything, and is red when any part is."""

import pytest

from benchmarks import __main__ as bench


@pytest.fixture
def turns(monkeypatch):
    had = []

    def part(name, code):
        def measured():
            had.append(name)
            return code

        return measured

    monkeypatch.setattr(bench, "PARTS", {"broken": part("broken", 1), "kept": part("kept", 0)})
    return had


def test_one_broken_budget_is_red_and_the_rest_is_measured_all_the_same(turns):
    assert bench.main([]) == 1
    assert turns == ["broken", "kept"]


def test_a_part_is_measured_alone_when_it_is_named(turns):
    assert bench.main(["kept"]) == 0
    assert turns == ["kept"]


def test_every_program_that_measures_has_its_turn():
    assert set(bench.PARTS) == {"units", "handler", "instructions", "booking", "sizes", "cost"}
