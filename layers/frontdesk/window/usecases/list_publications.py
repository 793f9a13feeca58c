"""An administrator looks through what went live, when, by whom and why."""

from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.model.releases import Publication
from frontdesk.window.ports import WindowPorts


def list_publications(*, organisation_id: OrganisationId, ports: WindowPorts) -> tuple[Publication, ...]:
    """All publications, the newest first: that one is live. Empty before the first one."""
    return tuple(ports.releases.publications(organisation_id))
