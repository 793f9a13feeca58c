"""Which messages there are, and which of them a clinic says in its own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Purpose
from frontdesk.messaging.ports.settings import SettingsPorts
from frontdesk.messaging.rules.templates import OWN, purpose_of
from frontdesk.messaging.rules.wordings import WORDINGS


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateListed:
    """`own`: the languages in which it is said in the clinic's own words; `subject` is one of these, for people."""

    name: str
    purpose: Purpose
    own: tuple[Language, ...]
    subject: str


def list_templates(
    *, organisation_id: OrganisationId, purpose: Purpose | None = None, ports: SettingsPorts
) -> Sequence[TemplateListed]:
    """Those that are used for the purpose, else all: the built-in ones in their order, the clinic's own by name."""
    stored = ports.laid.get(organisation_id).templates
    names = [*WORDINGS, *sorted({name for name, _ in stored if OWN.fullmatch(name)})]
    found = []
    for name in names:
        own = tuple(it for it in Language if (name, it) in stored)
        said = [it.subject for one in own for it in stored[name, one].wordings.values() if it.subject]
        listed = TemplateListed(
            name=name,
            purpose=purpose_of(name),
            own=own,
            subject=said[0] if said else name.removeprefix("own-"),
        )
        if purpose in (None, listed.purpose):
            found.append(listed)
    return found
