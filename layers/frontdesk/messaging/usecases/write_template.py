"""An administrator says a message in the clinic's own words, or in the built-in ones again."""

from dataclasses import dataclass, replace

from frontdesk.kernel.errors import BadInput, NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.messaging.errors import TooManyTemplates
from frontdesk.messaging.model import Kind, Wording
from frontdesk.messaging.model.settings import Template
from frontdesk.messaging.ports.settings import SettingsPorts
from frontdesk.messaging.rules.laying_down import OWN_AT_MOST
from frontdesk.messaging.rules.samples import sample_of
from frontdesk.messaging.rules.templates import OWN, faults_of, is_template


@dataclass(frozen=True, slots=True)
class Spot:
    """Which words: of a template in a language, for a kind of contact or for all (None)."""

    name: str
    language: Language
    kind: Kind | None = None


def read_template(*, organisation_id: OrganisationId, spot: Spot, ports: SettingsPorts) -> Template:
    """The clinic's own words there, of version 0 where it has none; NotFound for a template that there cannot be."""
    if not is_template(spot.name):
        raise NotFound(template=spot.name)
    stored = ports.laid.get(organisation_id).templates.get((spot.name, spot.language))
    return stored or Template(name=spot.name, language=spot.language, wordings={})


def write_template(
    *, organisation_id: OrganisationId, spot: Spot, wording: Wording, version: int, ports: SettingsPorts
) -> Template:
    """Store the words; from now on they are what waits is said in, too: words are made when a message is sent.

    BadInput at `subject` and `text`; TooManyTemplates; Conflict when they were changed since `version`.
    """
    there = read_template(organisation_id=organisation_id, spot=spot, ports=ports)
    sample = sample_of(spot.language, clinic=ports.clinic(organisation_id), link=ports.links(organisation_id))
    if faults := faults_of(spot.name, spot.kind, wording, sample=sample):
        raise BadInput(faults)
    if OWN.fullmatch(spot.name) and not there.version:
        names = {name for name, _ in ports.laid.get(organisation_id).templates if OWN.fullmatch(name)}
        if len(names | {spot.name}) > OWN_AT_MOST:
            raise TooManyTemplates
    wanted = replace(there, wordings={**there.wordings, spot.kind: wording}, version=version)
    return ports.laid.put_template(organisation_id, wanted)


def reset_template(
    *, organisation_id: OrganisationId, spot: Spot, version: int, ports: SettingsPorts
) -> None:
    """Back to the built-in words, or to those for all kinds; nothing happens where there are no own ones.

    Conflict when they were changed since `version`.
    """
    there = read_template(organisation_id=organisation_id, spot=spot, ports=ports)
    left = {kind: it for kind, it in there.wordings.items() if kind is not spot.kind}
    seen = replace(there, wordings=left, version=version)
    if there.wordings == left:
        return
    if left:
        ports.laid.put_template(organisation_id, seen)
    else:
        ports.laid.drop_template(organisation_id, seen)
