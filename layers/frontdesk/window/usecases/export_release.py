"""An administrator takes a release out of the house, with every file it offers."""

from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.ports import WindowPorts
from frontdesk.window.usecases._envelope import pack
from frontdesk.window.usecases._publication import publication_of


def export_release(*, organisation_id: OrganisationId, number: int, ports: WindowPorts) -> bytes:
    """One file of JSON with the release that went live as `number`; NotFound when there was none.

    The same release gives the same bytes in every organisation.
    """
    publication = publication_of(organisation_id, number, ports=ports)
    release = ports.releases.get(organisation_id, publication.release_id)
    return pack(release.definition, lambda sha256: ports.read_file(organisation_id, sha256))
