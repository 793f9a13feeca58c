"""How every look of staff at plans is written down, before anything is shown."""

from frontdesk.audit.model import AuditEntry
from frontdesk.booking.model.desk import StaffMember
from frontdesk.followup.ports import PlanningPorts
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId, SubjectId


def record_look(  # noqa: PLR0913
    organisation_id: OrganisationId,
    action: str,
    *,
    staff: StaffMember,
    about: str,
    subject_id: SubjectId | None = None,
    ports: PlanningPorts,
) -> None:
    """One entry in the trail. Whatever the trail raises goes on: nothing is shown."""
    ports.record(
        AuditEntry.look(
            organisation_id,
            action,
            by=Actor(ActorKind.STAFF, staff.id),
            at=ports.clock(),
            subject_id=subject_id,
            about=about,
        )
    )
