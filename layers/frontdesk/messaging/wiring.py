"""Messaging put together for the cloud. Called once per cold start."""

from frontdesk.access.usecases.staff_by_id import staff_by_id
from frontdesk.access.wiring import access_ports
from frontdesk.catalogue.usecases.list_organisations import list_organisations
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey, OrganisationId, StaffId, SubjectId
from frontdesk.messaging.channels import find
from frontdesk.messaging.model import Address, Kind, Recipient, RecipientKind
from frontdesk.messaging.ports import Channel, MessagingPorts
from frontdesk.messaging.storage import DynamoOutbox
from frontdesk.patients.usecases.find_contact import find_contact
from frontdesk.patients.usecases.find_subjects import find_subject
from frontdesk.patients.wiring import patients_ports


def messaging_ports() -> MessagingPorts:
    catalogue, patients, access = catalogue_ports(), patients_ports(), access_ports()

    def address_of(organisation_id: OrganisationId, recipient: Recipient) -> Address | None:
        phone: str | None = None
        try:
            if recipient.kind is RecipientKind.CONTACT:
                contact = find_contact(
                    organisation_id=organisation_id, contact_key=ContactKey(recipient.id), ports=patients
                )
                return Address(Kind(contact.kind.value), contact.to)
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
        if phone:
            return Address(Kind.SMS, phone)
        return Address(Kind.EMAIL, email) if email else None

    def channel_for(organisation_id: OrganisationId, kind: Kind) -> Channel:
        organisation = read_catalogue(organisation_id=organisation_id, ports=catalogue).organisation
        return find(organisation.channels.get(kind.value, ""))

    def clinic_name(organisation_id: OrganisationId) -> str:
        return read_catalogue(organisation_id=organisation_id, ports=catalogue).organisation.name

    return MessagingPorts(
        outbox=DynamoOutbox(),
        address_of=address_of,
        channel_for=channel_for,
        clinic_name=clinic_name,
        organisations=lambda: list_organisations(ports=catalogue),
        clock=system_clock,
    )
