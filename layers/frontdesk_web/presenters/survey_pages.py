"""A survey as whoever answers it sees it: a page of questions at a time, and thanks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import FieldError, Refusal
from frontdesk.kernel.language import Language, Text, Words, in_language
from frontdesk.surveys.model import Spot, Survey
from frontdesk.surveys.model.questionnaires import Answers, Questionnaire
from frontdesk.surveys.rules.asking import end_of, is_last, pages_shown, pages_to_come, shown_on
from frontdesk_web.presenters.clinic import LanguageForm, clinic_page
from frontdesk_web.presenters.forms import NOWHERE, Problem
from frontdesk_web.presenters.survey_items import item_shown, problems_of_items, words_of
from frontdesk_web.presenters.survey_licence import attribution
from frontdesk_web.render import Page

FORM = "answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What somebody has before them. `url`: where their form goes, and where the survey is opened.

    `invited`: they came by a link that was sent.
    """

    catalogue: Catalogue
    survey: Survey
    spot: Spot
    questionnaire: Questionnaire
    language: Language
    now: datetime
    url: str
    invited: bool = False

    def words(self, text: Text) -> Words:
        """In the language of the page, or in one that the text has."""
        return in_language(text, self.language, fallbacks=self.catalogue.organisation.languages + tuple(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A form that came back with something wrong in it."""

    form: Mapping[str, Sequence[str]]
    faults: Sequence[FieldError]


def questions_page(  # noqa: PLR0913  # a page is shown with what became of it
    sheet: Sheet,
    number: int,
    answers: Answers,
    *,
    token: str,
    typed: Typed | None = None,
    refusal: Refusal | None = None,
) -> Page:
    """The questions of a page; what was typed and what is wrong with it; or why it was not taken."""
    shown = asking(sheet.questionnaire, number, answers, sheet.language, typed)
    if refusal:
        problem = Problem(target=NOWHERE, label=None, code=refusal.code)
        shown |= {"failed": True, "problems": [problem, *shown["problems"]]}
    return _page(
        "surveys/questions.html",
        sheet,
        status=HTTPStatus.TOO_MANY_REQUESTS if refusal else status_of(typed),
        language_form=LanguageForm(id=FORM, action=sheet.url),
        token=token,
        worrying=False,
        **shown,
    )


def status_of(typed: Typed | None) -> int:
    """422 for a form that came back with something wrong in it."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if typed and typed.faults else HTTPStatus.OK


def asking(
    q: Questionnaire, number: int, answers: Answers, language: Language, typed: Typed | None
) -> dict[str, Any]:
    """What `surveys/questions.html` shows of a page of a questionnaire, whoever asks by it."""
    faults, form = (typed.faults, typed.form) if typed else ((), None)
    at_end = number == end_of(q)
    asked, pages = () if at_end else shown_on(q, number, answers), pages_shown(q, answers)
    return {
        "failed": bool(faults),
        "problems": problems_of_items(asked, faults, language),
        "items": [item_shown(it, answers, language, faults, typed=form) for it in asked],
        "is_first": number == pages[0],
        "is_last": at_end or is_last(q, number, answers),
        "at_end": at_end,
        "step": pages.index(number) + 1 if number in pages else 1,
        "of": None if at_end else pages_to_come(q, number, answers),
        "intro": words_of(q.intro, language) if q.intro and number == pages[0] else None,
        "licence": attribution(q.licence, language),
        "form": FORM,
    }


def thanks_page(sheet: Sheet) -> Page:
    """It has arrived, now or before."""
    return _page("surveys/thanks.html", sheet, thanks=sheet.words(sheet.survey.thanks))


def closed_page(sheet: Sheet) -> Page:
    """It takes no answers any more."""
    return _page("surveys/closed.html", sheet, status=HTTPStatus.GONE)


def _page(
    template: str,
    sheet: Sheet,
    *,
    status: int = HTTPStatus.OK,
    language_form: LanguageForm | None = None,
    **context: Any,  # noqa: ANN401  # what the template needs
) -> Page:
    return clinic_page(
        template,
        sheet.catalogue,
        language=sheet.language,
        now=sheet.now,
        in_other_language=lambda other: f"{sheet.url}?lang={other.value}",
        location_id=sheet.spot.location_id,
        status=status,
        language_form=language_form,
        title=sheet.words(sheet.survey.title),
        place=sheet.words(sheet.spot.name),
        grade=sheet.survey.grade.value,
        invited=sheet.invited,
        url=sheet.url,
        **context,
    )
