"""Somebody chooses the language that the console speaks with them, at every login."""

from frontdesk.access.model import SignedIn
from frontdesk.access.ports import AccessPorts
from frontdesk.access.usecases.set_language import set_language
from frontdesk.kernel.language import Language


def choose_language(who: SignedIn, *, key: str | None, language: Language, ports: AccessPorts) -> None:
    """From now on, in this session and in those to come. NotFound when somebody, or the session, is gone."""
    ports.staff.speak(who.organisation_id, who.staff.id, language)
    set_language(key=key, language=language, ports=ports)
