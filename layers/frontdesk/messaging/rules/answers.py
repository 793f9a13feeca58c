"""What an answer over HTTP means, whoever gave it: taken, refused, or to be asked again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus

from frontdesk.kernel.errors import ProviderFailure

BUSY_FOR = timedelta(minutes=1)
BUSY_AT_MOST = timedelta(hours=1)
TO_BE_MENDED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
"""What a person can put right meanwhile: a key that was changed, an account that was closed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` by their name in small letters."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


def unless_taken(provider: str, answer: Answer) -> None:
    """ProviderFailure for every answer but 2xx: 429, 5xx and a key that is not good are worth another try."""
    if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        return
    busy = answer.status == HTTPStatus.TOO_MANY_REQUESTS
    away = answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    raise ProviderFailure(
        provider=provider,
        retryable=busy or away or answer.status in TO_BE_MENDED,
        reason=str(answer.status),
        retry_after=busy_for(answer.headers.get("retry-after", "")) if busy else None,
    )


def busy_for(said: str) -> timedelta:
    """How long a provider wants to be left alone: as it says in seconds, an hour at most, else a minute."""
    if said.isascii() and said.isdigit() and len(said) <= len(str(BUSY_AT_MOST.seconds)):
        return min(timedelta(seconds=int(said)), BUSY_AT_MOST)
    return BUSY_FOR
