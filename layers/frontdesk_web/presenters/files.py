"""Files as they are offered: what they are, how big, and in which language."""

from dataclasses import dataclass

from babel.numbers import format_decimal

from frontdesk.kernel.ids import OrganisationId, ReleaseId
from frontdesk.kernel.language import Language, Words
from frontdesk.window.model import Offered
from frontdesk_web.i18n import OWN_NAME, locale_of
from frontdesk_web.presenters import addresses

KB, MB = 1000, 1_000_000
KINDS = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLink:
    """A file to take away; `about` is its kind, its size, and its language where that is not the page's."""

    url: str
    title: Words
    description: Words | None
    about: str
    language: Language


def file_link(
    it: Offered, *, organisation_id: OrganisationId, release_id: ReleaseId, language: Language
) -> FileLink:
    """The offered file as a page in the language shows it."""
    parts = [KINDS.get(it.media_type, it.media_type), size_in_words(it.size, language)]
    if it.language is not language:
        parts.append(OWN_NAME[it.language])
    return FileLink(
        url=addresses.file(organisation_id, release_id, it.id, it.language),
        title=it.title,
        description=it.description,
        about=" \N{MIDDLE DOT} ".join(parts),
        language=it.language,
    )


def size_in_words(size: int, language: Language) -> str:
    """`12 KB` or `1,3 MB`: decimal units as file managers show them, never less than one KB."""
    locale = locale_of(language)
    if size < MB:
        return f"{format_decimal(max(1, round(size / KB)), locale=locale)} KB"
    return f"{format_decimal(round(size / MB, 1), locale=locale)} MB"
