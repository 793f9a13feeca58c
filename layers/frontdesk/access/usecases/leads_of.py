"""Who leads a department: they are told of requests that nobody answered in time."""

from frontdesk.access.model import Role, Staff
from frontdesk.access.ports import AccessPorts
from frontdesk.kernel.ids import DepartmentId, OrganisationId


def leads_of(
    *, organisation_id: OrganisationId, department_id: DepartmentId, ports: AccessPorts
) -> tuple[Staff, ...]:
    """The department's own leads who still work here, by number; empty when it has none."""
    return tuple(
        staff
        for staff in ports.staff.everybody(organisation_id)
        if staff.active and staff.role is Role.LEAD and department_id in staff.departments
    )
