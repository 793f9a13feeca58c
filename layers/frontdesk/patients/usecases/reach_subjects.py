"""Where many subjects are reached: for rounds that look at all that is booked."""

from collections.abc import Collection, Mapping

from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.model import Reached
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import contact_key, contacts_of


def reach_subjects(
    *, organisation_id: OrganisationId, subject_ids: Collection[SubjectId], ports: PatientsPorts
) -> Mapping[SubjectId, Reached]:
    """Those who exist in this organisation, each with what stands for their contact points under every key."""
    keys = ports.keys()
    return {
        subject_id: Reached(
            subject=subject,
            keys={
                it.kind: tuple(contact_key(organisation_id, it, key) for key in reversed(keys))
                for it in contacts_of(subject)
            },
        )
        for subject_id, subject in ports.subjects.get_many(organisation_id, subject_ids).items()
    }
