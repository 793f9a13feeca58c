"""The noun of the trail. Its five fields are those of HSLF-FS 2016:40, chapter 4, section 9."""

from dataclasses import dataclass
from datetime import datetime

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import DepartmentId, EventId, OrganisationId, SubjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """`id` is the natural key: the same deed told twice is one entry. `about` is the record, such as a request id."""

    id: EventId
    organisation_id: OrganisationId
    at: datetime
    actor: Actor
    action: str
    subject_id: SubjectId | None
    department_id: DepartmentId | None
    about: str
