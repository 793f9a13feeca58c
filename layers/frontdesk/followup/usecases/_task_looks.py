"""How every look of staff at a task is written down, before anything is shown."""

from frontdesk.audit.model import AuditEntry
from frontdesk.followup.model import Task
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.usecases._change import staff
from frontdesk.kernel.ids import OrganisationId


def record_look(
    organisation_id: OrganisationId, action: str, *, member: Member, about: str, ports: TaskPorts
) -> None:
    """One entry in the trail about a list. Whatever the trail raises goes on: nothing is shown."""
    ports.record(AuditEntry.look(organisation_id, action, by=staff(member.id), at=ports.clock(), about=about))


def record_look_at(task: Task, *, member: Member, ports: TaskPorts) -> None:
    """The same about a task, and so about its patient."""
    ports.record(
        AuditEntry.look(
            task.organisation_id,
            "TaskRead",
            by=staff(member.id),
            at=ports.clock(),
            about=task.id,
            subject_id=task.subject_id,
            department_id=task.department_id,
        )
    )
