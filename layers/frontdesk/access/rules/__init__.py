"""What staff may do, and what a login looks like. Pure: same question, same answer."""

import hashlib
import re
from collections.abc import Collection, Mapping
from datetime import timedelta

from frontdesk.access.model import Permission, Role, SessionKey, Staff
from frontdesk.kernel.errors import NotAllowed
from frontdesk.kernel.ids import DepartmentId, OrganisationId, StaffId, is_slug

SIGNED_IN_FOR = timedelta(hours=10)
"""From signing in, whatever happens meanwhile: one long shift (OWASP ASVS 5.0, 7.3.2)."""

PASSWORD_AT_LEAST = 12
PASSWORD_AT_MOST = 256
"""What Cognito takes."""

_DESK = frozenset(
    {
        Permission.REQUESTS_READ,
        Permission.REQUESTS_ANSWER,
        Permission.APPOINTMENTS_READ,
        Permission.APPOINTMENTS_CHANGE,
        Permission.REMINDERS_READ,
        Permission.REMINDERS_CHANGE,
        Permission.MESSAGES_READ,
        Permission.MESSAGES_WRITE,
        Permission.ENCOUNTERS_READ,
        Permission.ENCOUNTERS_EDIT,
        Permission.FOLLOWUP_CALL,
    }
)
GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.RECEPTION: _DESK,
    Role.CLINICIAN: _DESK,
    Role.LEAD: _DESK
    | {
        Permission.AUDIT_READ,
        Permission.RELEASES_READ,
        Permission.STATISTICS_READ,
        Permission.SURVEYS_READ,
        Permission.TIMETABLE_READ,
        Permission.FOLLOWUP_LEAD,
        Permission.OUTREACH_EDIT,
        Permission.OUTREACH_SEND,
        Permission.FOLLOWUP_OVERSEE,
        Permission.FOLLOWUP_STATISTICS,
    },
    Role.FOLLOWUP_CENTRE: frozenset(
        {
            Permission.FOLLOWUP_CALL,
            Permission.FOLLOWUP_VERIFY,
            Permission.FOLLOWUP_OVERSEE,
            Permission.FOLLOWUP_STATISTICS,
            Permission.ENCOUNTERS_READ,
            Permission.OUTREACH_EDIT,
            Permission.OUTREACH_SEND,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.RELEASES_READ,
            Permission.RELEASES_EDIT,
            Permission.RELEASES_PUBLISH,
            Permission.STATISTICS_READ,
            Permission.TIMETABLE_READ,
            Permission.TIMETABLE_EDIT,
            Permission.MESSAGING_EDIT,
            Permission.STAFF_EDIT,
            Permission.QUESTIONNAIRES_EDIT,
            Permission.FOLLOWUP_EDIT,
            Permission.OUTREACH_EDIT,
            Permission.FOLLOWUP_STATISTICS,
            Permission.SURVEYS_READ,
            Permission.SURVEYS_EDIT,
        }
    ),
}

EVERYWHERE = frozenset({Role.LEAD, Role.FOLLOWUP_CENTRE})
"""Who sees what every department has."""

_NUMBER = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")
_KEY = re.compile(r"([a-z][a-z0-9-]{0,30})\.[A-Za-z0-9_-]{43}")


def why_not(staff: Staff, permission: Permission) -> NotAllowed | None:
    """The reason somebody may not, or None when their role covers it and they still work here."""
    if staff.active and permission in GRANTS[staff.role]:
        return None
    return NotAllowed(permission=permission.value)


def same_department(staff: Staff, department_id: DepartmentId) -> bool:
    """Whether what a department has is theirs to see: leads and the follow-up centre see all of the organisation's."""
    return staff.role in EVERYWHERE or department_id in staff.departments


def answering(everybody: Collection[Staff], department_id: DepartmentId) -> tuple[Staff, ...]:
    """Who answers for a department: its leads, else the leads of no department, else the administrators."""
    here = [it for it in everybody if it.active]
    leads = [it for it in here if it.role is Role.LEAD]
    own = tuple(it for it in leads if department_id in it.departments)
    of_all = tuple(it for it in leads if not it.departments)
    return own or of_all or tuple(it for it in here if it.role is Role.ADMINISTRATOR)


def login_name(clinic: str, number: str) -> tuple[OrganisationId, StaffId] | None:
    """Who a login form speaks of, capitals and blanks forgiven; None when nobody can be called that."""
    organisation, employee = clinic.strip().lower(), number.strip().lower()
    if not is_slug(organisation) or not _NUMBER.fullmatch(employee):
        return None
    return OrganisationId(organisation), StaffId(employee)


def is_employee_number(text: str) -> bool:
    """Whether an employee may have this number: 1 to 20 small letters, digits and hyphens."""
    return _NUMBER.fullmatch(text) is not None


def place_of(key: str) -> tuple[OrganisationId, str] | None:
    """Where the session of a key is stored: organisation and SHA-256 of the key; None if it is no key."""
    if not (found := _KEY.fullmatch(key)):
        return None
    return OrganisationId(found[1]), hashlib.sha256(key.encode()).hexdigest()


def session_key(organisation_id: OrganisationId, secret: str) -> SessionKey:
    """The key of a new session; `secret` is 256 random bits in base64url."""
    return SessionKey(f"{organisation_id}.{secret}")


def why_not_password(password: str, name: tuple[OrganisationId, StaffId]) -> str | None:
    """What is wrong with a password that somebody chose: the pool's own rules, and one that everybody could guess."""
    kinds = (str.islower, str.isupper, str.isdigit)
    if not PASSWORD_AT_LEAST <= len(password) <= PASSWORD_AT_MOST:
        return "length"
    if not all(any(kind(it) for it in password) for kind in kinds):
        return "kinds"
    return "guessed" if any(len(it) > 1 and it in password.lower() for it in name) else None
