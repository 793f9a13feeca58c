"""When results are shown, and what of them: months together, laid down once. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from frontdesk.surveys.model import Opening, SpotId, Survey
from frontdesk.surveys.model.questionnaires import Questionnaire
from frontdesk.surveys.model.tallies import EVERYWHERE, Cells, Column, Moments, Period, PlaceId, Result, Tally
from frontdesk.surveys.rules.counting import following, is_settled
from frontdesk.surveys.rules.disclosure import Spots, cells, grain, people, places_of, whole
from frontdesk.surveys.rules.grids import grids, spans
from frontdesk.surveys.rules.turnout import turnouts

MONTHS_AT_MOST = 12
"""After a year months are shown together though few places have enough."""
CLOSED_FOR = timedelta(hours=1)
"""How long after its closing no function still takes the survey for an open one."""


def settled_until(survey: Survey, periods: Sequence[Period], now: datetime) -> tuple[date, date] | None:
    """The first and the last month that may be shown next: nothing is counted in them any more. None: there is none."""
    first = following(periods[-1].ends) if periods else survey.made_at.date().replace(day=1)
    if _is_closed(survey, now):
        last = now.date().replace(day=1)
        return (first, last) if first <= last else None
    if not is_settled(first, now):
        return None
    last = first
    while is_settled(following(last), now):
        last = following(last)
    return first, last


def running_months(survey: Survey, periods: Sequence[Period], now: datetime) -> tuple[date, date]:
    """The first and the last month of which nothing is shown yet."""
    first = following(periods[-1].ends) if periods else survey.made_at.date().replace(day=1)
    return first, now.date().replace(day=1)


def answered_so_far(tallies: Iterable[Tally], smallest: int) -> int:
    """How many answered everywhere together, in whole steps of the smallest number; 0 for fewer.

    Steps, so that nobody who watches it sees that somebody answered just now.
    """
    responses = sum(it.responses for it in tallies)
    return responses - responses % smallest


def next_period(
    survey: Survey, tallies: Iterable[Tally], months: tuple[date, date], now: datetime
) -> Period | None:
    """The next months to be shown together: as few as it takes for most spots to have enough.

    None while too few have answered. What is left at the end of a closed survey is shown together, or never.
    """
    by_month: dict[date, Counter[SpotId]] = defaultdict(Counter)
    for it in tallies:
        by_month[it.month][it.spot_id] += it.responses
    begins, last = months
    so_far: Counter[SpotId] = Counter()
    month, length = begins, 0
    while month <= last:
        so_far += by_month[month]
        length += 1
        ends = month == last and _is_closed(survey, now)
        if _is_enough(so_far, survey.smallest, long=ends or length >= MONTHS_AT_MOST):
            return Period(
                begins=begins,
                ends=month,
                smallest=survey.smallest,
                places=_places(survey, so_far),
            )
        month = following(month)
    return None


def results(
    period: Period, tallies: Sequence[Tally], q: Questionnaire, *, sent: Mapping[SpotId, int]
) -> tuple[Result, ...]:
    """What is shown of each place, that of everywhere last; `sent`: how many invitations."""
    responses: Counter[SpotId] = Counter()
    counts: dict[Column, dict[SpotId, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    moments: dict[str, dict[SpotId, Moments]] = defaultdict(lambda: defaultdict(Moments))
    for tally in tallies:
        responses[tally.spot_id] += tally.responses
        for column, found in tally.counts.items():
            counts[column][tally.spot_id].update(found)
        for name, it in tally.moments.items():
            moments[name][tally.spot_id] += it
    rows = people(period.places.values(), responses, period.smallest)
    columns = _columns(period, rows, responses, counts, q)
    turnout = turnouts(tallies, sent, places=period.places.values(), shown=rows, smallest=period.smallest)
    order = sorted(period.places, key=lambda it: it == EVERYWHERE)
    return tuple(
        Result(
            place=place,
            begins=period.begins,
            ends=period.ends,
            responses=sum(responses[it] for it in spots),
            columns=columns[spots],
            means=_means(spots, moments, spans(q), period.smallest),
            turnout=turnout.get(spots),
        )
        for place in order
        if (spots := period.places[place]) in rows
    )


def _columns(
    period: Period,
    rows: frozenset[Spots],
    responses: Mapping[SpotId, int],
    counts: Mapping[Column, Mapping[SpotId, Counter[int]]],
    q: Questionnaire,
) -> Mapping[Spots, Mapping[Column, Cells]]:
    root = period.places[EVERYWHERE]
    found: dict[Spots, dict[Column, Cells]] = {row: {} for row in rows}
    for grid in grids(q):
        shown = cells(
            grid,
            counts.get(grid.column, {}),
            places=period.places.values(),
            shown=rows,
            responses=responses,
            smallest=period.smallest,
        )
        allowed = whole(found, grid, root) if grid.hangs_on else rows
        for row in allowed:
            found[row][grid.column] = shown[row]
    return found


def _means(
    spots: Spots,
    moments: Mapping[str, Mapping[SpotId, Moments]],
    of: Mapping[str, float],
    smallest: int,
) -> Mapping[str, tuple[float, float]]:
    """The mean of each number and score that enough gave, rounded, and to what."""
    found: dict[str, tuple[float, float]] = {}
    for name, span in of.items():
        there = sum((moments.get(name, {}).get(it, Moments()) for it in spots), Moments())
        size = grain(there.count, span, smallest) if there.count >= smallest and span else None
        if size:
            found[name] = (round(round(there.total / there.count / size) * size, 2), size)
    return found


def _places(survey: Survey, so_far: Mapping[SpotId, int]) -> Mapping[PlaceId, Spots]:
    """Those of the survey; spots that it has no more count with all."""
    known = places_of(survey.spots)
    return {**known, EVERYWHERE: known.get(EVERYWHERE, frozenset()) | frozenset(so_far)}


def _is_enough(so_far: Mapping[SpotId, int], smallest: int, *, long: bool) -> bool:
    answered = [n for n in so_far.values() if n]
    many = sum(1 for n in answered if n >= smallest)
    return sum(answered) >= smallest and (long or 2 * many >= len(answered))


def _is_closed(survey: Survey, now: datetime) -> bool:
    closed_at = survey.closed_at
    return survey.opening is Opening.CLOSED and closed_at is not None and now >= closed_at + CLOSED_FOR
