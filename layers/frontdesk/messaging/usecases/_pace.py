"""What one sender knows of providers while it works: how many more each takes, and which are to be left alone."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model import Due, Kind, Outcome, Purpose, Reason
from frontdesk.messaging.rules.sharing import Part, allowance

PATIENT_FOR = timedelta(seconds=10)
"""How long one sender waits in all for a provider that fails, before it leaves it alone until the next minute."""

Provider = tuple[OrganisationId, Kind]


class Pace:
    """Of one sender and one minute. `pace` is a provider's rate a minute, where it is known.

    By which kind a message will go is known before it is opened where it says so itself; else it is taken to go as the
    one before it of its purpose went. What answers somebody at once (`Purpose.SERVICE`) is never kept waiting.
    """

    def __init__(
        self, pace: Callable[[OrganisationId, Kind], int | None], parts: Sequence[Part], at: datetime
    ) -> None:
        self._pace, self._parts, self._at = pace, parts, at
        self._left: dict[Provider, int | None] = {}
        self._waited: Counter[Provider] = Counter()
        self._resting: set[Provider] = set()
        self._usual: dict[tuple[OrganisationId, Purpose], Kind] = {}

    def holds(self, due: Due) -> bool:
        """Whether the message is better left where it is for now."""
        kind = due.kind or self._usual.get((due.organisation_id, due.purpose))
        if kind is None or due.purpose is Purpose.SERVICE:
            return False
        provider = (due.organisation_id, kind)
        left = self._allowed(provider)
        return provider in self._resting or (left is not None and left <= 0)

    def went(self, due: Due, outcome: Outcome, took: timedelta) -> None:
        """A provider took it, said that it is busy, or failed, in so much time."""
        if outcome.kind is None:
            return
        provider = (due.organisation_id, outcome.kind)
        left = self._allowed(provider)
        if left is not None:
            self._left[provider] = left - 1
        self._usual[due.organisation_id, due.purpose] = outcome.kind
        if outcome.reason is Reason.AWAY:
            self._waited[provider] += int(took.total_seconds() * 1000)
        if outcome.reason is Reason.BUSY or self._waited[provider] >= PATIENT_FOR.total_seconds() * 1000:
            self._resting.add(provider)

    def _allowed(self, provider: Provider) -> int | None:
        if provider not in self._left:
            rate = self._pace(*provider)
            self._left[provider] = None if rate is None else allowance(rate, self._parts, self._at)
        return self._left[provider]
