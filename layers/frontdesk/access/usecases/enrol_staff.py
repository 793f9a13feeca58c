"""Somebody begins to work here, changes their role, or leaves."""

from frontdesk.access.model import Staff
from frontdesk.access.ports import AccessPorts
from frontdesk.access.rules import is_employee_number
from frontdesk.kernel.errors import BadInput, FieldError


def enrol_staff(staff: Staff, *, ports: AccessPorts) -> None:
    """Store who somebody is and what they may do; twice is once. BadInput for a number no login can name.

    The account with the password is the identity provider's: it is made there, `<organisation>.<number>`.
    """
    if not is_employee_number(staff.id):
        raise BadInput([FieldError("id", "invalid_number")])
    ports.staff.put(staff)
