"""How every look of staff at appointments is written down, before anything is shown."""

from frontdesk.audit.model import AuditEntry
from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.ports import BookingPorts
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import new_event_id
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId


def record_look(  # noqa: PLR0913
    organisation_id: OrganisationId,
    action: str,
    *,
    staff: StaffMember,
    about: str,
    subject_id: SubjectId | None = None,
    ports: BookingPorts,
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
