"""A questionnaire on the call screen: what is asked, what was typed, and what was answered, in staff's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.followup.model import Record
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk.surveys.model.questionnaires import (
    HIDDEN,
    MISSING,
    SAID_NOT_APPLICABLE,
    Answer,
    Answers,
    Item,
    ItemType,
    Questionnaire,
)
from frontdesk.surveys.rules.holding import by_column, columns_of, is_answered, items
from frontdesk.surveys.rules.scoring import band_of
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console_questionnaire_words import condition_in_words
from frontdesk_web.presenters.forms import Problem
from frontdesk_web.presenters.survey_items import ItemShown, item_shown, problems_of_items, words_of
from frontdesk_web.presenters.survey_licence import attribution

Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """All pages of a questionnaire on one: each item, and when it is asked at all ("" for always)."""

    title: Words
    items: tuple[tuple[ItemShown, str], ...]
    problems: tuple[Problem, ...]
    licence: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was answered, line by line; `scores` with their band, and what somebody had to look at at once."""

    lines: tuple[tuple[Words, str], ...]
    scores: tuple[tuple[Words, str, Words | None], ...]
    alerts: tuple[Words, ...]


def asking_of(
    q: Questionnaire,
    record: Record | None,
    language: Language,
    *,
    form: Form | None,
    error: FrontdeskError | None,
) -> Asking:
    """What a member of staff asks. `form`: what came back; else what is on record of the same revision."""
    faults = error.errors if isinstance(error, BadInput) else ()
    known: Answers = record.answers if record and record.revision == q.revision else {}
    return Asking(
        title=words_of(q.title, language),
        items=tuple(
            (
                item_shown(it, known, language, faults, typed=form),
                condition_in_words(it.when, q, language) if it.when else "",
            )
            for it in items(q)
        ),
        problems=problems_of_items(list(items(q)), faults, language),
        licence=attribution(q.licence, language),
    )


def answered_of(q: Questionnaire, record: Record, language: Language) -> Answered:
    """What is on record; what was never asked is left out."""
    lines = [
        (_label(item, column, language), _said(item, record.answers[column], language))
        for column, item in by_column(q).items()
        if record.answers.get(column, HIDDEN) != HIDDEN
    ]
    scores = [
        (
            words_of(it.name, language),
            "" if (score := record.scores.get(it.id)) is None else f"{score:g}",
            words_of(band.name, language) if (band := band_of(it, score)) else None,
        )
        for it in q.scales
    ]
    alerts = tuple(words_of(it, language) for it in record.alerts)
    return Answered(lines=tuple(lines), scores=tuple(scores), alerts=alerts)


def _label(item: Item, column: str, language: Language) -> Words:
    rows = dict(zip(columns_of(item), (it.label for it in item.rows), strict=False))
    return words_of(rows[column] if item.type is ItemType.MATRIX else item.text, language)


def _said(item: Item, answer: Answer, language: Language) -> str:
    """An answer in words: the labels of what was chosen."""
    _ = translations(language).gettext
    if not is_answered(answer) or answer == MISSING:
        return _("not answered")
    if answer == SAID_NOT_APPLICABLE:
        return words_of(item.not_applicable, language).text if item.not_applicable else _("does not apply")
    if item.type is ItemType.CONSENT:
        return _("Yes") if answer == 1 else _("No")
    labels = {it.code: words_of(it.label, language).text for it in item.options}
    chosen = answer if isinstance(answer, tuple) else (answer,)
    return ", ".join(labels.get(it, str(it)) if isinstance(it, int) else str(it) for it in chosen)
