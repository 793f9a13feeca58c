"""Who is asking: every page of the console begins with it."""

from frontdesk.access.model import SignedIn
from frontdesk.access.ports import AccessPorts
from frontdesk.access.rules import place_of
from frontdesk.kernel.errors import NotFound


def who_is(*, key: str | None, ports: AccessPorts) -> SignedIn | None:
    """The person behind a session key; None when nobody is signed in with it.

    The person is read anew each time, so that a role taken away or an account closed counts at once.
    """
    place = place_of(key or "")
    if place is None:
        return None
    try:
        session = ports.sessions.get(*place)
        staff = ports.staff.get(session.organisation_id, session.staff_id)
    except NotFound:
        return None
    if ports.clock() >= session.expires_at or not staff.active:
        return None
    return SignedIn(staff=staff, session=session)
