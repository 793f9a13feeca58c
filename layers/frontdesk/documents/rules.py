"""What may be sent, told by its content: names and headers say what their sender likes. Pure."""

import re

from frontdesk.documents.errors import DangerousFile, FileMissing, FileTooLarge, UnknownKind
from frontdesk.kernel.errors import Refusal

BYTES_AT_MOST = 10_000_000
NAME_AT_MOST = 120
ACCEPTED = ("application/pdf", "image/jpeg", "image/png", "image/webp", "image/heic")
ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
}

_HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"hevc")
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|Encrypt)\b")
"""What a document may do beside being read (ISO 32000-2, 12.6.4), or what hides it from inspection."""
_TEST_VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


def media_type_of(content: bytes) -> str | None:
    """The kind of a file by its first bytes, None if it is none that is taken."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "image/heic"
    return None


def why_not_take(content: bytes) -> Refusal | None:
    """The reason a file is not taken, or None.

    This is no virus scanner: it takes what can only be looked at. A scanner of the clinic's own may read the bucket.
    """
    if not content:
        return FileMissing()
    if len(content) > BYTES_AT_MOST:
        return FileTooLarge()
    kind = media_type_of(content)
    if kind is None:
        return UnknownKind()
    if _TEST_VIRUS in content or (kind == "application/pdf" and _ACTIVE.search(content)):
        return DangerousFile()
    return None


def safe_name(name: str, media_type: str) -> str:
    """The name to show and to save under: no path, nothing unprintable, not too long, with the ending of its kind."""
    plain = "".join(it for it in name.replace("\\", "/").rpartition("/")[2] if it.isprintable()).strip()
    ending = ENDINGS[media_type]
    stem = plain if not plain.lower().endswith(ending) else plain[: -len(ending)]
    return f"{stem[:NAME_AT_MOST].strip() or 'file'}{ending}"
