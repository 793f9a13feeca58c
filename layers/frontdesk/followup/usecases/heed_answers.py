"""A patient is in the middle of a form: what worries is a task at once, whether or not they ever send the rest."""

from frontdesk.followup.model import TaskId
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.forms import has_answered, so_far
from frontdesk.followup.usecases._worry import tell
from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model.questionnaires import Answers


def heed_answers(
    *, organisation_id: OrganisationId, task_id: TaskId, answers: Answers, ports: TaskPorts
) -> bool:
    """Whether something in the answers so far worries; of the answers themselves nothing is stored."""
    task = ports.tasks.get(organisation_id, task_id)
    it = so_far(ports.questionnaire(organisation_id, task.form, task.revision), answers)
    if not has_answered(task):
        tell(task, it, ports)
    return bool(it.because)
