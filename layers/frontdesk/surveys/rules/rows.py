"""Responses as rows: columns fixed by the revision, codes for what was not answered, nobody to find. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from frontdesk.kernel.errors import Refusal
from frontdesk.surveys.errors import NotClosed, TooFewResponses
from frontdesk.surveys.model import Opening, Response, SpotId, Survey
from frontdesk.surveys.model.questionnaires import MISSING, Answer, Item, ItemType, Questionnaire
from frontdesk.surveys.model.tallies import Result
from frontdesk.surveys.rules.grids import WRITTEN
from frontdesk.surveys.rules.holding import by_column, choices

ROWS_AT_MOST = 20_000
"""Of so many an XLSX is made in a few seconds, and is 3 MB."""
LISTED = frozenset({ItemType.MULTI, ItemType.RANKING})
SAID = frozenset({ItemType.TEXT, ItemType.LONG_TEXT, ItemType.DATE})
"""Of these only whether something was said: in a row of answers a person's own words, or a date, tell whose it is."""
UNSAID = ""

Where = tuple[SpotId, date]
Value = int | float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """`heads` are those of the revision; `rows` have a value under each."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def why_not_export(survey: Survey, results: Sequence[Result]) -> Refusal | None:
    """Rows are given out of closed surveys alone, and of as many as may be shown."""
    if survey.opening is not Opening.CLOSED:
        return NotClosed(survey_id=survey.id)
    if not results:
        return TooFewResponses(survey_id=survey.id)
    return None


def rows_of(q: Questionnaire, found: Sequence[tuple[date, Response]], smallest: int) -> Rows:
    """The rows, in the order of nothing. Spot and month are left out where fewer share them than may be shown."""
    kept = _kept(Counter((it.spot_id, month) for month, it in found), smallest)
    rows = []
    for month, it in found:
        where: tuple[Value, ...] = (UNSAID, UNSAID)
        if (it.spot_id, month) in kept:
            where = (it.spot_id, f"{month:%Y-%m}")
        rows.append((*where, *(value for _, value in _values(q, it))))
    return Rows(heads=heads(q), rows=tuple(sorted(rows, key=str)))


def heads(q: Questionnaire) -> tuple[str, ...]:
    """Spot, month, every column (of those of which one chooses several one for each choice), every score."""
    columns = [name for column, item in by_column(q).items() for name in _names(column, item)]
    return ("spot", "month", *columns, *(f"score.{scale.id}" for scale in q.scales))


def _kept(groups: Counter[Where], smallest: int) -> set[Where]:
    """The groups that are large enough; those that are not are enough together, or the next one goes with them."""
    by_size = sorted(groups, key=lambda it: (groups[it], it))
    left_out = [it for it in by_size if groups[it] < smallest]
    kept = by_size[len(left_out) :]
    while kept and 0 < sum(groups[it] for it in left_out) < smallest:
        left_out.append(kept.pop(0))
    return set(kept)


def _names(column: str, item: Item) -> Iterator[str]:
    if item.type in LISTED:
        yield from (f"{column}.{code}" for code in choices(item))
    else:
        yield column


def _values(q: Questionnaire, it: Response) -> Iterator[tuple[str, Value]]:
    for column, item in by_column(q).items():
        answer = it.answers.get(column, MISSING)
        if item.type in LISTED:
            yield from ((f"{column}.{code}", _of_choice(item, answer, code)) for code in choices(item))
        else:
            yield column, _plain(item, answer)
    for scale in q.scales:
        score = it.scores.get(scale.id)
        yield f"score.{scale.id}", MISSING if score is None else score


def _of_choice(item: Item, answer: Answer, code: int) -> Value:
    """Chosen 1 and not 0; of a ranking its place, 0 where it has none."""
    if not isinstance(answer, tuple):
        return answer if isinstance(answer, int) else MISSING
    if code not in answer:
        return 0
    return answer.index(code) + 1 if item.type is ItemType.RANKING else 1


def _plain(item: Item, answer: Answer) -> Value:
    if item.type in SAID and isinstance(answer, str):
        return WRITTEN
    if isinstance(answer, Decimal):
        return float(answer)
    return answer if isinstance(answer, int) else MISSING
