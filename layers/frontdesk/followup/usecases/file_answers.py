"""A task was done: what its patient answered themselves counts in the surveys that are not anonymous."""

from collections.abc import Callable

from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.ports.tasks import Tasks
from frontdesk.followup.rules.forms import has_answered
from frontdesk.kernel.ids import OrganisationId


def file_answers(
    *, organisation_id: OrganisationId, task_id: TaskId, tasks: Tasks, file: Callable[[Task], int]
) -> int:
    """In how many surveys it is new: in none where somebody of the clinic asked, or where it was told before."""
    task = tasks.get(organisation_id, task_id)
    return file(task) if has_answered(task) else 0
