"""The catalogue put together for the cloud. Called once per cold start."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.ports import CataloguePorts, Shelf
from frontdesk.catalogue.storage import DynamoShelf
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import OrganisationId

FRESH_FOR_SECONDS = 60
KEPT_AT_MOST = 100


@dataclass
class Remembered:
    """A shelf that asks again only when what it knows is older than a minute: each page reads the catalogue.

    While it cannot ask, it goes on with what it knows.
    """

    shelf: Shelf
    _known: dict[OrganisationId, tuple[float, Catalogue]] = field(default_factory=dict)

    def get(self, organisation_id: OrganisationId) -> Catalogue:
        read_at, known = self._known.get(organisation_id, (-FRESH_FOR_SECONDS * 2.0, None))
        if known is not None and time.monotonic() - read_at < FRESH_FOR_SECONDS:
            return known
        if len(self._known) >= KEPT_AT_MOST:
            self._known.clear()
        try:
            found = self.shelf.get(organisation_id)
        except FrontdeskError:
            raise
        except Exception:
            # A window with yesterday's opening hours helps more people than none.
            if known is None:
                raise
            found = known
        self._known[organisation_id] = (time.monotonic(), found)
        return found

    def in_mind(self, organisation_id: OrganisationId) -> Catalogue | None:
        """What is known without asking anybody, however old."""
        _, known = self._known.get(organisation_id, (0, None))
        return known

    def put(self, catalogue: Catalogue) -> None:
        self.shelf.put(catalogue)
        self._known.pop(catalogue.organisation.id, None)

    def organisations(self) -> Iterable[OrganisationId]:
        return self.shelf.organisations()


_shelf = Remembered(DynamoShelf())


def catalogue_ports() -> CataloguePorts:
    """The same shelf for every caller in this container, so that it is read once a minute and not once a caller."""
    return CataloguePorts(shelf=_shelf)


def catalogue_in_mind(organisation_id: OrganisationId) -> Catalogue | None:
    """The catalogue, if this container has read it before: for pages that are shown when nothing can be read."""
    return _shelf.in_mind(organisation_id)
