"""How every look of staff at reminders is written down, before anything is shown."""

from collections.abc import Iterable, Mapping

from frontdesk.audit.model import AuditEntry
from frontdesk.booking.model.desk import StaffMember
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import new_event_id
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.patients.model import Subject
from frontdesk.reminders.ports.recalls import RecallPorts

NAMED_AT_ONCE = 100
PAGE = 50


def record_look(  # noqa: PLR0913
    organisation_id: OrganisationId,
    action: str,
    *,
    staff: StaffMember,
    about: str,
    subject_id: SubjectId | None = None,
    ports: RecallPorts,
) -> None:
    """One entry in the trail. Whatever the trail raises goes on: nothing is shown."""
    ports.record(
        AuditEntry(
            id=new_event_id(),
            organisation_id=organisation_id,
            at=ports.clock(),
            actor=Actor(ActorKind.STAFF, staff.id),
            action=action,
            subject_id=subject_id,
            department_id=None,
            about=about,
        )
    )


def require_reach(staff: StaffMember, location_id: LocationId) -> None:
    """NotFound when none of their departments is at the location."""
    if location_id not in staff.locations:
        raise NotFound(location_id=location_id)


def named(
    organisation_id: OrganisationId, whose: Iterable[SubjectId], *, ports: RecallPorts
) -> Mapping[SubjectId, Subject]:
    """Those who are on record, a hundred at a time. Only after the look is recorded."""
    subject_ids = sorted(set(whose))
    found: dict[SubjectId, Subject] = {}
    for first in range(0, len(subject_ids), NAMED_AT_ONCE):
        found |= ports.subjects(organisation_id, subject_ids[first : first + NAMED_AT_ONCE])
    return found
