"""The nouns of reminders. FHIR CommunicationRequest."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True, order=True)
class Offset:
    """How long before a time somebody is reminded: so many days, at a wall time there, or so many hours.

    Hours where `at` is None: they are elapsed ones, and do not change when the clocks do.
    """

    count: int
    at: time | None = None

    @property
    def key(self) -> str:
        """What it is called in the key of a reminder: `2d0900`, `24h`."""
        return f"{self.count}h" if self.at is None else f"{self.count}d{self.at:%H%M}"
