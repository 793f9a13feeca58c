"""A patient does not agree any more: staff note it."""

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId, StaffId, SubjectId
from frontdesk.patients.model import Offer
from frontdesk.patients.ports import PatientsPorts


def withdraw_agreement(
    *, organisation_id: OrganisationId, subject_id: SubjectId, offer: Offer, by: StaffId, ports: PatientsPorts
) -> None:
    """It holds no more, at once; nothing happens where none did. In the trail first. NotFound as for giving."""
    ports.subjects.get(organisation_id, subject_id)
    now = ports.clock()
    ports.record(
        AuditEntry.look(
            organisation_id,
            "AgreementWithdrawn",
            by=Actor(ActorKind.STAFF, by),
            at=now,
            subject_id=subject_id,
            about=offer.value,
        )
    )
    ports.agreements.withdraw(organisation_id, subject_id, offer, at=now)
