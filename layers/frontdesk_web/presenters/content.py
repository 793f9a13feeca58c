"""What a clinic says about itself, and the pages for what is not there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.model import Page as ContentPage
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import translations
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.clinic import clinic_page, said
from frontdesk_web.render import Page, page


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    text: str
    heading: bool


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
