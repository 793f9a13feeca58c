"""A task as somebody sees it: the patient, why they were here, and what happened so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import as_seen, why_not_do, why_not_see
from frontdesk.followup.rules.steps import has_lease, why_not_open
from frontdesk.followup.usecases._task_looks import record_look_at
from frontdesk.hospital.model import Encounter
from frontdesk.kernel.errors import Refusal
from frontdesk.kernel.ids import OrganisationId
from frontdesk.patients.model import Subject
from frontdesk.surveys.model.questionnaires import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`subject` is None once nothing is on record of them. `why_not_open`: what the page says in place of its button;
    `may_do`: whether level 1 is theirs here, `in_hand`: whether they have it. `questionnaire`: what is asked, None for
    the short form."""

    task: Task
    subject: Subject | None
    chart: Sequence[Encounter]
    may_do: bool
    in_hand: bool
    why_not_open: Refusal | None
    questionnaire: Questionnaire | None


def show_task(*, organisation_id: OrganisationId, task_id: TaskId, member: Member, ports: TaskPorts) -> Shown:
    """NotFound when it is not theirs to see. The look is in the trail before anything of the patient is read."""
    task = ports.tasks.get(organisation_id, task_id)
    if refusal := why_not_see(member, task):
        raise refusal
    record_look_at(task, member=member, ports=ports)
    now = ports.clock()
    return Shown(
        task=as_seen(member, task),
        subject=ports.subjects(organisation_id, {task.subject_id}).get(task.subject_id),
        chart=ports.chart(task, member.id),
        may_do=why_not_do(member, task) is None,
        in_hand=has_lease(task, member.id, now=now),
        why_not_open=why_not_open(task, member.id, now=now),
        questionnaire=ports.questionnaire(organisation_id, task.form, task.revision)
        if task.revision
        else None,
    )
