"""An administrator looks through what is being worked on."""

from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.model.releases import Draft
from frontdesk.window.ports import WindowPorts


def list_drafts(*, organisation_id: OrganisationId, ports: WindowPorts) -> tuple[Draft, ...]:
    """All drafts without their definitions, the one that was changed last first."""
    return tuple(sorted(ports.drafts.all(organisation_id), key=lambda it: it.changed_at, reverse=True))
