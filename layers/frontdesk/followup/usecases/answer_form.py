"""A patient fills in the form that they were sent: the task is done, and what worries is a task of its own."""

from frontdesk.followup.events import TaskReady
from frontdesk.followup.model import State, Task, TaskId
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.forms import Filled, alarm, answered, filled, has_answered, why_not_answer
from frontdesk.followup.rules.instants import acts_at
from frontdesk.followup.rules.steps import Move
from frontdesk.followup.rules.telling import of_task
from frontdesk.followup.usecases._change import change
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model.questionnaires import Answers


def answer_form(
    *, organisation_id: OrganisationId, task_id: TaskId, answers: Answers, ports: TaskPorts
) -> Task:
    """The task, locked; answered again, as it is. BadInput at what must be answered and is not.

    Of a patient who answers and somebody who calls at the same time one write wins. FormOver when it was the caller,
    or it is too late: what worries is told to the clinic all the same.
    """

    def says(task: Task) -> Move | None:
        if has_answered(task):
            return None
        it = filled(ports.questionnaire(organisation_id, task.form, task.revision), answers)
        if refusal := why_not_answer(task):
            _tell(task, it, ports)
            raise refusal
        now = ports.clock()
        today = now.astimezone(ports.zone(organisation_id, task.location_id)).date()
        return answered(task, it, today=today, now=now)

    subject_id = ports.tasks.get(organisation_id, task_id).subject_id
    return change(organisation_id, task_id, says, by=Actor(ActorKind.PATIENT, subject_id), ports=ports)


def _tell(task: Task, it: Filled, ports: TaskPorts) -> None:
    """What worries is a task, though the answers came too late; told twice, it is one."""
    if not it.because or task.state is State.CANCELLED:
        return
    now, zone = ports.clock(), ports.zone(task.organisation_id, task.location_id)
    worry = alarm(task, it.because, today=now.astimezone(zone).date(), now=now)
    fact = of_task(TaskReady, worry, {}, at=now, by=Actor(ActorKind.PATIENT, task.subject_id))
    ports.tasks.add(worry, fact, acts_at=acts_at(worry, ports.policy(task.organisation_id), zone))
