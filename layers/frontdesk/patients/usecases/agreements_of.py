"""What a patient agreed to be sent."""

from collections.abc import Mapping

from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.model import Agreement, Offer
from frontdesk.patients.ports import PatientsPorts


def agreements_of(
    *, organisation_id: OrganisationId, subject_id: SubjectId, ports: PatientsPorts
) -> Mapping[Offer, Agreement]:
    """By offer, those that there are, withdrawn ones too."""
    found = {it: ports.agreements.of(organisation_id, [subject_id], it) for it in Offer}
    return {offer: said[subject_id] for offer, said in found.items() if subject_id in said}
