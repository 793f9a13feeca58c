"""Who the subjects behind some ids are."""

from collections.abc import Collection, Mapping

from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.model import Subject
from frontdesk.patients.ports import PatientsPorts


def find_subject(*, organisation_id: OrganisationId, subject_id: SubjectId, ports: PatientsPorts) -> Subject:
    """The subject; NotFound when this organisation has none of that id."""
    return ports.subjects.get(organisation_id, subject_id)


def find_subjects(
    *, organisation_id: OrganisationId, subject_ids: Collection[SubjectId], ports: PatientsPorts
) -> Mapping[SubjectId, Subject]:
    """Those that exist in this organisation, in one read."""
    return ports.subjects.get_many(organisation_id, subject_ids) if subject_ids else {}
