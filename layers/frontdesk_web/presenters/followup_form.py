"""The form of a follow-up task as its patient sees it: a second proof, a page of questions at a time, thanks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.errors import ProofLocked
from frontdesk.followup.model import Task
from frontdesk.kernel.errors import Refusal
from frontdesk.kernel.language import Language, Words
from frontdesk.surveys.model import Grade
from frontdesk.surveys.model.questionnaires import Answers, Questionnaire
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import LanguageForm, clinic_page
from frontdesk_web.presenters.proof import Asked, second_proof_page
from frontdesk_web.presenters.survey_items import words_of
from frontdesk_web.presenters.survey_pages import FORM, Typed, asking, status_of
from frontdesk_web.render import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form that was sent to a patient, whoever has its link. `url`: where it is opened, and where it is sent to."""

    catalogue: Catalogue
    task: Task
    questionnaire: Questionnaire
    language: Language
    now: datetime
    url: str


def proof_page(sent: Sent, typed: Mapping[str, str], *, no: Refusal | None = None, carried: str = "") -> Page:
    """The question for the date of birth. What was answered before an old page ran out is `carried`, sealed."""
    left: Any = no.details.get("tries_left") if no else None
    return second_proof_page(
        sent.catalogue,
        Asked(
            typed=typed,
            code=no.code if no else None,
            tries_left=left,
            locked=isinstance(no, ProofLocked),
        ),
        language=sent.language,
        now=sent.now,
        title=translations(sent.language).gettext("Some questions for you"),
        action=_in(sent, sent.language),
        in_other_language=lambda other: _in(sent, other),
        carried=carried,
    )


def form_page(  # noqa: PLR0913  # a page is shown with what became of it
    sent: Sent, page: int, answers: Answers, *, token: str, typed: Typed | None, worrying: bool
) -> Page:
    """The questions of a page; what was typed and what is wrong with it, where it came back.

    `worrying`: the clinic was told of something in the answers so far, and what to do in an emergency is said.
    """
    return _page(
        "surveys/questions.html",
        sent,
        status=status_of(typed),
        language_form=LanguageForm(id=FORM, action=sent.url),
        token=token,
        worrying=worrying,
        **asking(sent.questionnaire, page, answers, sent.language, typed),
    )


def done_page(sent: Sent) -> Page:
    """It has arrived, now or before; and what to do in an emergency."""
    record = sent.task.record
    return _page("surveys/form_done.html", sent, worrying=bool(record and record.alerts))


def over_page(sent: Sent) -> Page:
    """It is not answered any more."""
    return _page("surveys/form_over.html", sent, status=HTTPStatus.GONE)


def _page(
    template: str,
    sent: Sent,
    *,
    status: int = HTTPStatus.OK,
    language_form: LanguageForm | None = None,
    **context: Any,  # noqa: ANN401  # what the template needs
) -> Page:
    organisation = sent.catalogue.organisation
    return clinic_page(
        template,
        sent.catalogue,
        language=sent.language,
        now=sent.now,
        in_other_language=lambda other: _in(sent, other),
        location_id=sent.task.location_id,
        status=status,
        language_form=language_form,
        title=words_of(sent.questionnaire.title, sent.language),
        place=Words(organisation.name, organisation.languages[0]),
        grade=Grade.IDENTIFIED.value,
        url=sent.url,
        **context,
    )


def _in(sent: Sent, language: Language) -> str:
    return f"{sent.url}?lang={language.value}"
