"""Calling people up, put together for the cloud. Called once per cold start."""

from functools import partial

from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey, OrganisationId, SubjectId
from frontdesk.messaging.gateways.bridge_secret import telephony
from frontdesk.messaging.gateways.connect import place
from frontdesk.messaging.model import Recipient, RecipientKind
from frontdesk.messaging.ports.calls import CallsPorts
from frontdesk.messaging.storage import DynamoCalls
from frontdesk.patients.model import ContactKind
from frontdesk.patients.usecases.find_contact import find_contact
from frontdesk.patients.usecases.find_subjects import find_subject
from frontdesk.patients.wiring import patients_ports


def calls_ports() -> CallsPorts:
    patients = patients_ports()

    def number_of(organisation_id: OrganisationId, recipient: Recipient) -> str | None:
        try:
            if recipient.kind is RecipientKind.SUBJECT:
                subject_id = SubjectId(recipient.id)
                return find_subject(
                    organisation_id=organisation_id, subject_id=subject_id, ports=patients
                ).phone
            if recipient.kind is RecipientKind.CONTACT:
                contact_key = ContactKey(recipient.id)
                contact = find_contact(
                    organisation_id=organisation_id, contact_key=contact_key, ports=patients
                )
                return contact.to if contact.kind is ContactKind.SMS else None
        except NotFound:
            return None
        return None

    return CallsPorts(
        calls=DynamoCalls(),
        telephony=telephony.get,
        number_of=number_of,
        place=place,
        record=partial(record_deed, ports=audit_ports()),
        clock=system_clock,
    )
