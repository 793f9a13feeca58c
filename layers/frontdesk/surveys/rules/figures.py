"""What is reckoned from cells that may be shown, and from nothing else: percentages, means, boxes. Pure.

Where some cells are hidden a figure is a range: the least and the most it can be, however what is hidden is divided
among them. So no figure can tell what its table does not.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.surveys.model.questionnaires import Item, ItemType
from frontdesk.surveys.model.tallies import Cells
from frontdesk.surveys.rules.grids import NO_ANSWER
from frontdesk.surveys.rules.holding import points

PROMOTERS, PASSIVES = 9, 7
EACH_OF_THREE = 3
RATED = frozenset({ItemType.SCALE, ItemType.STARS, ItemType.MATRIX})


@dataclass(frozen=True, slots=True)
class Range:
    """A figure that is at least and at most so much; both are the same where nothing is hidden that it hangs on."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """A column of one period, or of several: what is known by code, and what is hidden among which codes."""

    codes: tuple[int, ...]
    known: Mapping[int, int]
    hidden: tuple[tuple[int, tuple[int, ...]], ...]

    @property
    def is_whole(self) -> bool:
        return not self.hidden


def piled(codes: tuple[int, ...], parts: Iterable[Cells]) -> Pile:
    """Put periods together; what is hidden in one of them stays hidden."""
    known = dict.fromkeys(codes, 0)
    hidden = []
    for part in parts:
        for code, n in part.shown.items():
            known[code] = known.get(code, 0) + n
        if part.hidden:
            hidden.append((part.hidden, tuple(it for it in codes if it not in part.shown)))
    return Pile(codes=codes, known=known, hidden=tuple(hidden))


def percentages(numbers: Sequence[int]) -> tuple[int, ...]:
    """Whole percentages that add up to exactly 100: the largest remainders are rounded up. All nought of nobody."""
    total = sum(numbers)
    if not total:
        return tuple(0 for _ in numbers)
    floors = [100 * n // total for n in numbers]
    order = sorted(range(len(numbers)), key=lambda at: (-(100 * numbers[at] % total), at))
    for at in order[: 100 - sum(floors)]:
        floors[at] += 1
    return tuple(floors)


def shares(pile: Pile) -> Mapping[int, Range]:
    """The percentage of each answer of those who gave one, where it can be said."""
    answers = [it for it in pile.codes if it not in NO_ANSWER]
    if pile.is_whole:
        exact = percentages([pile.known[it] for it in answers])
        return {code: Range(it, it) for code, it in zip(answers, exact, strict=True)}
    hidden = {code for _, codes in pile.hidden for code in codes}
    found = {}
    for code in answers:
        share = None if code in hidden else part_of(pile, {code})
        if share is not None:
            found[code] = share
    return found


def part_of(pile: Pile, codes: Collection[int]) -> Range | None:
    """How many percent of those who answered gave one of these answers."""
    return ratio(pile, lambda it: 100.0 if it in codes else 0.0)


def mean(pile: Pile, item: Item) -> Range | None:
    worth = points(item)
    return ratio(pile, lambda it: float(worth[it]), among=set(worth))


def median(pile: Pile, item: Item) -> float | None:
    """The middle answer, between two the mean of them; None where something is hidden, or nobody answered."""
    worth = points(item)
    row = [
        float(worth[code])
        for code in sorted(worth, key=worth.__getitem__)
        for _ in range(pile.known.get(code, 0))
    ]
    if not pile.is_whole or not row:
        return None
    return (row[(len(row) - 1) // 2] + row[len(row) // 2]) / 2


def net_promoters(pile: Pile) -> Range | None:
    """NPS: the percentage of 9 and 10 less that of 0 to 6, of all who answered."""
    return ratio(pile, lambda it: 100.0 if it >= PROMOTERS else -100.0 if it < PASSIVES else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """Percentages of the best answer, of the two best, of those between, and of the worst."""

    top: Range
    top_two: Range
    middle: Range
    bottom: Range


def boxes(pile: Pile, item: Item) -> Boxes | None:
    """By points; None where nothing can be said, or there are fewer than three answers."""
    worth = points(item)
    ranked = sorted((it for it in worth if it in pile.codes), key=worth.__getitem__)
    if len(ranked) < EACH_OF_THREE:
        return None
    found = [part_of(pile, some) for some in (ranked[-1:], ranked[-2:], ranked[1:-1], ranked[:1])]
    top, top_two, middle, bottom = found
    if top is None or top_two is None or middle is None or bottom is None:
        return None
    return Boxes(top=top, top_two=top_two, middle=middle, bottom=bottom)


def ratio(pile: Pile, value: Callable[[int], float], *, among: Collection[int] | None = None) -> Range | None:
    """The mean of `value` over those whose answer counts; None where it is not sure that there is any.

    `among`: the codes that count, all answers unless said.
    """
    counting = [it for it in pile.codes if it not in NO_ANSWER and (among is None or it in among)]
    known = sum(pile.known.get(it, 0) for it in counting)
    if not known:
        return None
    total = sum(value(it) * pile.known.get(it, 0) for it in counting)
    values = {it: value(it) for it in counting}
    return Range(
        -_most({it: -worth for it, worth in values.items()}, pile, -total, known),
        _most(values, pile, total, known),
    )


def _most(values: Mapping[int, float], pile: Pile, total: float, known: int) -> float:
    """The greatest mean there can be (Dinkelbach): each hidden part lies where it helps most, until nothing helps."""
    best = total / known
    while True:
        above, below = total, known
        for number, codes in pile.hidden:
            code = max(codes, key=lambda it: values[it] - best if it in values else 0.0)
            if code in values:
                above += number * values[code]
                below += number
        if above / below <= best + 1e-12:
            return best
        best = above / below
