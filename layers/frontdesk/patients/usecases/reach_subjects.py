"""Where many subjects are reached: for rounds that look at all that is booked."""

from collections.abc import Collection, Mapping

from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.model import Reached
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import contact_key, contacts_of

AT_ONCE = 100


def reach_subjects(
    *, organisation_id: OrganisationId, subject_ids: Collection[SubjectId], ports: PatientsPorts
) -> Mapping[SubjectId, Reached]:
    """Those who exist in this organisation, each with what stands for their contact points under every key."""
    keys, wanted, found = ports.keys(), sorted(subject_ids), {}
    for first in range(0, len(wanted), AT_ONCE):
        them = ports.subjects.get_many(organisation_id, wanted[first : first + AT_ONCE])
        for subject_id, subject in them.items():
            found[subject_id] = Reached(
                subject=subject,
                keys={
                    it.kind: tuple(contact_key(organisation_id, it, key) for key in reversed(keys))
                    for it in contacts_of(subject)
                },
            )
    return found
