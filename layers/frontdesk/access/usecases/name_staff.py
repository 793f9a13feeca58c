"""The names of the staff who are mentioned on a page."""

from collections.abc import Collection, Mapping

from frontdesk.access.ports import AccessPorts
from frontdesk.kernel.ids import OrganisationId, StaffId


def name_staff(
    *, organisation_id: OrganisationId, staff_ids: Collection[StaffId], ports: AccessPorts
) -> Mapping[StaffId, str]:
    """Names by number, in one read; who is unknown is left out."""
    if not staff_ids:
        return {}
    found = ports.staff.get_many(organisation_id, staff_ids)
    return {staff_id: staff.name for staff_id, staff in found.items()}
