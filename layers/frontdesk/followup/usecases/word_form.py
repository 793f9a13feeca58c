"""A message with the link to a form is about to be sent: whether it still stands, and where the link leads."""

from collections.abc import Callable

from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.ports.tasks import Tasks
from frontdesk.followup.rules.forms import is_with_patient
from frontdesk.kernel.errors import NotFound
from frontdesk.messaging.model import Go, Gone, Message, Standing


def word_form(message: Message, *, tasks: Tasks, link: Callable[[Task], str]) -> Standing:
    """Go with the link while the form lies with the patient; gone once it is answered, called about or stopped."""
    [task_id] = message.members
    try:
        task = tasks.get(message.organisation_id, TaskId(task_id))
    except NotFound:
        return Gone()
    return Go({"link": link(task)}) if is_with_patient(task) else Gone()
