"""A subject, and what stands for where they are reached first: whoever shares it is reached together with them."""

from frontdesk.kernel.ids import ContactKey, OrganisationId, SubjectId
from frontdesk.patients.model import Subject
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import contact_key, contacts_of


def reach_subject(
    *, organisation_id: OrganisationId, subject_id: SubjectId, ports: PatientsPorts
) -> tuple[Subject, ContactKey]:
    """NotFound for a subject of another organisation, or none. A telephone comes before an e-mail address."""
    subject = ports.subjects.get(organisation_id, subject_id)
    *_, newest = ports.keys()
    first, *_ = contacts_of(subject)
    return subject, contact_key(organisation_id, first, newest)
