"""A member of staff, by number."""

from frontdesk.access.model import Staff
from frontdesk.access.ports import AccessPorts
from frontdesk.kernel.ids import OrganisationId, StaffId


def staff_by_id(*, organisation_id: OrganisationId, staff_id: StaffId, ports: AccessPorts) -> Staff:
    """Somebody who works here or did; NotFound when this organisation never had that number."""
    return ports.staff.get(organisation_id, staff_id)
