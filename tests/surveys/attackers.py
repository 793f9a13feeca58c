"""Somebody who knows every table that is published, tries every world that fits, and says what is the same in all."""

from itertools import product

from frontdesk.surveys.rules.disclosure import cells, people
from frontdesk.surveys.rules.grids import Grid


def divided(total, parts):
    """Every way to divide so many among so many cells."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in divided(total - first, parts - 1):
            yield (first, *rest)


class World:
    """How everybody answered one question at each spot, and what of it is published."""

    def __init__(self, rows, groups, smallest):
        self.spots = tuple(f"s{number}" for number in range(len(rows)))
        self.codes = tuple(range(len(rows[0])))
        self.smallest = smallest
        self.true = dict(zip(self.spots, rows, strict=True))
        ones = {frozenset([it]) for it in self.spots}
        self.places = {frozenset(self.spots), *ones, *(frozenset(self.spots[:it]) for it in groups)}
        responses = {spot: sum(row) for spot, row in self.true.items()}
        self.shown = people(self.places, responses, smallest)
        self.published = cells(
            Grid(column="q", codes=self.codes),
            {spot: dict(enumerate(row)) for spot, row in self.true.items()},
            places=self.places,
            shown=self.shown,
            responses=responses,
            smallest=smallest,
        )

    def small_ones_told(self):
        """Numbers below the smallest that are shown, or the same in every world that fits what is shown."""
        worlds = list(self._fitting()) if self.shown else []
        found = []
        for place, code in product(self.places, (None, *self.codes)):
            number = _in(self.true, place, code)
            if not 0 < number < self.smallest:
                continue
            shown = place in self.shown and (code is None or code in self.published[place].shown)
            if shown or (worlds and len({_in(it, place, code) for it in worlds}) == 1):
                found.append((place, code, number))
        return found

    def _fitting(self):
        total = _in(self.true, frozenset(self.spots), None)
        yield from (it for it in self._worlds(self.spots, total) if self._fits(it))

    def _worlds(self, spots, left):
        """What may be at each spot; where it is known how many answered there, just so many."""
        if not spots:
            if not left:
                yield {}
            return
        spot, alone = spots[0], frozenset(spots[:1])
        known = [_in(self.true, alone, None)] if alone in self.shown else range(left + 1)
        for number in known:
            for row in divided(number, len(self.codes)) if number <= left else ():
                said = self.published[alone].shown if alone in self.shown else {}
                if all(row[code] == n for code, n in said.items()):
                    for rest in self._worlds(spots[1:], left - number):
                        yield {spot: row, **rest}

    def _fits(self, world):
        return all(
            _in(world, place, None) == _in(self.true, place, None)
            and all(_in(world, place, code) == n for code, n in self.published[place].shown.items())
            for place in self.shown
        )


def _in(world, place, code):
    """How many gave that answer there; all that answered, for None."""
    return sum(sum(world[it]) if code is None else world[it][code] for it in place)
