"""Files as they are offered and sent: what they are, how big, and in which language."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from babel.numbers import format_decimal

from frontdesk.documents.model import Document, Upload
from frontdesk.kernel.ids import OrganisationId, ReleaseId
from frontdesk.kernel.language import Language, Words
from frontdesk.window.model import Offered
from frontdesk_web.i18n import OWN_NAME, locale_of
from frontdesk_web.presenters import addresses

KB, MB = 1000, 1_000_000
KINDS = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WebP",
    "image/heic": "HEIC",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file in a thread; `about` is its kind and size."""

    url: str
    name: str
    about: str


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


def sent_file(document: Document, url: str, language: Language) -> SentFile:
    """The file of a thread, to be taken at the address."""
    kind = KINDS.get(document.media_type, document.media_type)
    about = f"{kind} \N{MIDDLE DOT} {size_in_words(document.size, language)}"
    return SentFile(url=url, name=document.name, about=about)


def origin(upload: Upload) -> str:
    """Where the form that sends a file goes to, as a content security policy names it."""
    parts = urlsplit(upload.url)
    return f"{parts.scheme}://{parts.netloc}"


def size_in_words(size: int, language: Language) -> str:
    """`12 KB` or `1,3 MB`: decimal units as file managers show them, never less than one KB."""
    locale = locale_of(language)
    if size < MB:
        return f"{format_decimal(max(1, round(size / KB)), locale=locale)} KB"
    return f"{format_decimal(round(size / MB, 1), locale=locale)} MB"
