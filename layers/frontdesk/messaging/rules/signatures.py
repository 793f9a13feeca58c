"""Whether somebody who shares a secret with a clinic said something, and just now. HMAC-SHA256 (RFC 2104)."""

import hmac
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

FRESH_FOR = timedelta(minutes=5)
"""How far the clocks of both may differ; within it the same may be said again, and must not count twice."""
SHORTEST_SECRET = 32
"""Characters. A shorter one is none: it could be found by trying."""

_SECONDS = re.compile(r"[0-9]{1,11}")


def signature(said: bytes, *, at: str, secret: str) -> str:
    """Of `<at>.<said>`, in hexadecimal; `at` are seconds since 1970, as they stand in the header."""
    return hmac.new(secret.encode(), at.encode() + b"." + said, "sha256").hexdigest()


def is_signed(said: bytes, *, at: str, signed: str, secrets: Sequence[str], now: datetime) -> bool:
    """Whether one of the secrets signed it, within five minutes. It takes as long for none as for a wrong one."""
    known = [it for it in secrets if len(it) >= SHORTEST_SECRET] or [""]
    fresh = _SECONDS.fullmatch(at) is not None and _is_fresh(int(at), now)
    right = [hmac.compare_digest(signature(said, at=at, secret=it).encode(), signed.encode()) for it in known]
    return fresh and any(right) and known != [""]


def _is_fresh(seconds: int, now: datetime) -> bool:
    return abs(now - datetime.fromtimestamp(seconds, UTC)) <= FRESH_FOR
