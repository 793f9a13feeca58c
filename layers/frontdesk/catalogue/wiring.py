"""The catalogue put together for the cloud. Called once per cold start."""

from collections.abc import Iterable

from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.ports import CataloguePorts, Shelf
from frontdesk.catalogue.storage import DynamoShelf
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.memory import Memory

FRESH_FOR_S = 60


class Remembered:
    """A shelf that asks again only when what it knows is older than a minute: each page reads the catalogue."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.memory = Memory(shelf.get, FRESH_FOR_S)

    def get(self, organisation_id: OrganisationId) -> Catalogue:
        return self.memory.get(organisation_id)

    def put(self, catalogue: Catalogue) -> None:
        self.shelf.put(catalogue)
        self.memory.forget(catalogue.organisation.id)

    def organisations(self) -> Iterable[OrganisationId]:
        return self.shelf.organisations()


_shelf = Remembered(DynamoShelf())


def catalogue_ports() -> CataloguePorts:
    """The same shelf for every caller in this container, so that it is read once a minute and not once a caller."""
    return CataloguePorts(shelf=_shelf)


def catalogue_in_mind(organisation_id: OrganisationId) -> Catalogue | None:
    """The catalogue, if this container has read it before: for pages that are shown when nothing can be read."""
    return _shelf.memory.in_mind(organisation_id)
