"""The names of the staff who are mentioned on a page."""

from collections import Counter
from collections.abc import Collection, Mapping

from frontdesk.access.ports import AccessPorts
from frontdesk.kernel.ids import OrganisationId, StaffId


def name_staff(
    *, organisation_id: OrganisationId, staff_ids: Collection[StaffId], ports: AccessPorts
) -> Mapping[StaffId, str]:
    """Names by number, in one read; who is unknown is left out. Of two who are called the same the number is beside."""
    if not staff_ids:
        return {}
    found = ports.staff.get_many(organisation_id, staff_ids)
    called = Counter(staff.name for staff in found.values())
    return {
        staff_id: staff.name if called[staff.name] == 1 else f"{staff.name} · {staff_id}"
        for staff_id, staff in found.items()
    }
