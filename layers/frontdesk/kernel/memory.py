"""What a container keeps in mind of what it has read, so that not every call asks again."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from frontdesk.kernel.errors import FrontdeskError

K = TypeVar("K")
V = TypeVar("V")
KEPT_AT_MOST = 100


@dataclass
class Memory(Generic[K, V]):
    """Asks again only when what it knows is older than `fresh_for` seconds.

    While it cannot ask, it goes on with what it knows; what the house says on purpose, such as NotFound, goes on.
    """

    ask: Callable[[K], V]
    fresh_for: float
    _known: dict[K, tuple[float, V]] = field(default_factory=dict)

    def get(self, key: K) -> V:
        known = self._known.get(key)
        if known is not None and time.monotonic() - known[0] < self.fresh_for:
            return known[1]
        if len(self._known) >= KEPT_AT_MOST:
            self._known.clear()
        try:
            found = self.ask(key)
        except FrontdeskError:
            raise
        except Exception:
            # A page with yesterday's opening hours helps more people than none.
            if known is None:
                raise
            found = known[1]
        self._known[key] = (time.monotonic(), found)
        return found

    def in_mind(self, key: K) -> V | None:
        """What is known without asking anybody, however old."""
        known = self._known.get(key)
        return None if known is None else known[1]

    def forget(self, key: K) -> None:
        """The next one asks again."""
        self._known.pop(key, None)

    def clear(self) -> None:
        """Know nothing, as a new container."""
        self._known.clear()
