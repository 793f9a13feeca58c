"""The names that belong to the rows of an inbox."""

from collections.abc import Collection, Mapping

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.model import Subject
from frontdesk.requests.model import StaffMember
from frontdesk.requests.ports import RequestsPorts


def name_subjects(
    *,
    organisation_id: OrganisationId,
    subject_ids: Collection[SubjectId],
    staff: StaffMember,
    ports: RequestsPorts,
) -> Mapping[SubjectId, Subject]:
    """The subjects by id, in one read. That the list was seen is one entry in the trail, written first."""
    if not subject_ids:
        return {}
    ports.record(
        AuditEntry.look(
            organisation_id,
            "InboxRead",
            by=Actor(ActorKind.STAFF, staff.id),
            at=ports.clock(),
            about=f"{len(subject_ids)} subjects",
        )
    )
    return ports.subjects(organisation_id, subject_ids)
