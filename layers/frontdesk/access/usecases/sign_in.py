"""A member of staff signs in."""

import secrets

from frontdesk.access.errors import WrongLogin
from frontdesk.access.model import SessionKey, SignedIn, Staff, StaffSession
from frontdesk.access.ports import AccessPorts
from frontdesk.access.rules import PASSWORD_AT_MOST, SIGNED_IN_FOR, login_name, place_of, session_key
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.kernel.language import Language

SECRET_BYTES = 32


def sign_in(
    *, clinic: str, number: str, password: str, language: Language | None = None, ports: AccessPorts
) -> tuple[SessionKey, SignedIn]:
    """The key of a new session, to be kept by the browser alone, and who it is.

    It speaks `language` if somebody chose one at the door, else that of the person.
    WrongLogin whatever of the three is wrong, TooManyTries, NewPasswordNeeded, ProviderFailure.
    """
    name = login_name(clinic, number)
    if name is None or not 0 < len(password) <= PASSWORD_AT_MOST:
        raise WrongLogin
    ports.accounts.check(*name, password)
    staff = _employee(*name, ports=ports)
    session = StaffSession(
        organisation_id=staff.organisation_id,
        staff_id=staff.id,
        csrf=secrets.token_urlsafe(SECRET_BYTES),
        language=language or staff.language,
        expires_at=ports.clock() + SIGNED_IN_FOR,
    )
    key = session_key(staff.organisation_id, secrets.token_urlsafe(SECRET_BYTES))
    place = place_of(key)
    assert place is not None, key
    ports.sessions.add(place[1], session)
    return key, SignedIn(staff=staff, session=session)


def _employee(organisation_id: OrganisationId, staff_id: StaffId, *, ports: AccessPorts) -> Staff:
    try:
        staff = ports.staff.get(organisation_id, staff_id)
    except NotFound as missing:
        raise WrongLogin from missing
    if not staff.active:
        raise WrongLogin
    return staff
