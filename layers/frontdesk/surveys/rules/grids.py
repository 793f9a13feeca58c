"""What is counted of a questionnaire: its columns by code, and which of them hang on another's answer. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from frontdesk.kernel.language import Language
from frontdesk.surveys.model.questionnaires import (
    HIDDEN,
    MISSING,
    SAID_NOT_APPLICABLE,
    Item,
    ItemType,
    Method,
    Questionnaire,
    Scale,
)
from frontdesk.surveys.model.tallies import Column
from frontdesk.surveys.rules.holding import by_column, choices, columns_of, items, points

WRITTEN, CHOSEN, NOT_CHOSEN, NO_BAND = 1, 1, 0, -1
NO_ANSWER = frozenset({SAID_NOT_APPLICABLE, HIDDEN, MISSING})
LANGUAGE: Column = "#language"
LANGUAGES = tuple(Language)
INVITED: Column = "#invited"
OTHERWISE, BY_LINK = 0, 1
SEVERAL, FULL = 2, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A column as it is counted: its codes, each response has exactly one of them.

    `hangs_on`: the columns whose answers decide whether it is asked; how many were asked would tell of those.
    """

    column: Column
    codes: tuple[int, ...]
    hangs_on: frozenset[str] = frozenset()


def grids(q: Questionnaire) -> tuple[Grid, ...]:
    """Every column of the questionnaire that is counted, then its bands, then languages."""
    return (
        *(grid for item in items(q) for grid in _of_item(item)),
        *(_of_bands(scale) for scale in q.scales if has_bands(scale)),
        Grid(column=LANGUAGE, codes=tuple(range(len(LANGUAGES)))),
    )


def choice_of(column: str, code: int) -> Column:
    """Where it is counted who chose this, of a question of which one chooses several."""
    return f"{column}={code}"


def counted_choices(item: Item) -> tuple[int, ...]:
    """The choices of several that are counted each by itself.

    None where all must choose as many: each choice could be worked out from the others.
    """
    if item.type is not ItemType.MULTI or item.most in (1, item.least or 1):
        return ()
    return choices(item)


def band_column(scale: Scale) -> Column:
    return f"${scale.id}"


def has_bands(scale: Scale) -> bool:
    """Of a scale of one question the bands are that question's own codes, and would tell what is hidden there."""
    return bool(scale.bands) and len(scale.of) >= SEVERAL


def spans(q: Questionnaire) -> Mapping[str, float]:
    """How far apart two answers can be at most: of each number that is bounded, and of each scale of two and more."""
    numbers = {
        str(item.id): float(item.most - item.least)
        for item in items(q)
        if item.type is ItemType.NUMBER and item.least is not None and item.most is not None
    }
    return numbers | {band_column(scale): span for scale, span in _scale_spans(q)}


def _scale_spans(q: Questionnaire) -> Iterator[tuple[Scale, float]]:
    of_columns = by_column(q)
    for scale in q.scales:
        worths = [list(points(of_columns[column]).values()) for column in scale.of]
        apart = [float(max(it) - min(it)) for it in worths]
        if len(apart) < SEVERAL:
            continue
        match scale.method:
            case Method.SUM:
                yield scale, sum(apart)
            case Method.MEAN:
                lowest, highest = min(map(min, worths)), max(map(max, worths))
                yield scale, float(highest - lowest)
            case Method.LINEAR:
                yield scale, float(FULL)


def _of_item(item: Item) -> Iterator[Grid]:
    hangs_on = frozenset(test.of for test in item.when.tests) if item.when else frozenset[str]()
    nothing = (
        *((SAID_NOT_APPLICABLE,) if item.not_applicable else ()),
        *((HIDDEN,) if item.when else ()),
        MISSING,
    )
    for column in columns_of(item):
        yield Grid(column=column, codes=(*_said(item), *nothing), hangs_on=hangs_on)
        for code in counted_choices(item):
            yield Grid(column=choice_of(column, code), codes=(CHOSEN, NOT_CHOSEN), hangs_on=hangs_on)


def _said(item: Item) -> tuple[int, ...]:
    """The codes of whoever answered; one, where what is counted is that they did."""
    if item.type is ItemType.CONSENT:
        return (1, 0)
    if item.type in (ItemType.MULTI, ItemType.NUMBER, ItemType.DATE, ItemType.TEXT, ItemType.LONG_TEXT):
        return (WRITTEN,)
    return choices(item)


def _of_bands(scale: Scale) -> Grid:
    return Grid(column=band_column(scale), codes=(*range(len(scale.bands)), NO_BAND, MISSING))
