"""Messaging put together for the cloud. Called once per cold start."""

from collections.abc import Callable, Mapping
from functools import partial

from frontdesk.access.usecases.staff_by_id import staff_by_id
from frontdesk.access.wiring import access_ports
from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.catalogue.usecases.list_organisations import list_organisations
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey, OrganisationId, StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.channels import find
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
from frontdesk.messaging.ports import Channel, MessagingPorts, ThreadPorts
from frontdesk.messaging.rules import OF_THREADS
from frontdesk.messaging.storage import DynamoOutbox, DynamoThreads
from frontdesk.messaging.usecases.queue_message import queue_message
from frontdesk.messaging.usecases.word_line import word_line
from frontdesk.patients.model import ContactKind, Subject
from frontdesk.patients.usecases.addresses_of_subject import addresses_of_subject
from frontdesk.patients.usecases.find_contact import find_contact
from frontdesk.patients.usecases.find_subjects import find_subject, find_subjects
from frontdesk.patients.usecases.key_of_address import key_of_address
from frontdesk.patients.usecases.people_at import people_at
from frontdesk.patients.wiring import patients_ports

Stands = Callable[[Message], Standing]

USUAL = (Kind.SMS, Kind.EMAIL)
"""In which order kinds are tried where a clinic has said nothing."""


def messaging_ports(causes: Mapping[str, Stands] | None = None) -> MessagingPorts:
    """`causes`: who is asked, by the kind of cause, before a message is sent; the areas that have causes give them."""
    catalogue, patients, access = catalogue_ports(), patients_ports(), access_ports()
    threads = DynamoThreads()
    asked: dict[str, Stands] = {
        OF_THREADS: lambda message: word_line(message, threads=threads),
        **(causes or {}),
    }

    def address_of(organisation_id: OrganisationId, recipient: Recipient, kind: Kind) -> Address | None:
        phone: str | None = None
        try:
            if recipient.kind is RecipientKind.THREAD:
                thread = threads.head(organisation_id, ContactKey(recipient.id))
                return Address(kind, thread.to) if thread and thread.kind is kind else None
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
        return asked[message.cause](message) if message.cause else Go()

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
    )


Opt = Callable[[OrganisationId, Kind, str, bool], None]


def thread_ports(opt: Opt | None = None) -> ThreadPorts:
    """`opt` stores whether messages are wanted at an address; functions that hear no replies leave it out."""
    catalogue, patients, messaging = catalogue_ports(), patients_ports(), messaging_ports()

    def nobody_opts(_organisation: OrganisationId, _kind: Kind, _address: str, _wanted: bool) -> None:  # noqa: FBT001
        raise AssertionError("this function was not given a way to opt out")

    def reached(
        organisation_id: OrganisationId, subject_id: SubjectId
    ) -> tuple[Subject, Mapping[ContactKey, Address]]:
        subject, found = addresses_of_subject(
            organisation_id=organisation_id, subject_id=subject_id, ports=patients
        )
        return subject, {key: Address(Kind(it.kind.value), it.to) for key, it in found.items()}

    def language(organisation_id: OrganisationId) -> Language:
        organisation = read_catalogue(organisation_id=organisation_id, ports=catalogue).organisation
        return organisation.languages[0]

    return ThreadPorts(
        threads=DynamoThreads(),
        outbox=messaging.outbox,
        queue=partial(queue_message, ports=messaging),
        key_of=lambda organisation_id, kind, address: key_of_address(
            organisation_id=organisation_id, kind=ContactKind(kind.value), address=address, ports=patients
        ),
        people=lambda organisation_id, contact_key: people_at(
            organisation_id=organisation_id, contact_key=contact_key, ports=patients
        ),
        reached=reached,
        named=lambda organisation_id, subject_ids: find_subjects(
            organisation_id=organisation_id, subject_ids=subject_ids, ports=patients
        ),
        language=language,
        opt=opt or nobody_opts,
        record=partial(record_deed, ports=audit_ports()),
        clock=system_clock,
    )
