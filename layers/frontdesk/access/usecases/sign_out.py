"""A member of staff signs out."""

from frontdesk.access.ports import AccessPorts
from frontdesk.access.rules import place_of


def sign_out(*, key: str | None, ports: AccessPorts) -> None:
    """Forget the session of the key, so that no copy of it opens anything. Twice is once."""
    if place := place_of(key or ""):
        ports.sessions.end(*place)
