"""A list of staff comes in: who is new gets an account, who changed is changed, nobody is deleted. R-5.4.14."""

import secrets
import string

from frontdesk.access.model import Comparison, FirstPassword, StaffReading
from frontdesk.access.ports import AccessPorts
from frontdesk.access.rules.tables import compared
from frontdesk.access.usecases.enrol_staff import enrol_staff
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId, StaffId

GROUPS, LETTERS = 3, 5
_PLAIN = "".join(sorted(set(string.ascii_letters + string.digits) - set("0O1lI")))
"""What nobody reads for something else on paper."""


def compare_staff(
    reading: StaffReading, *, organisation_id: OrganisationId, ports: AccessPorts
) -> Comparison:
    """What the list would change. Nothing is stored."""
    return compared(reading, ports.staff.everybody(organisation_id))


def import_staff(
    reading: StaffReading, *, organisation_id: OrganisationId, ports: AccessPorts
) -> tuple[FirstPassword, ...]:
    """The first passwords of accounts that were made. Interrupted and done again, what is made stays as it is.

    Who leaves (`active` is no) is let in no more from the next request on; their account stays, and what they did.
    """
    found = compare_staff(reading, organisation_id=organisation_id, ports=ports)
    for staff in (*found.new, *(after for _before, after in found.changed)):
        enrol_staff(staff, ports=ports)
    made = []
    for staff in (it.staff for it in reading.lines if it.staff.active):
        if staff in found.same:
            continue
        password = first_password()
        if ports.accounts.begin(organisation_id, staff.id, password):
            made.append(FirstPassword(staff, password))
    return tuple(made)


def renew_first_password(
    *, organisation_id: OrganisationId, staff_id: StaffId, ports: AccessPorts
) -> FirstPassword:
    """For somebody who never had it, or forgot theirs. NotFound for whom the organisation has not.

    Whoever is listed without an account gets one now: the list was stored before it could be made.
    """
    staff = ports.staff.get(organisation_id, staff_id)
    if not staff.active:
        raise NotFound(staff_id=staff_id)
    password = first_password()
    if not ports.accounts.begin(organisation_id, staff_id, password):
        ports.accounts.begin_anew(organisation_id, staff_id, password)
    return FirstPassword(staff, password)


def first_password() -> str:
    """A password that is good for a first login: letters, capitals, digits, hyphens; over 80 random bits."""
    while True:
        drawn = "-".join("".join(secrets.choice(_PLAIN) for _ in range(LETTERS)) for _ in range(GROUPS))
        if all(any(kind(it) for it in drawn) for kind in (str.islower, str.isupper, str.isdigit)):
            return drawn
