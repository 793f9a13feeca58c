"""How every look of staff at appointments is written down, before anything is shown."""

from collections.abc import Iterable, Mapping

from frontdesk.audit.model import AuditEntry
from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.ports import BookingPorts
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.model import Subject

NAMED_AT_ONCE = 100


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
        AuditEntry.look(
            organisation_id,
            action,
            by=Actor(ActorKind.STAFF, staff.id),
            at=ports.clock(),
            subject_id=subject_id,
            about=about,
        )
    )


def who_comes(
    organisation_id: OrganisationId, whose: Iterable[SubjectId | None], *, ports: BookingPorts
) -> Mapping[SubjectId, Subject]:
    """Those who are on record, a hundred at a time, as many as the port takes. Only after the look is recorded."""
    subject_ids = sorted({it for it in whose if it})
    named: dict[SubjectId, Subject] = {}
    for first in range(0, len(subject_ids), NAMED_AT_ONCE):
        named |= ports.subjects(organisation_id, subject_ids[first : first + NAMED_AT_ONCE])
    return named
