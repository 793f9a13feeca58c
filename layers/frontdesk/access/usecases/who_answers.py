"""Who answers for a department, with a lead of its own or without: who is told of what is overdue there."""

from collections.abc import Callable

from frontdesk.access.model import Staff
from frontdesk.access.ports import AccessPorts
from frontdesk.access.rules import answering
from frontdesk.kernel.ids import DepartmentId, OrganisationId


def who_answers(
    *, organisation_id: OrganisationId, ports: AccessPorts
) -> Callable[[DepartmentId], tuple[Staff, ...]]:
    """Who does, of a department, by number; the staff are read once for all departments."""
    everybody = tuple(ports.staff.everybody(organisation_id))
    return lambda department_id: answering(everybody, department_id)
