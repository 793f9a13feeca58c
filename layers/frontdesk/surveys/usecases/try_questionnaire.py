"""An administrator tries a questionnaire out before anybody is asked: what is shown, and what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from frontdesk.kernel.errors import FieldError
from frontdesk.surveys.model.questionnaires import Alert, Answers, Band, Item, Questionnaire
from frontdesk.surveys.rules.asking import coded, read_pages, shown_items, still_required
from frontdesk.surveys.rules.holding import by_column
from frontdesk.surveys.rules.meaning import faults_of_scale
from frontdesk.surveys.rules.scoring import alerts, band_of, scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What the answers come to; `bands` by scale, None where there is none."""

    answers: Answers
    faults: tuple[FieldError, ...]
    shown: tuple[Item, ...]
    row: Answers
    scores: Mapping[str, float | None]
    bands: Mapping[str, Band | None]
    alerts: tuple[Alert | Band, ...]


def try_questionnaire(q: Questionnaire, form: Mapping[str, Sequence[str]]) -> Trial:
    """Every page read at once, as if a patient had gone through them. Nothing is stored."""
    q = _sound(q)
    return _trial(q, *read_pages(q, form))


def try_answers(q: Questionnaire, answers: Answers) -> Trial:
    """The same for answers that are given as they are stored; what must be answered and is not is a fault."""
    q = _sound(q)
    missing = still_required(q, answers)
    return _trial(q, answers, tuple(FieldError(it.id, "surveys.answer_missing") for it in missing))


def _sound(q: Questionnaire) -> Questionnaire:
    """Without the scales that cannot be reckoned with yet: a draft may speak of a question that was removed."""
    columns = by_column(q)
    return replace(q, scales=tuple(it for it in q.scales if not any(faults_of_scale("", it, columns))))


def _trial(q: Questionnaire, answers: Answers, faults: tuple[FieldError, ...]) -> Trial:
    row = coded(q, answers)
    scored = scores(q, row)
    return Trial(
        answers=answers,
        faults=faults,
        shown=shown_items(q, answers),
        row=row,
        scores=scored,
        bands={scale.id: band_of(scale, scored[scale.id]) for scale in q.scales},
        alerts=alerts(q, row, scored),
    )
