"""Who did or saw what of a subject's data: what an auditor sees, and what a patient may ask for."""

from frontdesk.audit.model import AuditEntry
from frontdesk.audit.ports import AuditPorts
from frontdesk.kernel.ids import OrganisationId, SubjectId


def read_trail(
    *, organisation_id: OrganisationId, subject_id: SubjectId, ports: AuditPorts
) -> tuple[AuditEntry, ...]:
    """The entries about a subject of this organisation, newest first; empty for an unknown one."""
    return ports.trail.about(organisation_id, subject_id)
