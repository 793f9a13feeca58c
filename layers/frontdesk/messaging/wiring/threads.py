"""Conversations put together for the cloud. Called once per cold start."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import ContactKey, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Address, Kind
from frontdesk.messaging.model.traffic import Reply
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.ports.threads import ThreadPorts
from frontdesk.messaging.storage import DynamoThreads
from frontdesk.messaging.usecases.hear_reply import hear_reply
from frontdesk.messaging.usecases.queue_message import queue_message
from frontdesk.messaging.wiring import messaging_ports
from frontdesk.messaging.wiring.settings import opt
from frontdesk.patients.model import ContactKind, Subject
from frontdesk.patients.usecases.addresses_of_subject import addresses_of_subject
from frontdesk.patients.usecases.find_subjects import find_subjects
from frontdesk.patients.usecases.key_of_address import key_of_address
from frontdesk.patients.usecases.people_at import people_at
from frontdesk.patients.wiring import patients_ports


def hearing_ports() -> MessagingPorts:
    """Messaging's, for the door at which providers hand over what people write."""
    threads = thread_ports()

    def hear(reply: Reply) -> None:
        hear_reply(reply, ports=threads)

    return replace(messaging_ports(), hear=hear)


def thread_ports() -> ThreadPorts:
    catalogue, patients, messaging = catalogue_ports(), patients_ports(), messaging_ports()

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
        opt=opt,
        record=partial(record_deed, ports=audit_ports()),
        clock=system_clock,
    )
