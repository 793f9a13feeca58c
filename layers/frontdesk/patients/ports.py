"""What patients need from the outside."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.model import Subject


class Subjects(Protocol):
    def add(self, subject: Subject) -> None:
        """Store the subject; one of the same id that is already there stays as it is."""

    def get(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Subject:
        """Raise NotFound when this organisation has none of that id."""

    def get_many(
        self, organisation_id: OrganisationId, subject_ids: Collection[SubjectId]
    ) -> Mapping[SubjectId, Subject]:
        """Those of this organisation that exist; at most 100 ids."""


@dataclass(frozen=True, slots=True)
class PatientsPorts:
    subjects: Subjects
