"""What an organisation says about itself: every page begins with it."""

from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.ports import CataloguePorts
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId, is_slug


def read_catalogue(*, organisation_id: OrganisationId, ports: CataloguePorts) -> Catalogue:
    """The organisation's catalogue; NotFound when there is no such organisation."""
    if not is_slug(organisation_id):
        raise NotFound(organisation_id=organisation_id)
    return ports.shelf.get(organisation_id)
