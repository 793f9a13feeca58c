"""How a clinic's system and the door sign what they send each other: HMAC-SHA256 over `<timestamp>.<body>`.

Two secrets are good while one takes the place of the other: the first signs, either verifies.
"""

import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

TIMESTAMP = "x-frontdesk-timestamp"
SIGNATURE = "x-frontdesk-signature"
VERSION = "v1="
AGE_AT_MOST = timedelta(minutes=5)
DIGITS_AT_MOST = 12


def several(secret: str | Sequence[str]) -> tuple[str, ...]:
    """The secrets of a setting, the one that signs first; an empty one is none."""
    return tuple(it for it in ((secret,) if isinstance(secret, str) else secret) if it)


def signed(secret: str, body: bytes, *, at: datetime) -> dict[str, str]:
    """The headers that say who sent the body, and when."""
    timestamp = str(int(at.timestamp()))
    return {TIMESTAMP: timestamp, SIGNATURE: f"{VERSION}{_digest(secret, timestamp, body)}"}


def is_signed(headers: Mapping[str, str], body: bytes, *, secrets: Sequence[str], now: datetime) -> bool:
    """Whether the body came from somebody with one of the secrets, within five minutes of now."""
    timestamp, said = headers.get(TIMESTAMP, ""), headers.get(SIGNATURE, "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= DIGITS_AT_MOST):
        return False
    if abs(int(timestamp) - now.timestamp()) > AGE_AT_MOST.total_seconds():
        return False
    return any(alike(said, f"{VERSION}{_digest(it, timestamp, body)}") for it in secrets)


def alike(said: str, due: str) -> bool:
    """Whether two texts are the same, in a time that does not tell how far."""
    return hmac.compare_digest(said.encode("utf-8", "surrogateescape"), due.encode())


def _digest(secret: str, timestamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()
