"""The bytes of a definition: what is hashed, stored and handed to another organisation. Pure."""

import hashlib
import json

from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import ReleaseId


def canonical(value: object) -> bytes:
    """UTF-8 JSON without spaces. Order is kept, since it is the menu's order.

    BadInput for what has no such bytes: numbers that are none, half characters, bottomless nesting.
    """
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (ValueError, TypeError, RecursionError) as error:
        raise BadInput([FieldError("$", "not_json")]) from error


def read_json(stored: bytes) -> object:
    """What the bytes say; BadInput when they are not JSON, or could not be written again as they are."""
    try:
        said: object = json.loads(stored)
    except (ValueError, RecursionError) as error:
        raise BadInput([FieldError("$", "not_json")]) from error
    canonical(said)
    return said


def sha256(stored: bytes) -> str:
    """The name of bytes, 64 hexadecimal digits."""
    return hashlib.sha256(stored).hexdigest()


def release_id(stored: bytes) -> ReleaseId:
    """The name of the release that has these bytes: the same definition is the same release."""
    return ReleaseId(sha256(stored))
