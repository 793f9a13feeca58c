"""An organisation is set up, or says something new about itself."""

from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.ports import CataloguePorts


def store_catalogue(catalogue: Catalogue, *, ports: CataloguePorts) -> None:
    """Store the whole catalogue. Twice is once."""
    ports.shelf.put(catalogue)
