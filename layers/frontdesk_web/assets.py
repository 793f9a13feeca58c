"""Static files under names that carry their content: a browser may keep them for ever.

Names are flat, `/static/<stem>.<first ten digits of the SHA-256>.<ext>`: Chalice has no greedy routes.
"""

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
FIVE_MINUTES = "public, max-age=300, stale-while-revalidate=86400"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """A text file of the pages and how it may be kept."""

    body: str
    content_type: str
    cache_control: str
    etag: str


def asset(name: str) -> str:
    """The address of a static file; KeyError when there is none of that name."""
    return f"/static/{_hashed_names()[name]}"


def static_file(name: str) -> StaticFile | None:
    """The file behind a plain or a hashed name; None when there is none, or the hash is an older one."""
    for plain, hashed in _hashed_names().items():
        if name in (plain, hashed):
            return _file(plain, cache_control=FOR_EVER if name == hashed else FIVE_MINUTES)
    return None


def _file(plain: str, *, cache_control: str) -> StaticFile:
    body = (STATIC / plain).read_bytes()
    kind = mimetypes.guess_type(plain)[0] or "text/plain"
    return StaticFile(
        body=body.decode(),
        content_type=f"{kind}; charset=utf-8",
        cache_control=cache_control,
        etag=f'"{_digest(body)}"',
    )


@cache
def _hashed_names() -> Mapping[str, str]:
    return {
        path.name: f"{path.stem}.{_digest(path.read_bytes())}{path.suffix}"
        for path in sorted(STATIC.iterdir())
        if path.is_file()
    }


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:10]
