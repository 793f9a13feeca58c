"""Somebody wants to read the console in another language."""

from frontdesk.access.ports import AccessPorts
from frontdesk.access.rules import place_of
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.language import Language


def set_language(*, key: str | None, language: Language, ports: AccessPorts) -> None:
    """From now on, and until they sign out, the session speaks this language. NotFound when it is gone."""
    place = place_of(key or "")
    if place is None:
        raise NotFound
    ports.sessions.speak(*place, language)
