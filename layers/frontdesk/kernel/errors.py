"""The kinds of "no".

* FrontdeskError
  x Refusal          the clinic's rules say no; the person is told why
  x NotFound         no such thing, or not yours to see
  x Conflict         somebody else was quicker
  x BadInput         the request does not fit its schema
  x NotAllowed       we do not know who you are, or your role does not cover this
  x ProviderFailure  a system outside ours failed
  x Unavailable      a service that we stand on does not answer now; the same again may work
  x Unexpected       a fault of ours

Codes are public and never change; the words are in the locales, one sentence per code and language.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar


class FrontdeskError(Exception):
    """Anything the product raises on purpose. `code` is stable and public; `details` stay inside."""

    code: ClassVar[str] = "error"

    def __init__(self, **details: object) -> None:
        super().__init__(self.code, details)
        self.details = details


class Refusal(FrontdeskError):
    code = "refused"


class NotFound(FrontdeskError):
    code = "not_found"


class Conflict(FrontdeskError):
    code = "conflict"


class NotAllowed(FrontdeskError):
    code = "not_allowed"


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field that does not fit: `pointer` names it, `code` says what is wrong."""

    pointer: str
    code: str


class BadInput(FrontdeskError):
    code = "bad_input"

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(errors=tuple(errors))
        self.errors = tuple(errors)


class ProviderFailure(FrontdeskError):
    """`retry_after` is given by a provider that has too much to do (429), and says for how long.

    `unanswered`: it was asked, and nobody knows whether it did what it was asked for.
    """

    code = "provider_failure"

    def __init__(
        self,
        *,
        provider: str,
        retryable: bool,
        reason: str,
        retry_after: timedelta | None = None,
        unanswered: bool = False,
    ) -> None:
        super().__init__(provider=provider, retryable=retryable, reason=reason)
        self.retryable = retryable
        self.retry_after = retry_after
        self.unanswered = unanswered


class Unavailable(FrontdeskError):
    code = "unavailable"


class Unexpected(FrontdeskError):
    code = "unexpected"


def every_kind(kind: type[FrontdeskError] = FrontdeskError) -> Iterator[type[FrontdeskError]]:
    """The kind and all that descend from it and are imported, each once."""
    yield kind
    for child in kind.__subclasses__():
        yield from every_kind(child)
