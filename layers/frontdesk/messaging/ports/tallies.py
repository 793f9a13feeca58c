"""What counting needs from the outside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model.tallies import Followed, Tally


class Tallies(Protocol):
    """What is counted, each once, whatever comes twice or in another order."""

    def count(self, tally: Tally) -> None:
        """Count a message; of two states in one month the one that leads further stays (`rules.RANKS`)."""

    def follow(self, followed: Followed) -> None:
        """Count what became of an appointment."""

    def messages_of(self, organisation_id: OrganisationId, month: date) -> Iterator[Tally]:
        """All messages counted in the month of the day; their ids are what they are counted under."""

    def followed_in(self, organisation_id: OrganisationId, month: date) -> Iterator[Followed]:
        """What became of appointments in the month of the day."""


@dataclass(frozen=True, slots=True)
class TallyPorts:
    """Counting needs nothing of what sending needs."""

    tallies: Tallies
