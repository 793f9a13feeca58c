"""What comes of a page of questions that was sent: the next one, the one before, the same again, or the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.kernel.errors import FieldError
from frontdesk.surveys.model.questionnaires import Answers, ItemId, Questionnaire
from frontdesk.surveys.rules.asking import end_of, is_last, page_of, pages_shown, read_page, still_required
from frontdesk_web.presenters.survey_pages import Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """`page` is the one to show, None where all that is asked was gone through."""

    page: int | None
    answers: Answers
    typed: Typed | None = None


def turned(
    q: Questionnaire,
    page: int,
    before: Answers,
    *,
    form: Mapping[str, list[str]],
    told: Mapping[str, str],
) -> Turn:
    """What the form of that page leads to, given what was answered before.

    Only where the page said that it is the last, or on the end behind all pages, does going on send it.
    """
    at_end = page == end_of(q)
    answers, faults = (before, ()) if at_end else read_page(q, page, form, before)
    if "lang" in told:
        return Turn(page=page, answers=answers, typed=Typed(form=form, faults=()))
    pages = pages_shown(q, answers)
    if told.get("go") == "back":
        earlier = [it for it in pages if it < page] or [page]
        return Turn(page=earlier[-1], answers=answers)
    if faults:
        return Turn(page=page, answers=answers, typed=Typed(form=form, faults=faults))
    end = None if at_end or is_last(q, page, before) else end_of(q)
    return Turn(page=next((it for it in pages if it > page), end), answers=answers)


def where_sent(q: Questionnaire, answers: Answers) -> int:
    """The page on which somebody who answered this sends it."""
    last = pages_shown(q, answers)[-1]
    return last if is_last(q, last, answers) else end_of(q)


def lacking(q: Questionnaire, answers: Answers, faults: Sequence[FieldError]) -> Turn:
    """The first page on which something must be answered and is not."""
    first = still_required(q, answers)[0].id
    return Turn(page=page_of(q, ItemId(first)), answers=answers, typed=Typed(form={}, faults=faults))
