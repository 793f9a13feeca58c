"""How content patients were, as it may be shown: by the rules of surveys, so that no number tells of somebody.

Departments lie within the clinic; nothing below five is shown, nor what would tell it (decision 45). A month is shown
once it is over, for reviews are never changed: there is no page of yesterday to subtract.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from frontdesk.followup.model.figures import ALL, CONTENT, Content, Counts
from frontdesk.kernel.ids import DepartmentId
from frontdesk.surveys.model import SpotId
from frontdesk.surveys.rules.disclosure import cells, people
from frontdesk.surveys.rules.figures import Range, part_of, piled, ratio
from frontdesk.surveys.rules.grids import Grid

SMALLEST = 5
TOP = frozenset({4, 5})
SETTLES = timedelta(days=2)
"""So long after its last day a month is over in every zone, and counted."""


def is_over(month: date, today: date) -> bool:
    """Whether nobody is asked in that month any more, and all of it is counted."""
    return today >= (month + timedelta(days=31)).replace(day=1) + SETTLES


def content(departments: Mapping[DepartmentId, Counts]) -> Mapping[DepartmentId, Content]:
    """Of each department, and of all, of a month that is over."""
    counts = {SpotId(it): _answers(known) for it, known in departments.items() if _answers(known)}
    if not counts:
        return {}
    number = {it: sum(known.values()) for it, known in counts.items()}
    places = {ALL: frozenset(counts)} | {DepartmentId(it): frozenset({it}) for it in counts}
    shown = people(places.values(), number, SMALLEST)
    column = cells(
        Grid(column="content", codes=tuple(CONTENT)),
        counts,
        places=places.values(),
        shown=shown,
        responses=number,
        smallest=SMALLEST,
    )
    found = {}
    for place, those in places.items():
        if those not in shown:
            found[place] = Content(answers=None)
            continue
        pile = piled(tuple(CONTENT), [column[those]])
        found[place] = Content(
            answers=sum(number[it] for it in those),
            mean=_range(ratio(pile, float), digits=2),
            top=_range(part_of(pile, TOP), digits=1),
        )
    return found


def _answers(counts: Counts) -> dict[int, int]:
    found = {code: counts.get(name, 0) for code, name in CONTENT.items()}
    return {code: n for code, n in found.items() if n}


def _range(it: Range | None, *, digits: int) -> tuple[float, float] | None:
    return (round(it.low, digits), round(it.high, digits)) if it else None
