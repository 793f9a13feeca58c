"""Staff note that a patient agreed to be sent something that belongs to no treatment."""

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId, StaffId, SubjectId
from frontdesk.patients.model import Agreement, Offer
from frontdesk.patients.ports import PatientsPorts

TEXT_VERSION = "2026-11"
"""Of the sentences that the page shows beside each offer: another one where they come to mean something else."""


def give_agreement(
    *, organisation_id: OrganisationId, subject_id: SubjectId, offer: Offer, by: StaffId, ports: PatientsPorts
) -> None:
    """It holds from now on; one that holds stays as it is. In the trail first. NotFound for nobody of here.

    GDPR, art. 7: who agreed, to which text, and when, must be shown.
    """
    ports.subjects.get(organisation_id, subject_id)
    now = ports.clock()
    ports.record(
        AuditEntry.look(
            organisation_id,
            "AgreementGiven",
            by=Actor(ActorKind.STAFF, by),
            at=now,
            subject_id=subject_id,
            about=f"{offer.value}/{TEXT_VERSION}",
        )
    )
    ports.agreements.give(
        organisation_id,
        Agreement(offer=offer, subject_id=subject_id, version=TEXT_VERSION, given_at=now, noted_by=by),
    )
