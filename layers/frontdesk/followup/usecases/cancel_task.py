"""A task is stopped: by somebody who says why, or because what it is for is no more."""

from frontdesk.followup.model import Cancelled, State, Steered, Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import PlanId
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_see, why_not_steer_it
from frontdesk.followup.rules.steering import cancelled, cancelled_for, steering, why_not_steer
from frontdesk.followup.rules.steps import LEVEL1, Move
from frontdesk.followup.rules.telling import HOUSE
from frontdesk.followup.usecases._change import change, staff
from frontdesk.kernel.ids import OrganisationId, SubjectId


def cancel_task(
    *, organisation_id: OrganisationId, task_id: TaskId, why: str, member: Member, ports: TaskPorts
) -> Task:
    """The task, cancelled. TaskOver, TaskTaken, ReasonMissing; NotFound when it is not theirs to stop."""

    def says(task: Task) -> Move | None:
        if refusal := why_not_see(member, task) or why_not_steer_it(member, task):
            raise refusal
        if task.state is State.CANCELLED:
            return None
        if no := why_not_steer(task, why):
            raise no
        return cancelled(task, steering(Steered.CANCELLED, why, member.id, ports.clock()))

    return change(organisation_id, task_id, says, by=staff(member.id), ports=ports)


def cancel_for(*, organisation_id: OrganisationId, task_id: TaskId, why: Cancelled, ports: TaskPorts) -> Task:
    """The same by the house, who is in nobody's way: the patient died, or is back in hospital. What is done stays."""

    def says(task: Task) -> Move | None:
        return cancelled_for(task, why.value) if task.state in LEVEL1 else None

    return change(organisation_id, task_id, says, by=HOUSE, ports=ports)


def cancel_tasks_of(
    *,
    organisation_id: OrganisationId,
    plan_id: PlanId,
    subject_id: SubjectId,
    why: Cancelled,
    ports: TaskPorts,
) -> int:
    """How many tasks of a plan that has ended were open: they are stopped, and those that replaced them."""
    found = [
        it
        for it in ports.tasks.of_subject(organisation_id, subject_id)
        if it.plan_id == plan_id and it.state in LEVEL1
    ]
    for it in found:
        cancel_for(organisation_id=organisation_id, task_id=it.id, why=why, ports=ports)
    return len(found)
