"""Which numbers of a survey are shown, so that none tells of somebody: not itself, and not by what others leave. Pure.

A cell of fewer than `smallest` responses is not shown, nor one of none. Where what is not shown of a row comes to fewer
than that, the smallest shown cell goes too. Places lie within places: what can be worked out from all that is shown of
all of them (`solving`) is asked of every small cell, and cells are taken away until no small one can be.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from frontdesk.surveys.model import Spot, SpotId
from frontdesk.surveys.model.tallies import EVERYWHERE, Cells, Column, Counts, PlaceId
from frontdesk.surveys.rules.grids import Grid
from frontdesk.surveys.rules.solving import Sums, Unknown

Spots = frozenset[SpotId]
Cell = tuple[Spots, int]
GRAINS = (1, 2, 5)
FINEST = -2
"""Means have two digits behind the point at most."""
A_QUARTER = 4


def places_of(spots: Iterable[Spot]) -> Mapping[PlaceId, Spots]:
    """Every place there are results of: all, locations, departments, spots."""
    found: dict[PlaceId, set[SpotId]] = {}
    for it in spots:
        department = [f"d.{it.location_id}.{it.department_id}"] if it.department_id else []
        for place in (EVERYWHERE, f"l.{it.location_id}", *department, f"s.{it.id}"):
            found.setdefault(PlaceId(place), set()).add(it.id)
    return {place: frozenset(those) for place, those in found.items()}


def place_of(text: str, spots: Iterable[Spot]) -> PlaceId | None:
    """The place an address names; None where the survey has none of that name."""
    return next((place for place in places_of(spots) if place == text), None)


def people(places: Iterable[Spots], responses: Mapping[SpotId, int], smallest: int) -> frozenset[Spots]:
    """The places of which it is shown how many answered there; whatever else is shown is shown of these alone."""
    sets = sorted(set(places), key=lambda it: (len(it), sorted(it)))
    number = {those: sum(responses.get(it, 0) for it in those) for those in sets}
    shown = {those for those in sets if number[those] >= smallest}
    if sets[-1] not in shown:
        return frozenset()
    for above in reversed(sets):
        if above not in shown:
            continue
        below = _children(above, sets)
        while 0 < sum(number[it] for it in below if it not in shown) < smallest and shown & set(below):
            least = min((it for it in below if it in shown), key=lambda it: (number[it], sorted(it)))
            shown -= {it for it in sets if it <= least}
    while told := [it for it in _told_people(sets, shown, responses) if 0 < number[it] < smallest]:
        shown -= {it for it in sets if it <= _nearest(told[0], shown)}
    return frozenset(shown)


def cells(  # noqa: PLR0913  # a table, and all that it is protected by
    grid: Grid,
    counts: Mapping[SpotId, Counts],
    *,
    places: Iterable[Spots],
    shown: frozenset[Spots],
    responses: Mapping[SpotId, int],
    smallest: int,
) -> Mapping[Spots, Cells]:
    """The column at each place that is shown, as it may be."""
    world = _World(
        codes=grid.codes,
        counts=counts,
        sets=sorted(set(places), key=lambda it: (len(it), sorted(it))),
        rows=shown,
        responses=responses,
        smallest=smallest,
    )
    world.protect()
    return {row: world.cells(row) for row in shown}


def whole(columns: Mapping[Spots, Mapping[Column, Cells]], grid: Grid, root: Spots) -> frozenset[Spots]:
    """Where a column that hangs on others may be shown: where nothing is hidden of those.

    Unless that is so of every place it is shown of the whole alone: places could be subtracted from each other.
    """
    full = {row for row, known in columns.items() if all(_is_whole(known, it) for it in grid.hangs_on)}
    if full == set(columns):
        return frozenset(full)
    return frozenset({root} & full)


def _is_whole(known: Mapping[Column, Cells], column: str) -> bool:
    """Whether all of it is shown, with every choice of it where there may be several."""
    of_it = [it for name, it in known.items() if name.partition("=")[0] == column]
    return bool(of_it) and not any(it.hidden for it in of_it)


def grain(number: int, span: float, smallest: int) -> float | None:
    """How fine a mean of so many may be: so coarse that `smallest` answers may each be quite different.

    1, 2 or 5 times a power of ten; None where it would say nothing.
    """
    least = 2 * smallest * span / number
    sizes = (times * 10.0**power for power in range(FINEST, 7) for times in GRAINS)
    fits = next(size for size in sizes if size >= least)
    return fits if fits * A_QUARTER <= span else None


@dataclass(kw_only=True)
class _World:
    """A column at all places, and which of its cells are shown so far."""

    codes: tuple[int, ...]
    counts: Mapping[SpotId, Counts]
    sets: list[Spots]
    rows: frozenset[Spots]
    responses: Mapping[SpotId, int]
    smallest: int
    number: dict[Cell, int] = field(default_factory=dict)
    shown: set[Cell] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.number = {
            (row, code): sum(self.counts.get(spot, {}).get(code, 0) for spot in row)
            for row in self.sets
            for code in self.codes
        }

    def protect(self) -> None:
        self.shown = {it for it, n in self.number.items() if it[0] in self.rows and n >= self.smallest}
        for row in self.rows:
            self._fill(row)
        while self.rows and (told := self._told()):
            self._hide(self._nearest_shown(told))

    def cells(self, row: Spots) -> Cells:
        shown = {code: self.number[row, code] for code in self.codes if (row, code) in self.shown}
        return Cells(shown=shown, hidden=self._people(row) - sum(shown.values()))

    def _people(self, row: Spots) -> int:
        return sum(self.responses.get(it, 0) for it in row)

    def _fill(self, row: Spots) -> None:
        """What is hidden of a row is nobody, or enough."""
        while 0 < self.cells(row).hidden < self.smallest:
            self._hide_cell(min(self._shown_of(row), key=self._size))

    def _hide(self, cell: Cell) -> None:
        self._hide_cell(cell)
        self._fill(cell[0])

    def _hide_cell(self, cell: Cell) -> None:
        self.shown.discard(cell)

    def _shown_of(self, row: Spots) -> list[Cell]:
        return [it for it in self.shown if it[0] == row]

    def _size(self, cell: Cell) -> tuple[int, int, int]:
        return self.number[cell], len(cell[0]), cell[1]

    def _told(self) -> Cell | None:
        """A small cell that is not shown and can be worked out from what is."""
        spots = sorted({spot for row in self.sets for spot in row})
        lefts = {spot: _smallest_around(spot, self.rows) for spot in spots}
        columns = {code: {row for row, at in self.shown if at == code} for code in self.codes}
        unknown, places = [], []
        for spot in spots:
            for code in self.codes:
                around = _smallest_around(spot, columns[code])
                right = (code, around) if around else None
                unknown.append(Unknown(lefts[spot], right, self.counts.get(spot, {}).get(code, 0)))
                places.append((spot, code))
        sums = Sums(unknown)
        for (row, code), n in sorted(self.number.items(), key=lambda it: (len(it[0][0]), it[0][1])):
            if 0 < n < self.smallest and (row, code) not in self.shown:
                some = [at for at, (spot, other) in enumerate(places) if other == code and spot in row]
                if sums.tell(some):
                    return row, code
        return None

    def _nearest_shown(self, told: Cell) -> Cell:
        """What to take away so that it is told no more: beside it, above it, in its row; else the smallest of all."""
        row, code = told
        hidden = {it for it in self.codes if (row, it) not in self.shown}
        above = _nearest(row, self.rows - {row}) if any(row < it for it in self.rows) else row
        beside = set(_children(above, [it for it in self.sets if it in self.rows]))
        for some in (
            [it for it in self.shown if it[0] in beside and it[1] == code],
            [it for it in self.shown if it[0] in beside and it[1] in hidden],
            [it for it in self.shown if it[0] == above and it[1] in hidden],
            [it for it in self.shown if it[0] in beside],
            self.shown,
        ):
            if some:
                return min(some, key=lambda it: (self._size(it), sorted(it[0])))
        raise AssertionError("of a column of which nothing is shown nothing can be told")


def _told_people(sets: list[Spots], shown: set[Spots], responses: Mapping[SpotId, int]) -> Iterator[Spots]:
    spots = sorted({spot for those in sets for spot in those})
    unknown = [Unknown(_smallest_around(it, shown), None, responses.get(it, 0)) for it in spots]
    sums = Sums(unknown)
    for those in sets:
        if those not in shown and sums.tell([at for at, spot in enumerate(spots) if spot in those]):
            yield those


def _children(above: Spots, sets: list[Spots]) -> list[Spots]:
    """The greatest of the sets within it."""
    within = [it for it in sets if it < above]
    return [it for it in within if not any(it < other for other in within)]


def _nearest(those: Spots, shown: Iterable[Spots]) -> Spots:
    """The smallest of the shown ones around it."""
    return min((it for it in shown if those <= it), key=len)


def _smallest_around(spot: SpotId, sets: Iterable[Spots]) -> Spots | None:
    return min((it for it in sets if spot in it), key=len, default=None)
