"""Messaging put together for the cloud. Called once per cold start."""

import os
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from frontdesk.access.usecases.staff_by_id import staff_by_id
from frontdesk.access.wiring import access_ports
from frontdesk.catalogue.usecases.list_organisations import list_organisations
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey, OrganisationId, StaffId, SubjectId
from frontdesk.kernel.memory import Memory
from frontdesk.messaging.channels import available, find, schema_of
from frontdesk.messaging.model import (
    Address,
    Go,
    Kind,
    Message,
    Reason,
    Recipient,
    RecipientKind,
    Standing,
    Wording,
)
from frontdesk.messaging.model.settings import Laid, Settings
from frontdesk.messaging.ports import Channel, JudgingPorts, MessagingPorts, Secrets, SettingsPorts
from frontdesk.messaging.rules.templates import own_wording
from frontdesk.messaging.storage import DynamoLaid, DynamoOutbox, DynamoTallies
from frontdesk.messaging.usecases.judge_message import judge_message
from frontdesk.patients.model import ContactKind, ContactPoint, Preferences
from frontdesk.patients.usecases.find_contact import find_contact
from frontdesk.patients.usecases.find_subjects import find_subject
from frontdesk.patients.usecases.preferences_of import preferences_of
from frontdesk.patients.usecases.set_preference import set_preference
from frontdesk.patients.usecases.suppress_contact import suppress_contact
from frontdesk.patients.wiring import patients_ports

Stands = Callable[[Message], Standing]

USUAL = (Kind.SMS, Kind.EMAIL)
"""In which order kinds are tried where a clinic has said nothing."""
FRESH_FOR_S = 20
"""How long what a clinic laid down may be unknown to a container."""
BOUNCED_FOR = timedelta(days=180)
"""How long nothing goes where a message came back from: numbers are given to others, full boxes are emptied."""
laid_down = Memory(DynamoLaid().get, FRESH_FOR_S)


def messaging_ports(causes: Mapping[str, Stands] | None = None) -> MessagingPorts:
    """`causes`: who is asked, by the kind of cause, before a message is sent; the areas that have causes give them."""
    catalogue, patients, access = catalogue_ports(), patients_ports(), access_ports()

    def address_of(organisation_id: OrganisationId, recipient: Recipient, kind: Kind) -> Address | None:
        phone: str | None = None
        try:
            if recipient.kind is RecipientKind.CONTACT:
                contact = find_contact(
                    organisation_id=organisation_id, contact_key=ContactKey(recipient.id), ports=patients
                )
                return Address(kind, contact.to) if contact.kind.value == kind.value else None
            if recipient.kind is RecipientKind.SUBJECT:
                subject = find_subject(
                    organisation_id=organisation_id, subject_id=SubjectId(recipient.id), ports=patients
                )
                phone, email = subject.phone, subject.email
            else:
                staff = staff_by_id(
                    organisation_id=organisation_id, staff_id=StaffId(recipient.id), ports=access
                )
                email = staff.email
        except NotFound:
            return None
        to = {Kind.SMS: phone, Kind.VOICE: phone, Kind.EMAIL: email}.get(kind)
        return Address(kind, to) if to else None

    def channel_for(organisation_id: OrganisationId, kind: Kind) -> Channel:
        organisation = read_catalogue(organisation_id=organisation_id, ports=catalogue).organisation
        laid = laid_down.get(organisation_id).settings
        return find(laid.channels.get(kind) or organisation.channels.get(kind.value, ""))

    def own(message: Message, kind: Kind) -> Wording | None:
        laid = laid_down.get(message.organisation_id)
        return own_wording(laid.templates, message.template, message.language, kind)

    def clinic_name(organisation_id: OrganisationId) -> str:
        return read_catalogue(organisation_id=organisation_id, ports=catalogue).organisation.name

    def standing(message: Message) -> Standing:
        return (causes or {})[message.cause](message) if message.cause else Go()

    return MessagingPorts(
        outbox=DynamoOutbox(),
        address_of=address_of,
        kinds=lambda it: laid_down.get(it.organisation_id).settings.order.get(it.purpose, USUAL),
        channel_for=channel_for,
        verdict=partial(judge_message, ports=judging_ports()),
        standing=standing,
        clinic_name=clinic_name,
        organisations=lambda: list_organisations(ports=catalogue),
        clock=system_clock,
        own_wording=own,
    )


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
        tallies=DynamoTallies(),
    )


def settings_ports(secrets: Secrets | None = None) -> SettingsPorts:
    """What a clinic lays down, always as it is stored now. `secrets`: of who sets up providers that have some."""
    catalogue = catalogue_ports()
    return SettingsPorts(
        laid=_Fresh(),
        channels=available,
        schema_of=schema_of,
        secrets=secrets or _NoSecrets(),
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


class _NoSecrets:
    def names(self, organisation_id: OrganisationId, channel: str) -> Collection[str]:
        del organisation_id, channel
        return ()

    def write(self, organisation_id: OrganisationId, channel: str, secrets: Mapping[str, str]) -> None:
        del organisation_id, secrets
        raise AssertionError(f"this function was not given a place for the secrets of {channel}")


def _country_of(number: str) -> str:
    # Imported where a number is asked: the library's data takes longer to load than a page to render.
    from frontdesk.messaging.gateways.numbers import country_of  # noqa: PLC0415

    return country_of(number)


def _zone_of(number: str) -> ZoneInfo | None:
    from frontdesk.messaging.gateways.numbers import zone_of  # noqa: PLC0415

    return zone_of(number)
