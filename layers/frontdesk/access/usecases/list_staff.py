"""An administrator looks at who works here, and who did."""

from frontdesk.access.model import Staff
from frontdesk.access.ports import AccessPorts
from frontdesk.kernel.ids import OrganisationId


def list_staff(*, organisation_id: OrganisationId, ports: AccessPorts) -> tuple[Staff, ...]:
    """Everybody of the organisation, who works here first, by number."""
    return tuple(
        sorted(ports.staff.everybody(organisation_id), key=lambda it: (not it.active, len(it.id), it.id))
    )
