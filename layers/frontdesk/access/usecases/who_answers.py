"""Who answers for a department, also where it has no lead of its own: they are told of what is overdue and worries there."""

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
