"""What was done with a task and seen of it, for those who answer for follow-up."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.audit.model import AuditEntry
from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import OVERSEE, why_not_see
from frontdesk.followup.usecases._task_looks import record_look_at
from frontdesk.kernel.ids import OrganisationId
from frontdesk.patients.model import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """`entries` are those of the trail, the latest first; None for those to whom the trail is not shown."""

    task: Task
    subject: Subject | None
    entries: Sequence[AuditEntry] | None


def show_history(
    *, organisation_id: OrganisationId, task_id: TaskId, member: Member, ports: TaskPorts
) -> History:
    """NotFound when it is not theirs to see. The look is in the trail before anything of the patient is read."""
    task = ports.tasks.get(organisation_id, task_id)
    if refusal := why_not_see(member, task):
        raise refusal
    record_look_at(task, member=member, ports=ports)
    entries = None
    if member.rights & OVERSEE:
        entries = [it for it in ports.trail(organisation_id, task.subject_id) if it.about == task_id]
    return History(
        task=task,
        subject=ports.subjects(organisation_id, {task.subject_id}).get(task.subject_id),
        entries=entries,
    )
