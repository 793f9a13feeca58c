"""What the catalogue needs from the outside."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.ids import OrganisationId


class Shelf(Protocol):
    def get(self, organisation_id: OrganisationId) -> Catalogue:
        """Raise NotFound when there is no such organisation."""

    def put(self, catalogue: Catalogue) -> None:
        """Store everything the organisation says about itself, in place of what it said before."""

    def organisations(self) -> Iterable[OrganisationId]:
        """All organisations: one of the few reads across them, for the house's own rounds."""


@dataclass(frozen=True, slots=True)
class CataloguePorts:
    shelf: Shelf
