"""What a row comes to: the questionnaire's scales, where a score lies, and who must look at it at once. Pure.

Computed here alone, with Decimal. "Does not apply to me" and what was hidden leave the reckoning; what was asked and
not answered is what a scale's missing rule speaks of.
"""

from collections.abc import Mapping
from decimal import Decimal

from frontdesk.surveys.model.questionnaires import (
    MISSING,
    Alert,
    Answer,
    Answers,
    Band,
    Item,
    Method,
    Questionnaire,
    Scale,
)
from frontdesk.surveys.rules.holding import by_column, holds, points

FINEST = Decimal("0.0001")
FULL = 100


def scores(q: Questionnaire, row: Answers) -> Mapping[str, float | None]:
    """The score of each scale for a coded row; None where too little was answered."""
    of_columns = by_column(q)
    return {scale.id: _score(scale, of_columns, row) for scale in q.scales}


def band_of(scale: Scale, score: float | None) -> Band | None:
    """The band that a score lies in; None below the first, and where there is no score."""
    if score is None:
        return None
    reached = [band for band in scale.bands if band.starts_at <= Decimal(str(score))]
    return max(reached, key=lambda band: band.starts_at, default=None)


def alerts(q: Questionnaire, row: Answers, scored: Mapping[str, float | None]) -> tuple[Alert | Band, ...]:
    """Why somebody must look at it at once: answers first, then scores."""
    of_answers = tuple(alert for alert in q.alerts if holds(alert.test, row))
    bands = (band_of(scale, scored.get(scale.id)) for scale in q.scales)
    return of_answers + tuple(band for band in bands if band is not None and band.alert)


def _score(scale: Scale, of_columns: Mapping[str, Item], row: Answers) -> float | None:
    counted: list[Decimal] = []
    for column in scale.of:
        worth = points(of_columns[column])
        found = _points(worth, row[column])
        if found is not None:
            counted.append(_laid_out(scale, column, found, worth))
    if len(counted) < scale.at_least:
        return None
    total = sum(counted, Decimal(0))
    mean = total / len(counted)
    if scale.method is Method.SUM:
        missing = sum(1 for column in scale.of if row[column] == MISSING)
        return float((total + mean * missing).quantize(FINEST))
    return float(mean.quantize(FINEST))


def _points(worth: Mapping[int, Decimal], answer: Answer) -> Decimal | None:
    return worth.get(int(answer)) if isinstance(answer, int | Decimal) else None


def _laid_out(scale: Scale, column: str, found: Decimal, worth: Mapping[int, Decimal]) -> Decimal:
    """As it counts in this scale: the other way round where that is said, from 0 to 100 where it is linear."""
    least, most = min(worth.values()), max(worth.values())
    if column in scale.reversed_of:
        found = least + most - found
    return (found - least) * FULL / (most - least) if scale.method is Method.LINEAR else found
