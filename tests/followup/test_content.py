"""How content patients were is shown as far as it tells of nobody."""

from datetime import date, datetime

import pytest

from frontdesk.followup.model.figures import ALL, CONTENT, Tally
from frontdesk.followup.rules.content import content
from frontdesk.followup.usecases.read_figures import read_figures, read_months

from .figure_fakes import FakeFigures, counting
from .task_builders import ADMINISTRATOR, CENTRE, NORTH, SURGERY, WARD
from .task_fakes import BERLIN, Desk

NOVEMBER = date(2026, 11, 1)


def answers(*numbers):
    """So many said 1, so many 2, up to 5."""
    return {CONTENT[code]: n for code, n in enumerate(numbers, 1) if n}


@pytest.mark.requirement("R-4.2.15")
def test_where_enough_said_each_thing_the_figures_are_exact():
    found = content({SURGERY: answers(0, 0, 5, 5, 10), WARD: answers(0, 0, 5, 10, 5)})
    assert found[SURGERY].answers == 20
    assert found[SURGERY].mean == (4.25, 4.25)
    assert found[SURGERY].top == (75.0, 75.0)
    assert found[ALL].answers == 40


def test_a_department_of_which_few_answered_is_not_shown_nor_what_would_tell_it():
    found = content(
        {SURGERY: answers(0, 0, 0, 6, 6), WARD: answers(1, 0, 0, 0, 2), "eyes": answers(0, 0, 0, 9)}
    )
    assert found[WARD].answers is None
    shown = sum(found[it].answers or 0 for it in (SURGERY, "eyes"))
    assert found[ALL].answers - shown == 0 or found[ALL].answers - shown >= 5
    assert found[ALL].mean != found[SURGERY].mean


def test_of_nobody_nothing_is_said():
    assert content({SURGERY: {"d": 12}}) == {}


def test_a_month_is_shown_when_it_is_over_and_counts_of_answers_never():
    desk, figures = Desk(), FakeFigures()
    tallies = [
        Tally(month=NOVEMBER, department_id=it, counts={"discharged": {"d": 9} | answers(0, 0, 0, 6, 6)})
        for it in (ALL, SURGERY)
    ]
    assert figures.count(NORTH, [], [], tallies)
    ports = counting(desk, figures)
    asked = {"organisation_id": NORTH, "month": NOVEMBER, "ports": ports}
    assert read_figures(**asked, member=CENTRE).content is None
    desk.now = datetime(2026, 12, 3, 9, tzinfo=BERLIN)
    assert read_figures(**asked, member=CENTRE).content[SURGERY].answers == 12
    assert set(read_figures(**asked, department_id=SURGERY, member=ADMINISTRATOR).content) == {SURGERY}
    assert read_months(**asked) == {NOVEMBER: {"d": 9} | answers(0, 0, 0, 6, 6)}
