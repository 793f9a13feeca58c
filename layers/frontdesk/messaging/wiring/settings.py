"""What clinics lay down about their messages, and what is asked before one goes, put together for the cloud."""

import os
from collections.abc import Collection, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.memory import Memory
from frontdesk.messaging.channels import available, schema_of
from frontdesk.messaging.gateways.secrets import ParameterSecrets
from frontdesk.messaging.model import Address, Kind, Reason
from frontdesk.messaging.model.settings import Laid, Settings
from frontdesk.messaging.ports.settings import JudgingPorts, SettingsPorts
from frontdesk.messaging.storage import DynamoLaid, DynamoTurns
from frontdesk.patients.model import ContactKind, ContactPoint, Preferences
from frontdesk.patients.usecases.preferences_of import preferences_of
from frontdesk.patients.usecases.set_preference import set_preference
from frontdesk.patients.usecases.suppress_contact import suppress_contact
from frontdesk.patients.wiring import patients_ports

FRESH_FOR_S = 20
"""How long what a clinic laid down may be unknown to a container."""
BOUNCED_FOR = timedelta(days=180)
"""How long nothing goes where a message came back from: numbers are given to others, full boxes are emptied."""
laid_down = Memory(DynamoLaid().get, FRESH_FOR_S)


def judging_ports() -> JudgingPorts:
    """What is asked before a message goes to an address."""
    catalogue, patients = catalogue_ports(), patients_ports()

    def preferences(organisation_id: OrganisationId, address: Address) -> Preferences:
        contact = contact_at(address.kind, address.to)
        return preferences_of(organisation_id=organisation_id, contact=contact, ports=patients)

    def home(organisation_id: OrganisationId) -> Collection[str]:
        found = read_catalogue(organisation_id=organisation_id, ports=catalogue)
        phones = {_country_of(it.phone) for it in found.locations if it.phone.startswith("+")}
        return {found.organisation.phone_region} | phones

    def zone(organisation_id: OrganisationId) -> ZoneInfo:
        return read_catalogue(organisation_id=organisation_id, ports=catalogue).locations[0].zone

    return JudgingPorts(
        settings=lambda it: laid_down.get(it).settings,
        preferences=preferences,
        country=_country_of,
        home=home,
        zone_of=_zone_of,
        zone=zone,
        turns=DynamoTurns(),
    )


def settings_ports() -> SettingsPorts:
    """What a clinic lays down, always as it is stored now."""
    catalogue = catalogue_ports()
    return SettingsPorts(
        laid=_Fresh(),
        channels=available,
        schema_of=schema_of,
        secrets=_WriteOnly(ParameterSecrets()),
        clinic=lambda it: read_catalogue(organisation_id=it, ports=catalogue).organisation.name,
        links=lambda it: f"{os.environ['PUBLIC_URL']}/booking/{it}/appointments/",
    )


def plain_settings(organisation_id: OrganisationId, channel: str) -> Mapping[str, object]:
    """What a clinic said about a provider, without its secrets."""
    return laid_down.get(organisation_id).settings.of_channels.get(channel, {})


def suppress(organisation_id: OrganisationId, kind: Kind, to: str, reason: Reason) -> None:
    """A message came back from there, for half a year; or somebody there complained, for good."""
    until = None if reason is Reason.COMPLAINED else system_clock() + BOUNCED_FOR
    suppress_contact(
        organisation_id=organisation_id,
        contact=contact_at(kind, to),
        reason=reason.value,
        until=until,
        ports=patients_ports(),
    )


def opt(organisation_id: OrganisationId, kind: Kind, to: str, allowed: bool) -> None:  # noqa: FBT001  (a port)
    """STOP or START came from there."""
    set_preference(
        organisation_id=organisation_id, contact=contact_at(kind, to), wanted=allowed, ports=patients_ports()
    )


def contact_at(kind: Kind, to: str) -> ContactPoint:
    """The contact point behind an address: a telephone is one, whether it is written to or called."""
    if kind is Kind.EMAIL:
        return ContactPoint(ContactKind.EMAIL, to.strip().lower())
    return ContactPoint(ContactKind.SMS, to)


class _Fresh(DynamoLaid):
    """What is stored now; and what this container remembers of it is forgotten with a change."""

    def get(self, organisation_id: OrganisationId) -> Laid:
        laid_down.forget(organisation_id)
        return laid_down.get(organisation_id)

    def put_settings(self, organisation_id: OrganisationId, settings: Settings) -> Settings:
        laid_down.forget(organisation_id)
        return super().put_settings(organisation_id, settings)


class _WriteOnly:
    """The secrets of channels as the console has them: which there are, and new ones."""

    def __init__(self, secrets: ParameterSecrets) -> None:
        self.secrets = secrets

    def names(self, organisation_id: OrganisationId, channel: str) -> Collection[str]:
        return self.secrets.of(organisation_id, channel).keys()

    def write(self, organisation_id: OrganisationId, channel: str, secrets: Mapping[str, str]) -> None:
        for name, secret in secrets.items():
            self.secrets.keep(organisation_id, channel, name, secret)


def _country_of(number: str) -> str:
    # Imported where a number is asked: the library's data takes longer to load than a page to render.
    from frontdesk.messaging.gateways.numbers import country_of  # noqa: PLC0415

    return country_of(number)


def _zone_of(number: str) -> ZoneInfo | None:
    from frontdesk.messaging.gateways.numbers import zone_of  # noqa: PLC0415

    return zone_of(number)
