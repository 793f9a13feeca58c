"""Outreach put together for the cloud. Called once per cold start."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.followup.model.plans import Population
from frontdesk.followup.wiring import planning_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Address, Kind, Message, Purpose, Recipient, RecipientKind
from frontdesk.messaging.rules.consent import why_not_wanted
from frontdesk.messaging.wiring import messaging_ports
from frontdesk.messaging.wiring.settings import judging_ports
from frontdesk.outreach.ports import OutreachPorts
from frontdesk.outreach.storage import DynamoEnrolments, DynamoPackages, DynamoPushes
from frontdesk.outreach.wiring.wording import agreed
from frontdesk.patients.model import Subject
from frontdesk.patients.usecases.people_at import people_at
from frontdesk.patients.wiring import patients_ports


def outreach_ports() -> OutreachPorts:
    catalogue, patients, messaging, planning = (
        catalogue_ports(),
        patients_ports(),
        messaging_ports(),
        planning_ports(),
    )
    return OutreachPorts(
        packages=DynamoPackages(),
        enrolments=DynamoEnrolments(),
        pushes=DynamoPushes(),
        queue=messaging.outbox.add,
        states=messaging.outbox.states,
        encounter=planning.encounter,
        encounters=planning.encounters,
        encounters_on=lambda organisation_id, location_id, population, day: planning.encounters_on(
            organisation_id, location_id, Population(population.value), day
        ),
        plan=planning.plans.get,
        subjects=planning.subjects,
        agreed=agreed,
        all_agreed=patients.agreements.everybody,
        order=lambda organisation_id: messaging.kinds(_any_message(organisation_id)),
        unwanted=unwanted,
        people_at=lambda organisation_id, contact_key: people_at(
            organisation_id=organisation_id, contact_key=contact_key, ports=patients
        ),
        catalogue=lambda organisation_id: read_catalogue(organisation_id=organisation_id, ports=catalogue),
        record=partial(record_deed, ports=audit_ports()),
        clock=system_clock,
    )


def unwanted(subject: Subject, kinds: Sequence[Kind], now: datetime) -> Mapping[Kind, bool]:
    """The kinds by which somebody is reached, and whether such a message is unwanted there."""
    judging, message = judging_ports(), _any_message(subject.organisation_id)
    places = {Kind.SMS: subject.phone, Kind.EMAIL: subject.email}
    reached = {kind: to for kind in kinds if (to := places.get(kind))}
    return {
        kind: why_not_wanted(
            message, kind, judging.preferences(subject.organisation_id, Address(kind, to)), now=now
        )
        is not None
        for kind, to in reached.items()
    }


def _any_message(organisation_id: OrganisationId) -> Message:
    """One like ours, to ask about before there are any; it is never stored."""
    return Message(
        id=MessageId("push"),
        organisation_id=organisation_id,
        recipient=Recipient(RecipientKind.SUBJECT, ""),
        template="push",
        language=Language.ENGLISH,
        queued_at=system_clock(),
        purpose=Purpose.RECALL,
    )
