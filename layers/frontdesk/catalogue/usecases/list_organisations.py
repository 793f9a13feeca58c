"""Every organisation, for rounds that the house makes for all of them."""

from collections.abc import Iterable

from frontdesk.catalogue.ports import CataloguePorts
from frontdesk.kernel.ids import OrganisationId


def list_organisations(*, ports: CataloguePorts) -> Iterable[OrganisationId]:
    """The ids of all organisations. On the reviewed list of reads that cross organisations."""
    return ports.shelf.organisations()
