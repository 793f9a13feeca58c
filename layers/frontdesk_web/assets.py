"""Static files under names that carry their content: a browser may keep them for ever.

Names are flat, `/static/<stem>.<first ten digits of the SHA-256>.<ext>`: Chalice has no greedy routes. Files of others
carry their version in their name instead: they are large, and nobody reads them before they are asked for.
"""

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
VENDOR = Path(__file__).parent / "vendor"
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
    return f"/static/{name if name in _vendored_names() else _hashed_names()[name]}"


def static_file(name: str) -> StaticFile | None:
    """The file behind a plain or a hashed name; None when there is none, or the hash is an older one."""
    if name in _vendored_names():
        return _file(_vendored_names()[name], cache_control=FOR_EVER)
    for plain, hashed in _hashed_names().items():
        if name in (plain, hashed):
            return _file(STATIC / plain, cache_control=FOR_EVER if name == hashed else FIVE_MINUTES)
    return None


def _file(path: Path, *, cache_control: str) -> StaticFile:
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "text/plain"
    return StaticFile(
        body=body.decode(),
        content_type=f"{kind}; charset=utf-8",
        cache_control=cache_control,
        etag=f'"{_digest(body)}"',
    )


@cache
def _vendored_names() -> Mapping[str, Path]:
    return {path.name: path for path in VENDOR.glob("*/*.*") if path.suffix in {".js", ".css"}}


@cache
def _hashed_names() -> Mapping[str, str]:
    return {
        path.name: f"{path.stem}.{_digest(path.read_bytes())}{path.suffix}"
        for path in sorted(STATIC.iterdir())
        if path.is_file()
    }


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:10]
