"""A subject and all their contact points, each by what stands for it."""

from collections.abc import Mapping

from frontdesk.kernel.ids import ContactKey, OrganisationId, SubjectId
from frontdesk.patients.model import ContactPoint, Subject
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.rules.contacts import contact_key, contacts_of


def addresses_of_subject(
    *, organisation_id: OrganisationId, subject_id: SubjectId, ports: PatientsPorts
) -> tuple[Subject, Mapping[ContactKey, ContactPoint]]:
    """NotFound for a subject of another organisation, or none. The telephone comes first."""
    subject = ports.subjects.get(organisation_id, subject_id)
    *_, newest = ports.keys()
    return subject, {contact_key(organisation_id, it, newest): it for it in contacts_of(subject)}
