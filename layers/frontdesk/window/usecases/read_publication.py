"""Somebody reads the flows that went live as a number."""

from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.model.releases import Publication, Release
from frontdesk.window.ports import WindowPorts
from frontdesk.window.usecases._publication import publication_of


def read_publication(
    *, organisation_id: OrganisationId, number: int, ports: WindowPorts
) -> tuple[Publication, Release]:
    """The publication and its release; NotFound when this organisation has none of that number."""
    found = publication_of(organisation_id, number, ports=ports)
    return found, ports.releases.get(organisation_id, found.release_id)
