"""A patient fills in the form that they were sent: the task is done, and what worries is a task of its own."""

from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.forms import answered, filled, has_answered, why_not_answer
from frontdesk.followup.rules.steps import Move
from frontdesk.followup.usecases._change import change
from frontdesk.followup.usecases._worry import tell, worry_of
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
            tell(task, it, ports)
            raise refusal
        return answered(task, it, worry=worry_of(task, it, ports), now=ports.clock())

    subject_id = ports.tasks.get(organisation_id, task_id).subject_id
    return change(organisation_id, task_id, says, by=Actor(ActorKind.PATIENT, subject_id), ports=ports)
