"""A task as somebody sees it: the patient, why they were here, and what happened so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import SchemeStep
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.hours import outside_hours
from frontdesk.followup.rules.rights import as_seen, why_not_do, why_not_see
from frontdesk.followup.rules.steps import LEVEL1, has_lease, why_not_open
from frontdesk.followup.usecases._task_looks import record_look_at
from frontdesk.hospital.model import Encounter
from frontdesk.kernel.errors import Refusal
from frontdesk.kernel.ids import OrganisationId
from frontdesk.patients.model import Subject
from frontdesk.surveys.model.questionnaires import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`step`: what it is about and what is said at it, None where its plan is gone; `subject` is None once nothing is
    on record of them. `why_not_open`: what the page says in place of its button; `may_do`: whether level 1 is theirs
    here, `in_hand`: whether they have it. `questionnaire`: what is asked, None for the short form. `before`: the call
    that broke off, in whose place it is; `others`: what else is to be asked of the patient, as far as they may see it.
    `calls_from`: when the policy's call hours begin, None while they are."""

    task: Task
    subject: Subject | None
    chart: Sequence[Encounter]
    step: SchemeStep | None
    may_do: bool
    in_hand: bool
    why_not_open: Refusal | None
    questionnaire: Questionnaire | None
    before: Task | None
    others: Sequence[Task]
    calls_from: datetime | None


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
        step=_step(task, ports),
        may_do=why_not_do(member, task) is None,
        in_hand=has_lease(task, member.id, now=now),
        why_not_open=why_not_open(task, member.id, now=now),
        questionnaire=ports.questionnaire(organisation_id, task.form, task.revision)
        if task.revision
        else None,
        before=_before(task, member, ports),
        others=_others(task, member, ports),
        calls_from=outside_hours(
            now, ports.policy(organisation_id), ports.zone(organisation_id, task.location_id)
        ),
    )


def _before(task: Task, member: Member, ports: TaskPorts) -> Task | None:
    """Whoever has the one may read what was said in the other."""
    named = {task.regenerated_from} - {None}
    found = ports.tasks.read(task.organisation_id, [it for it in named if it])
    return next((as_seen(member, it) for it in found), None)


def _others(task: Task, member: Member, ports: TaskPorts) -> list[Task]:
    """Those that are open, the first due first."""
    known = ports.tasks.of_subject(task.organisation_id, task.subject_id)
    theirs = [it for it in known if it.id != task.id and it.state in LEVEL1 and not why_not_see(member, it)]
    return sorted((as_seen(member, it) for it in theirs), key=lambda it: (it.due_on, it.id))


def _step(task: Task, ports: TaskPorts) -> SchemeStep | None:
    plan = ports.plan(task.organisation_id, task.plan_id)
    return plan.steps[task.step] if plan and task.step < len(plan.steps) else None
