"""The fake keeps the promises of DynamoDB: the same tests for both."""

from dataclasses import replace
from datetime import date

import pytest
from moto import mock_aws

from frontdesk.followup.model.figures import ALL, Cell, Figure, Kept, Kind, Mark, Tally
from frontdesk.followup.storage import DynamoFigures
from tests.conftest import furnish

from .figure_fakes import FakeFigures
from .task_builders import MONDAY_NINE, NORTH, SURGERY, WARD, task_id

SOUTH = "south"
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
STEP = Mark(kind=Kind.STEP, id=task_id(), seen="first")
PLAN = Mark(kind=Kind.PLAN, id="f" * 32, seen="a", outcome=Figure.OTHERWISE, at=MONDAY_NINE)
A_CELL = Cell(month=NOVEMBER, department_id=SURGERY, population="discharged")
A_TALLY = Tally(month=NOVEMBER, department_id=SURGERY, counts={"discharged": {"d": 2, "o24": 1}})


@pytest.fixture(params=["fake", "dynamodb"])
def figures(request):
    if request.param == "fake":
        yield FakeFigures()
    else:
        with mock_aws():
            furnish()
            yield DynamoFigures()


def a_kept(**changes):
    counted = {A_CELL: {"d": 1, "o24": 1}, replace(A_CELL, population="", person="1001"): {"d": 1}}
    return Kept(**{"kind": Kind.STEP, "id": task_id(), "counted": counted} | changes)


def test_what_is_marked_waits_once_as_it_was_marked_last(figures):
    figures.mark(NORTH, STEP)
    figures.mark(NORTH, replace(STEP, seen="second"))
    figures.mark(NORTH, PLAN)
    figures.mark(SOUTH, STEP)
    assert list(figures.waiting(NORTH, most=10)) == [PLAN, replace(STEP, seen="second")]
    assert list(figures.waiting(NORTH, most=1)) == [PLAN]


def test_a_batch_is_stored_whole_and_takes_its_marks_away(figures):
    figures.mark(NORTH, STEP)
    figures.mark(NORTH, PLAN)
    until = date(2026, 11, 24)
    assert figures.count(NORTH, [STEP], [a_kept(open_until=until)], [A_TALLY])
    assert list(figures.waiting(NORTH, most=10)) == [PLAN]
    assert figures.kept(NORTH, Kind.STEP, task_id()) == a_kept(open_until=until, version=1)
    assert figures.kept(SOUTH, Kind.STEP, task_id()) == a_kept(counted={})
    assert figures.tallies(NORTH, [(NOVEMBER, SURGERY, ""), (NOVEMBER, WARD, "")]) == {
        (NOVEMBER, SURGERY, ""): replace(A_TALLY, version=1)
    }
    assert list(figures.open_before(NORTH, date(2026, 11, 25))) == [task_id()]
    assert not list(figures.open_before(NORTH, until))
    later = replace(a_kept(), version=1)
    assert figures.count(NORTH, [], [later], [])
    assert not list(figures.open_before(NORTH, date(2026, 11, 25)))


@pytest.mark.parametrize("fault", ["marked anew", "counted", "tallied", "counted away"])
def test_of_two_counters_one_stores_and_the_other_nothing(figures, fault):
    figures.mark(NORTH, STEP)
    if fault == "marked anew":
        figures.mark(NORTH, replace(STEP, seen="second"))
    elif fault == "counted":
        assert figures.count(NORTH, [], [a_kept()], [])
    elif fault == "tallied":
        assert figures.count(NORTH, [], [], [A_TALLY])
    else:
        assert figures.count(NORTH, [STEP], [], [])
    before = figures.waiting(NORTH, most=10), figures.kept(NORTH, Kind.STEP, task_id())
    assert not figures.count(NORTH, [STEP], [a_kept()], [A_TALLY])
    assert (figures.waiting(NORTH, most=10), figures.kept(NORTH, Kind.STEP, task_id())) == before


def test_a_month_is_read_at_once_and_persons_and_months_apart(figures):
    tallies = [
        replace(A_TALLY, department_id=ALL),
        A_TALLY,
        replace(A_TALLY, department_id=WARD),
        replace(A_TALLY, person="1001", counts={"": {"d": 1}}),
        replace(A_TALLY, department_id=WARD, person="1002", counts={"": {"d": 1}}),
        replace(A_TALLY, month=OCTOBER),
    ]
    assert figures.count(NORTH, [], [], tallies)

    def places(found):
        return [(it.month, it.department_id, it.person) for it in found]

    assert places(figures.of_month(NORTH, NOVEMBER)) == [(NOVEMBER, it, "") for it in (ALL, SURGERY, WARD)]
    assert places(figures.of_persons(NORTH, NOVEMBER, SURGERY)) == [(NOVEMBER, SURGERY, "1001")]
    assert places(figures.of_months(NORTH, [NOVEMBER, OCTOBER, date(2026, 9, 1)], SURGERY)) == [
        (OCTOBER, SURGERY, ""),
        (NOVEMBER, SURGERY, ""),
    ]
    assert not figures.of_month(SOUTH, NOVEMBER)
