"""The patient window: the conversation, the form it ends with, and what a clinic says about itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.model import Page as ContentPage
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import LocationId
from frontdesk.kernel.language import Language, Words
from frontdesk.window.model import Form, Message, Option, Question, QuestionKind, Standing
from frontdesk_web.i18n import translations
from frontdesk_web.icons import known_icon
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.clinic import clinic_page, said
from frontdesk_web.presenters.forms import BIRTH_DATE, by_field, date_parts, problems_of
from frontdesk_web.render import Page, page

LOCATION_ICON = "map-pin"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBefore:
    """A turn of the transcript; `change` leads back to its question."""

    question: Words | None
    answer: Words
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    text: str
    heading: bool


def conversation_page(
    standing: Standing, catalogue: Catalogue, *, token: str, now: datetime, notice: str | None = None
) -> Page:
    """The question a conversation stands at, or the stored text that ends it.

    `notice` is `expired`, `tampered`, `stale` or `again`: what happened to the page the answer came from.
    """
    view = standing.view
    assert not isinstance(view, Form), "a form has a page of its own"
    if isinstance(view, Message):
        matter: dict[str, object] = {"message": view.text, "heading": _matter_of(standing)}
    else:
        matter = {"message": None, "heading": _asked(view, standing.session.language)} | _choices(view)
    return _in_conversation(
        "window/conversation.html",
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
        heading=form.intro,
        fields=tuple(replace(field, id=f"f-{field.id}") for field in form.fields),
        consent=form.consent,
        consent_version=form.consent_version,
        date_parts=date_parts(language),
        typed=typed,
        errors=by_field(errors),
        problems=problems_of(errors, _labels(form, language), language),
    )


def content_page(catalogue: Catalogue, which: ContentPage, *, language: Language, now: datetime) -> Page:
    """Privacy, imprint or accessibility. Paragraphs are parted by blank lines; `# ` begins a heading."""
    organisation = catalogue.organisation
    words = said(organisation.pages[which], organisation, language)
    return clinic_page(
        "window/content.html",
        catalogue,
        language=language,
        now=now,
        in_other_language=lambda other: addresses.content(organisation.id, which, lang=other.value),
        title=_content_title(which, language),
        text_language=words.language,
        parts=paragraphs(words.text),
    )


def not_found_page(language: Language) -> Page:
    """404 where no clinic is known."""
    _ = translations(language).gettext
    return page(
        "layout/neutral.html",
        language=language,
        status=HTTPStatus.NOT_FOUND,
        heading=_("This page does not exist"),
        sentence=_("Please check the address, or open the online service from your clinic's website."),
    )


def problem_page(code: str, catalogue: Catalogue, *, language: Language, status: int, now: datetime) -> Page:
    """Why something did not work, in the words of its code, and the way back to the start."""
    _ = translations(language).gettext
    missing = status == HTTPStatus.NOT_FOUND
    return clinic_page(
        "window/problem.html",
        catalogue,
        language=language,
        now=now,
        status=status,
        in_other_language=lambda other: addresses.window(catalogue.organisation.id, lang=other.value),
        title=_("This page does not exist") if missing else _("That did not work"),
        code=code,
    )


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """A clinic's plain text in parts: blank lines part paragraphs, `# ` begins a heading."""
    parts: list[Paragraph] = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines: list[str] = []
        for line in block.strip().split("\n"):
            if line.startswith("# "):
                parts += _paragraph(lines)
                parts.append(Paragraph(text=line.removeprefix("# ").strip(), heading=True))
                lines = []
            else:
                lines.append(line)
        parts += _paragraph(lines)
    return tuple(parts)


def _in_conversation(  # noqa: PLR0913  # what every step of a conversation shows
    template: str,
    standing: Standing,
    catalogue: Catalogue,
    *,
    token: str,
    now: datetime,
    notice: str | None,
    status: int,
    **context: object,
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


def _choices(question: Question) -> dict[str, object]:
    """Standard concerns of the menu are tiles; everything else is a list."""
    pictured = question.kind is QuestionKind.MENU
    tiles = [_with_icon(it) for it in question.options if pictured and not it.topic]
    listed = [it for it in question.options if it.topic or not pictured]
    if pictured:
        listed = [_with_icon(it) for it in listed]
    elif question.kind is QuestionKind.LOCATION:
        listed = [replace(it, icon=LOCATION_ICON) for it in listed]
    return {"place": question.place, "tiles": tiles, "listed": listed}


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
        case QuestionKind.CHOICE:
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


def _notice(notice: str | None, language: Language) -> str | None:
    if notice is None:
        return None
    _ = translations(language).gettext
    return {
        "expired": _("You were away for a long time. Everything you told us is still here."),
        "tampered": _("We could not read the address of this page. Please start again."),
        "stale": _("That page was out of date. Please answer the question below."),
        "again": _("That answer is not possible here. Please choose one of the answers below."),
    }[notice]


def _content_title(which: ContentPage, language: Language) -> str:
    _ = translations(language).gettext
    match which:
        case ContentPage.PRIVACY:
            return _("Privacy")
        case ContentPage.IMPRINT:
            return _("Imprint")
        case ContentPage.ACCESSIBILITY:
            return _("Accessibility")


def _paragraph(lines: Sequence[str]) -> list[Paragraph]:
    text = "\n".join(lines).strip()
    return [Paragraph(text=text, heading=False)] if text else []
