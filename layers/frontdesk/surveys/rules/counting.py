"""How a response is counted, and in which month. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from decimal import Decimal

from frontdesk.surveys.model import Response, SpotId
from frontdesk.surveys.model.questionnaires import (
    MISSING,
    Answer,
    Answers,
    Item,
    ItemType,
    Questionnaire,
    Scale,
)
from frontdesk.surveys.model.tallies import Column, Moments, Tally
from frontdesk.surveys.rules.grids import (
    BY_LINK,
    CHOSEN,
    INVITED,
    LANGUAGE,
    LANGUAGES,
    NO_ANSWER,
    NO_BAND,
    NOT_CHOSEN,
    OTHERWISE,
    WRITTEN,
    band_column,
    choice_of,
    counted_choices,
    has_bands,
)
from frontdesk.surveys.rules.holding import by_column
from frontdesk.surveys.rules.scoring import band_of

AT_ONCE = 40
"""Responses that one transaction counts: two of its hundred writes each, and twenty for tallies."""
TALLIES_AT_ONCE = 20
OVER_AFTER = timedelta(days=1)
"""How long after its last week a month takes responses: it is then over in every time zone."""
SEEN_AFTER = timedelta(hours=6)
"""How long after that nothing can still be on its way into it: a counter runs 15 minutes at most."""
A_WEEK, A_MONTH_AT_MOST = timedelta(days=7), timedelta(days=31)

Place = tuple[date, SpotId]


def following(month: date) -> date:
    return (month + A_MONTH_AT_MOST).replace(day=1)


def months_of(begins: date, ends: date) -> Iterator[date]:
    """The first days of the months, both included."""
    month = begins
    while month <= ends:
        yield month
        month = following(month)


def is_over(month: date, now: datetime) -> bool:
    """Whether nothing is counted in the month any more: its last week, which begins in it, has ended everywhere."""
    first = following(month)
    monday = first + timedelta(days=-first.weekday() % 7)
    return now >= datetime.combine(monday, wall_time.min, UTC) + OVER_AFTER


def is_settled(month: date, now: datetime) -> bool:
    """Whether what was counted in the month stays as it is from now on."""
    return is_over(month, now - SEEN_AFTER)


def month_of(response: Response, now: datetime) -> date:
    """The month in which its week begins; where that is over, the first one that is not: it may have been shown."""
    month = response.week.replace(day=1)
    while is_over(month, now):
        month = following(month)
    return month


def batch(waiting: Sequence[Response], now: datetime) -> tuple[tuple[Response, date], ...]:
    """As many of those that wait as one transaction can count, with the month of each."""
    taken: list[tuple[Response, date]] = []
    places: set[Place] = set()
    for it in waiting[:AT_ONCE]:
        month = month_of(it, now)
        if len(places | {(month, it.spot_id)}) > TALLIES_AT_ONCE:
            break
        places.add((month, it.spot_id))
        taken.append((it, month))
    return tuple(taken)


def counted(tally: Tally, responses: Sequence[Response], q: Questionnaire) -> Tally:
    """The tally with these responses in it."""
    counts: dict[Column, Counter[int]] = {name: Counter(it) for name, it in tally.counts.items()}
    moments = dict(tally.moments)
    for response in responses:
        for column, code in _codes(response, q):
            counts.setdefault(column, Counter())[code] += 1
        for name, value in _numbers(response, q):
            one = Moments(count=1, total=value, squares=value * value)
            moments[name] = moments.get(name, Moments()) + one
    return replace(
        tally,
        responses=tally.responses + len(responses),
        counts={name: dict(it) for name, it in counts.items()},
        moments=moments,
    )


def _codes(response: Response, q: Questionnaire) -> Iterator[tuple[Column, int]]:
    """What it adds one to: one code of each column that is counted (`grids.grids`)."""
    row = response.answers
    for column, item in by_column(q).items():
        answer = row.get(column, MISSING)
        yield column, _code(item, answer)
        chosen = answer if isinstance(answer, tuple) else ()
        for code in counted_choices(item):
            yield choice_of(column, code), CHOSEN if code in chosen else NOT_CHOSEN
    for scale in q.scales:
        if has_bands(scale):
            yield band_column(scale), _band(scale, response.scores)
    yield LANGUAGE, LANGUAGES.index(response.language)
    yield INVITED, BY_LINK if response.invited else OTHERWISE


def _code(item: Item, answer: Answer) -> int:
    if isinstance(answer, int | Decimal) and answer in NO_ANSWER:
        return int(answer)
    match item.type:
        case ItemType.RANKING:
            return answer[0] if isinstance(answer, tuple) and answer else MISSING
        case ItemType.MULTI | ItemType.NUMBER | ItemType.DATE | ItemType.TEXT | ItemType.LONG_TEXT:
            return WRITTEN
    return int(answer) if isinstance(answer, int | Decimal) else MISSING


def _band(scale: Scale, scores: Mapping[str, float | None]) -> int:
    score = scores.get(scale.id)
    if score is None:
        return MISSING
    band = band_of(scale, score)
    return scale.bands.index(band) if band else NO_BAND


def _numbers(response: Response, q: Questionnaire) -> Iterator[tuple[str, float]]:
    """Its numbers and scores, by the names that `grids.spans` gives them."""
    for column, item in by_column(q).items():
        number = _number(response.answers, column)
        if item.type is ItemType.NUMBER and number is not None:
            yield column, number
    for scale in q.scales:
        score = response.scores.get(scale.id)
        if score is not None:
            yield band_column(scale), float(score)


def _number(row: Answers, column: str) -> float | None:
    answer = row.get(column, MISSING)
    return float(answer) if isinstance(answer, int | Decimal) and answer not in NO_ANSWER else None
