"""The noun of the trail. Its five fields are those of HSLF-FS 2016:40, chapter 4, section 9."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.events import new_event_id
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

    @classmethod
    def look(  # noqa: PLR0913  # as much as the trail says of one
        cls,
        organisation_id: OrganisationId,
        action: str,
        *,
        by: Actor,
        at: datetime,
        about: str,
        subject_id: SubjectId | None = None,
        department_id: DepartmentId | None = None,
    ) -> Self:
        """Somebody is about to be shown something: each look is an entry of its own."""
        return cls(
            id=new_event_id(),
            organisation_id=organisation_id,
            at=at,
            actor=by,
            action=action,
            subject_id=subject_id,
            department_id=department_id,
            about=about,
        )
