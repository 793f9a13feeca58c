"""How every look of staff at encounters is written down, before anything is shown."""

from frontdesk.audit.model import AuditEntry
from frontdesk.hospital.model import StaffMember
from frontdesk.hospital.ports import HospitalPorts
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId, SubjectId


def record_look(  # noqa: PLR0913
    organisation_id: OrganisationId,
    action: str,
    *,
    staff: StaffMember,
    about: str,
    subject_id: SubjectId | None = None,
    ports: HospitalPorts,
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
