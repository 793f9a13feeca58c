"""The patient window: the conversation, the form it ends with, and what a clinic says about itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import LocationId
from frontdesk.kernel.language import Language, Words
from frontdesk.window.model import (
    External,
    FieldType,
    Files,
    Form,
    Message,
    Option,
    Question,
    QuestionKind,
    Rating,
    Standing,
    Times,
)
from frontdesk_web.i18n import translations
from frontdesk_web.icons import known_icon
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.clinic import LanguageForm, clinic_page
from frontdesk_web.presenters.files import file_link
from frontdesk_web.presenters.forms import BIRTH_DATE, by_field, date_parts, problems_of
from frontdesk_web.render import Page

LOCATION_ICON = "map-pin"
FORM_ID = "request"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBefore:
    """A turn of the transcript; `change` leads back to its question."""

    question: Words | None
    answer: Words
    change: str


def conversation_page(  # noqa: PLR0913  # a page is shown with what happened before it
    standing: Standing,
    catalogue: Catalogue,
    *,
    token: str,
    coded: Callable[[str], str],
    now: datetime,
    notice: str | None = None,
    survey_url: str | None = None,
) -> Page:
    """The question a conversation stands at, or what it ends with; a form has a page of its own.

    `coded` is what stands for an answer in an address. `notice` is `expired`, `tampered` or `stale`: what happened to
    the page the answer came from. `survey_url` is where a survey is answered that it ends with, None where it is over.
    """
    template, matter = _matter(standing, coded, survey_url)
    return _in_conversation(
        template,
        standing,
        catalogue,
        token=token,
        now=now,
        notice=notice,
        status=HTTPStatus.OK,
        action=addresses.window(standing.session.organisation_id),
        **matter,
    )


def form_page(  # noqa: PLR0913  # a form is shown with what was typed and what was wrong with it
    standing: Standing,
    catalogue: Catalogue,
    *,
    token: str,
    now: datetime,
    typed: Mapping[str, str],
    errors: Sequence[FieldError] = (),
    notice: str | None = None,
) -> Page:
    """The request form; with `errors` it says what to correct, and answers 400."""
    form, language = standing.view, standing.session.language
    assert isinstance(form, Form), "only a form is filled in"
    return _in_conversation(
        "window/form.html",
        standing,
        catalogue,
        token=token,
        now=now,
        notice=notice,
        status=HTTPStatus.BAD_REQUEST if errors else HTTPStatus.OK,
        failed=bool(errors),
        action=addresses.sending(standing.session.organisation_id),
        language_form=LanguageForm(id=FORM_ID, action=addresses.speaking(standing.session.organisation_id)),
        form_id=FORM_ID,
        heading=form.intro,
        attachments=form.attachments,
        fields=tuple(replace(field, id=f"f-{field.id}") for field in form.fields),
        consent=form.consent,
        consent_version=form.consent_version,
        date_parts=date_parts(language),
        typed=typed,
        errors=by_field(errors),
        problems=problems_of(errors, _labels(form, language), language, dates=_dates(form)),
    )


def _in_conversation(  # noqa: PLR0913  # what every step of a conversation shows
    template: str,
    standing: Standing,
    catalogue: Catalogue,
    *,
    token: str,
    now: datetime,
    notice: str | None,
    status: int,
    **context: Any,  # noqa: ANN401  # what the template needs
) -> Page:
    session = standing.session
    here = session.organisation_id
    chosen = [LocationId(answered.value) for answered in session.path if answered.place == "location"]
    return clinic_page(
        template,
        catalogue,
        language=session.language,
        now=now,
        status=status,
        location_id=chosen[0] if chosen else None,
        in_other_language=lambda other: addresses.window(here, s=token, lang=other.value),
        token=token,
        notice_text=_notice(notice, session.language),
        start_over=addresses.window(here, lang=session.language.value),
        left_at=addresses.left(here),
        step=standing.step,
        of=standing.of,
        turns=tuple(
            AskedBefore(
                question=turn.question,
                answer=turn.answer,
                change=addresses.window(here, s=token, back=index),
            )
            for index, turn in enumerate(standing.turns)
        ),
        **context,
    )


def _matter(
    standing: Standing, coded: Callable[[str], str], survey_url: str | None
) -> tuple[str, dict[str, Any]]:
    """The template of what the conversation stands at, and what only it shows."""
    session, view = standing.session, standing.view
    match view:
        case Message():
            return "window/message.html", {"message": view.text, "heading": _matter_of(standing)}
        case External():
            frames = (view.origin,) if view.embedded else ()
            host = view.origin.partition("://")[2]
            return "window/external.html", {"heading": view.label, "it": view, "host": host, "frames": frames}
        case Times():
            url = addresses.booking(
                session.organisation_id, **_wanted(standing, view), lang=session.language.value
            )
            return "window/times.html", {"heading": view.label, "text": view.text, "times_url": url}
        case Rating():
            return _rating(view, standing, survey_url)
        case Files():
            links = [
                file_link(
                    it,
                    organisation_id=session.organisation_id,
                    release_id=session.release_id,
                    language=session.language,
                )
                for it in view.offered
            ]
            return "window/files.html", {"heading": _matter_of(standing), "text": view.text, "files": links}
        case Question():
            heading = _asked(view, session.language)
            return "window/conversation.html", {"heading": heading} | _choices(view, coded)
    msg = "a form has a page of its own"
    raise AssertionError(msg)


def _rating(view: Rating, standing: Standing, survey_url: str | None) -> tuple[str, dict[str, Any]]:
    """The way to the survey, or the sentence that stands in for it."""
    if survey_url is None:
        return "window/message.html", {"message": view.closed, "heading": _matter_of(standing)}
    url = f"{survey_url}?lang={standing.session.language.value}"
    return "window/survey.html", {"heading": view.label, "text": view.text, "survey_url": url}


def _wanted(standing: Standing, times: Times) -> dict[str, str]:
    """What the answers say already of the time that is looked for."""
    answered = {it.place: it.value for it in standing.session.path}
    known = {"location": answered.get("location"), "type": times.time_type}
    return {name: value for name, value in known.items() if value}


def _choices(question: Question, coded: Callable[[str], str]) -> dict[str, object]:
    """Standard concerns of the menu are tiles; everything else is a list."""
    pictured = question.kind is QuestionKind.MENU
    options = [replace(it, value=coded(it.value)) for it in question.options]
    tiles = [_with_icon(it) for it in options if pictured and not it.topic]
    listed = [it for it in options if it.topic or not pictured]
    if pictured:
        listed = [_with_icon(it) for it in listed]
    elif question.kind is QuestionKind.LOCATION:
        listed = [replace(it, icon=LOCATION_ICON) for it in listed]
    return {"tiles": tiles, "listed": listed}


def _with_icon(option: Option) -> Option:
    return replace(option, icon=known_icon(option.icon))


def _asked(question: Question, language: Language) -> Words:
    if question.text is not None:
        return question.text
    _ = translations(language).gettext
    match question.kind:
        case QuestionKind.LOCATION:
            return Words(_("Which location is it about?"), language)
        case QuestionKind.MENU:
            return Words(_("What can we do for you?"), language)
        case QuestionKind.SERVICE | QuestionKind.CHOICE:
            return Words(_("What applies to you?"), language)


def _matter_of(standing: Standing) -> Words:
    """What a stored text is about: the last answer that led to it."""
    if standing.turns:
        return standing.turns[-1].answer
    return Words(translations(standing.session.language).gettext("Information"), standing.session.language)


def _labels(form: Form, language: Language) -> dict[str, Words | None]:
    """The form's fields in their order; the sentences about consent need no label."""
    _ = translations(language).gettext
    person: dict[str, Words | None] = {
        "name": Words(_("First and last name"), language),
        BIRTH_DATE: Words(_("Date of birth"), language),
        "phone": Words(_("Mobile phone number"), language),
        "email": Words(_("E-mail address"), language),
    }
    return person | {f"f-{field.id}": field.label for field in form.fields} | {"consent": None}


def _dates(form: Form) -> list[str]:
    return [f"f-{field.id}" for field in form.fields if field.type is FieldType.DATE]


def _notice(notice: str | None, language: Language) -> str | None:
    if notice is None:
        return None
    _ = translations(language).gettext
    return {
        "expired": _("You were away for a long time. Everything you told us is still here."),
        "tampered": _("We could not read the address of this page. Please start again."),
        "stale": _("That page was out of date. Please answer the question below."),
    }[notice]
