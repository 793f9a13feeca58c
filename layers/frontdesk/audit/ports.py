"""What audit needs from the outside."""

from dataclasses import dataclass
from typing import Protocol

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.ids import OrganisationId, SubjectId


class Trail(Protocol):
    def append(self, entry: AuditEntry) -> None:
        """Store the entry; the same id at the same instant again changes nothing."""

    def about(self, organisation_id: OrganisationId, subject_id: SubjectId) -> tuple[AuditEntry, ...]:
        """What was done to or seen of a subject's data, newest first, at most 100 entries."""


@dataclass(frozen=True, slots=True)
class AuditPorts:
    trail: Trail
