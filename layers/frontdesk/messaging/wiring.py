"""Messaging put together for the cloud. Called once per cold start."""

from collections.abc import Callable, Mapping

from frontdesk.access.usecases.staff_by_id import staff_by_id
from frontdesk.access.wiring import access_ports
from frontdesk.catalogue.usecases.list_organisations import list_organisations
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey, OrganisationId, StaffId, SubjectId
from frontdesk.messaging.channels import find
from frontdesk.messaging.gateways.senders import LambdaSenders
from frontdesk.messaging.model import (
    Address,
    Go,
    Kind,
    Message,
    Recipient,
    RecipientKind,
    Standing,
    Verdict,
)
from frontdesk.messaging.ports import Channel, MessagingPorts, TallyPorts
from frontdesk.messaging.storage import DynamoOutbox, DynamoTallies
from frontdesk.patients.usecases.find_contact import find_contact
from frontdesk.patients.usecases.find_subjects import find_subject
from frontdesk.patients.wiring import patients_ports

Stands = Callable[[Message], Standing]

USUAL = (Kind.SMS, Kind.EMAIL)
"""In which order kinds are tried where a clinic has said nothing."""


def tally_ports() -> TallyPorts:
    return TallyPorts(tallies=DynamoTallies())


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
        return find(organisation.channels.get(kind.value, ""))

    def clinic_name(organisation_id: OrganisationId) -> str:
        return read_catalogue(organisation_id=organisation_id, ports=catalogue).organisation.name

    def standing(message: Message) -> Standing:
        return (causes or {})[message.cause](message) if message.cause else Go()

    return MessagingPorts(
        outbox=DynamoOutbox(),
        address_of=address_of,
        kinds=lambda _message: USUAL,
        channel_for=channel_for,
        verdict=lambda _message, _address, _now: Verdict(),
        standing=standing,
        clinic_name=clinic_name,
        organisations=lambda: list_organisations(ports=catalogue),
        clock=system_clock,
        senders=LambdaSenders(),
    )
