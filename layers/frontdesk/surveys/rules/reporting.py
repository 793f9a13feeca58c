"""The table of results: what every page, file and report shows of a survey, made once for all of them. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from frontdesk.surveys.model.questionnaires import Item, ItemType, Questionnaire, Row, Scale
from frontdesk.surveys.model.tallies import Result
from frontdesk.surveys.rules.figures import (
    RATED,
    Boxes,
    Pile,
    Range,
    boxes,
    mean,
    median,
    net_promoters,
    piled,
    shares,
)
from frontdesk.surveys.rules.grids import CHOSEN, NO_ANSWER, WRITTEN, Grid, band_column, choice_of, grids
from frontdesk.surveys.rules.holding import by_column


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An answer: how many gave it, and how many percent of those who gave one. None: empty, or not shown."""

    code: int
    count: int | None
    share: Range | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question, or a line of a matrix, over all periods in which it is shown.

    `hidden`: how many are in the lines without a count, together. Figures are None where they make no sense.
    """

    column: str
    item: Item
    row: Row | None
    responses: int
    lines: tuple[Line, ...]
    hidden: int
    mean: Range | None = None
    median: float | None = None
    nps: Range | None = None
    boxes: Boxes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Average:
    """The mean of a number or of a scale in one period, so rounded that it lies within half a `grain` of it."""

    begins: date
    ends: date
    mean: float
    grain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Averaged:
    """A number or a scale: its means by period, and the bands of the scale where it has any that are shown."""

    of: Item | Scale
    averages: tuple[Average, ...]
    bands: tuple[Line, ...] = ()


def answered(q: Questionnaire, results: Sequence[Result]) -> tuple[Answered, ...]:
    """Every question with a table, in the order in which it is asked; without those of which nothing is shown."""
    return tuple(_answered(q, results))


def averaged(q: Questionnaire, results: Sequence[Result]) -> tuple[Averaged, ...]:
    """Every number and scale of which a mean is shown."""
    of_columns = by_column(q)
    numbers: list[tuple[str, Item | Scale]] = [
        (column, item) for column, item in of_columns.items() if item.type is ItemType.NUMBER
    ]
    found = []
    for name, of in (*numbers, *((band_column(scale), scale) for scale in q.scales)):
        averages = tuple(
            Average(begins=it.begins, ends=it.ends, mean=it.means[name][0], grain=it.means[name][1])
            for it in results
            if name in it.means
        )
        if averages:
            found.append(Averaged(of=of, averages=averages, bands=_bands(q, name, results)))
    return tuple(found)


def trend(
    q: Questionnaire, results: Sequence[Result], column: str
) -> tuple[tuple[Result, Answered | None], ...]:
    """A question period by period; None where nothing is shown of it."""
    return tuple(
        (it, next((one for one in answered(q, [it]) if one.column == column), None)) for it in results
    )


def _answered(q: Questionnaire, results: Sequence[Result]) -> Iterator[Answered]:
    known = {it.column: it for it in grids(q)}
    for column, item in by_column(q).items():
        of_it = [it for it in results if column in it.columns]
        if not of_it:
            continue
        pile = _pile(known[column], of_it)
        one = Answered(
            column=column,
            item=item,
            row=next((it for it in item.rows if f"{item.id}.{it.id}" == column), None),
            responses=sum(it.responses for it in of_it),
            lines=_lines(pile),
            hidden=sum(n for n, _ in pile.hidden),
        )
        yield _with_figures(_with_choices(one, of_it), pile)


def _with_figures(one: Answered, pile: Pile) -> Answered:
    item = one.item
    if item.type is ItemType.NPS:
        return replace(one, nps=net_promoters(pile), mean=mean(pile, item))
    if item.type in RATED:
        return replace(one, mean=mean(pile, item), median=median(pile, item), boxes=boxes(pile, item))
    if item.type is ItemType.SINGLE and any(it.points is not None for it in item.options):
        return replace(one, mean=mean(pile, item))
    return one


def _with_choices(one: Answered, results: Sequence[Result]) -> Answered:
    """Where one chooses several, each choice is a line, with how many percent of those who answered chose it."""
    choices = [
        (option.code, [it for it in results if choice_of(one.column, option.code) in it.columns])
        for option in one.item.options
        if one.item.type is ItemType.MULTI
    ]
    if not any(found for _, found in choices):
        return one
    answers = next((it.count for it in one.lines if it.code == WRITTEN), None)
    lines = []
    for code, of_it in choices:
        parts = [it.columns[choice_of(one.column, code)] for it in of_it]
        counts = [it.shown.get(CHOSEN) for it in parts]
        known = [it for it in counts if it is not None]
        number = sum(known) if known and len(known) == len(results) else None
        share = Range(100 * number / answers, 100 * number / answers) if number and answers else None
        lines.append(Line(code=code, count=number, share=share))
    return replace(one, lines=(*lines, *(it for it in one.lines if it.code in NO_ANSWER)))


def _bands(q: Questionnaire, name: str, results: Sequence[Result]) -> tuple[Line, ...]:
    grid = next((it for it in grids(q) if it.column == name), None)
    of_it = [it for it in results if name in it.columns]
    return _lines(_pile(grid, of_it)) if grid and of_it else ()


def _pile(grid: Grid, results: Sequence[Result]) -> Pile:
    return piled(grid.codes, [it.columns[grid.column] for it in results])


def _lines(pile: Pile) -> tuple[Line, ...]:
    """A line of nobody looks like one that is not shown."""
    percent, hidden = shares(pile), {code for _, codes in pile.hidden for code in codes}
    lines = []
    for code in pile.codes:
        count = pile.known.get(code, 0)
        seen = bool(count) and code not in hidden
        lines.append(
            Line(code=code, count=count if seen else None, share=percent.get(code) if seen else None)
        )
    return tuple(lines)
