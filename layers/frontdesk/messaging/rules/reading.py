"""Reading what providers write: everything may be missing, and of another type than it should be."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from frontdesk.kernel.errors import BadInput, FieldError

TEXT_AT_MOST = 4096


def object_in(body: bytes) -> Mapping[str, Any]:
    """The JSON object of a body. BadInput."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as bad:
        raise unreadable("") from bad
    if not isinstance(said, dict):
        raise unreadable("")
    return said


def part(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object in it, an empty one where there is none."""
    found = said.get(name)
    return found if isinstance(found, dict) else {}


def text(said: Mapping[str, Any], name: str) -> str:
    """A text in it. BadInput without one."""
    found = said.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= TEXT_AT_MOST:
        raise unreadable(f"/{name}")
    return found


def text_or_none(said: Mapping[str, Any], name: str) -> str:
    """The same, empty where it is missing."""
    return text(said, name) if said.get(name) else ""


def instant(said: Mapping[str, Any], name: str, *, now: datetime) -> datetime:
    """When it was, by ISO 8601 or in milliseconds since 1970; now where it does not say. BadInput."""
    found = said.get(name)
    if found is None:
        return now
    try:
        if isinstance(found, int):
            return datetime.fromtimestamp(found / 1000, UTC)
        at = datetime.fromisoformat(text(said, name))
    except (ValueError, OverflowError, OSError) as bad:
        raise unreadable(f"/{name}") from bad
    if at.tzinfo is None:
        raise unreadable(f"/{name}")
    return at.astimezone(UTC)


def unreadable(pointer: str) -> BadInput:
    """It is the provider's, and cannot be read."""
    return BadInput([FieldError(pointer, "schema")])
