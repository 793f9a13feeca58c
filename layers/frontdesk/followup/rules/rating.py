"""Rates of follow-up (followup.md, 2.7), of counts: a part of a whole, and nothing where the whole is nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from frontdesk.followup.model.figures import Counts, Figure

OPEN = "o"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """To one digit behind the point; None of nobody."""
        return round(100 * self.part / self.whole, 1) if self.whole else None


def followed_up(counts: Counts) -> Rate:
    """Steps that were tried at least once, of those that were due and not cancelled."""
    return _of(counts, Figure.TRIED, Figure.DUE)


def reached(counts: Counts) -> Rate:
    """Steps with somebody spoken to, of those that were tried."""
    return _of(counts, Figure.REACHED, Figure.TRIED)


def completed(counts: Counts) -> Rate:
    """Steps with a record, of those that were due."""
    return _of(counts, Figure.COMPLETED, Figure.DUE)


def in_time(counts: Counts) -> Rate:
    """Steps with a record of the day on which they were due, or of a day before, of those with one."""
    return _of(counts, Figure.IN_TIME, Figure.COMPLETED)


def agreed(counts: Counts, *, leaders: bool = False) -> Rate:
    """Steps that the centre, or a leader, confirmed at the first look, of those that they looked at."""
    if leaders:
        return _of(counts, Figure.AGREED_3, Figure.LOOKED_3)
    return _of(counts, Figure.AGREED_2, Figure.LOOKED_2)


def overridden(counts: Counts) -> Rate:
    """Plans that were refused, or started with other steps than those recommended, of all that were decided."""
    otherwise = counts.get(Figure.OTHERWISE, 0) + counts.get(Figure.REFUSED, 0)
    return Rate(otherwise, otherwise + counts.get(Figure.AS_RECOMMENDED, 0))


def answered(counts: Counts) -> Rate:
    """Corrective actions answered in time, of those that are answered, or late."""
    kept = counts.get(Figure.ANSWERED, 0)
    return Rate(kept, kept + counts.get(Figure.LATE, 0))


def score(counts: Counts, *, leaders: bool = False) -> float | None:
    """The mean of the scores that reviews gave, 0 to 100; None where there is none."""
    number, total = (Figure.SCORED_3, Figure.SCORE_3) if leaders else (Figure.SCORED_2, Figure.SCORE_2)
    n = counts.get(number, 0)
    return round(counts.get(total, 0) / n, 1) if n else None


def overdue(counts: Counts, month: date, today: date) -> int:
    """Steps of the month that are open, and were due before today."""
    return sum(n for day, n in _open(counts, month) if day < today)


def still_open(counts: Counts, month: date) -> int:
    """Steps of the month that are open."""
    return sum(n for _, n in _open(counts, month))


def _open(counts: Counts, month: date) -> Iterable[tuple[date, int]]:
    return (
        (month.replace(day=int(name[1:])), n)
        for name, n in counts.items()
        if name.startswith(OPEN) and name[1:].isdecimal()
    )


def _of(counts: Counts, part: Figure, whole: Figure) -> Rate:
    return Rate(counts.get(part, 0), counts.get(whole, 0))
