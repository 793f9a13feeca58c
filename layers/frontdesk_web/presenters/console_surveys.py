"""Surveys in the console: the list, one with its codes on paper, and codes for visits."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

import segno
from markupsafe import Markup

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.language import Language, Text, Words
from frontdesk.surveys.model import Grade, Opening, Spot, SpotId, Survey
from frontdesk.surveys.model.drafts import Shelved
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import SURVEY_RESULTS, SURVEYS
from frontdesk_web.presenters.console_survey_form import USUAL, form_parts, invites_in_words, typed_of
from frontdesk_web.presenters.console_words import Tag, refusal_in_words
from frontdesk_web.presenters.forms import by_field
from frontdesk_web.presenters.survey_items import words_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

THANKS: Text = {
    Language.GERMAN: "Vielen Dank für Ihre Antworten. Sie helfen uns, besser zu werden.",
    Language.SWEDISH: "Tack för dina svar. De hjälper oss att bli bättre.",
    Language.CHINESE: "感谢您的回答，这将帮助我们不断改进。",
    Language.ENGLISH: "Thank you for your answers. They help us to do better.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What there is, and what could be given out."""

    surveys: Sequence[Survey]
    questionnaires: Sequence[Shelved]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """An address, and the same as a code to read with a telephone."""

    name: Words
    url: str
    picture: Markup


def surveys_page(
    who: SignedIn,
    catalogue: Catalogue,
    choices: Choices,
    *,
    typed: Mapping[str, str],
    error: FrontdeskError | None = None,
) -> Page:
    """All of them, and a form for another one."""
    language = who.session.language
    errors = error.errors if isinstance(error, BadInput) else ()
    return console_page(
        "console/surveys.html",
        who,
        catalogue,
        here=None,
        back=SURVEYS,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else refusal_in_words(error, language),
        errors=by_field(errors),
        typed={**USUAL, **typed} if error is None else typed,
        lines=[
            (it, words_of(it.title, language), state_of(it, language), grade_in_words(it.grade, language))
            for it in choices.surveys
        ],
        questionnaires=[(it.id, words_of(it.title, language), it.number) for it in choices.questionnaires],
        **form_parts(catalogue, language),
        url=SURVEYS,
    )


def survey_page(  # noqa: PLR0913  # one of them, and a form that came back
    who: SignedIn,
    catalogue: Catalogue,
    survey: Survey,
    urls: Mapping[SpotId, str],
    *,
    so_far: int | None = None,
    typed: Mapping[str, str] | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    """One of them, with the codes of its places where anybody may answer; while it is prepared, with its form."""
    language = who.session.language
    errors = error.errors if isinstance(error, BadInput) else ()
    codes = survey.spots if survey.grade is Grade.OPEN and survey.opening is Opening.OPEN else ()
    return console_page(
        "console/survey.html",
        who,
        catalogue,
        here=None,
        back=f"{SURVEYS}/{survey.id}",
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else refusal_in_words(error, language),
        errors=by_field(errors),
        typed=typed_of(survey, language) if typed is None else typed,
        **form_parts(catalogue, language),
        invites=invites_in_words(survey, language),
        survey=survey,
        title=words_of(survey.title, language),
        clinic=catalogue.organisation.name,
        state=state_of(survey, language),
        grade=grade_in_words(survey.grade, language),
        so_far=so_far_in_words(so_far, survey.smallest, language),
        invitations=_calls(catalogue, survey),
        codes=[_code(words_of(it.name, language), urls[it.id]) for it in codes],
        spots=[(it.id, words_of(it.name, language)) for it in survey.spots],
        url=f"{SURVEYS}/{survey.id}",
        list_url=SURVEYS,
        results_url=f"{SURVEY_RESULTS}/{survey.id}",
    )


def codes_page(who: SignedIn, catalogue: Catalogue, survey: Survey, spot: Spot, urls: Sequence[str]) -> Page:
    """Codes to cut out, one a visit."""
    language = who.session.language
    return console_page(
        "console/survey_codes.html",
        who,
        catalogue,
        here=None,
        back=f"{SURVEYS}/{survey.id}",
        title=words_of(survey.title, language),
        clinic=catalogue.organisation.name,
        codes=[_code(words_of(spot.name, language), it) for it in urls],
        invitations=_calls(catalogue, survey),
        url=f"{SURVEYS}/{survey.id}",
    )


def state_of(survey: Survey, language: Language) -> Tag:
    """Whether it is answered."""
    _ = translations(language).gettext
    return {
        Opening.DRAFT: Tag(text=_("Not open yet"), icon="pencil"),
        Opening.OPEN: Tag(text=_("Takes answers"), icon="circle-check", kind="green"),
        Opening.CLOSED: Tag(text=_("Is over"), icon="lock"),
    }[survey.opening]


def grade_in_words(grade: Grade, language: Language) -> str:
    """Who may answer, and whether it is known who did."""
    _ = translations(language).gettext
    return {
        Grade.TOKEN: _("Once a visit, anonymous"),
        Grade.OPEN: _("Anybody who reads the code, anonymous"),
        Grade.IDENTIFIED: _("Patients of follow-up, not anonymous"),
    }[grade]


def so_far_in_words(number: int | None, smallest: int, language: Language) -> str:
    """How many have answered of whom nothing is shown yet; empty where the survey is not open."""
    _ = translations(language).gettext
    if number is None:
        return ""
    if not number:
        return _("So far fewer than %(smallest)s have answered of whom nothing is shown yet.") % {
            "smallest": smallest
        }
    return _("So far at least %(number)s have answered of whom nothing is shown yet.") % {"number": number}


def _calls(catalogue: Catalogue, survey: Survey) -> list[tuple[str, str, str]]:
    """What a code says to whoever passes by, in each language of the clinic: the survey's title, once where it is the
    same in several, and what to do."""
    found, said = [], {""}
    for it in catalogue.organisation.languages:
        title = survey.title.get(it, "")
        found.append((it.value, "" if title in said else title, _invitation(survey.grade, it)))
        said.add(title)
    return found


def _invitation(grade: Grade, language: Language) -> str:
    _ = translations(language).gettext
    if grade is Grade.TOKEN:
        return _("How was it? Please tell us: this code works once, and your answers are anonymous.")
    return _("Please scan the code with your telephone and tell us how it was. Your answers are anonymous.")


def _code(name: Words, url: str) -> Code:
    drawn = io.BytesIO()
    segno.make(url, error="m").save(
        drawn, kind="svg", xmldecl=False, nl=False, omitsize=True, svgclass="qr", lineclass=None
    )
    picture = Markup(drawn.getvalue().decode())  # noqa: S704  # nosec B704  # no text is in it
    return Code(name=name, url=url, picture=picture)
