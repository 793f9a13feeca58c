"""A call is on record: the praise, the complaint and the suggestion that were said in it are kept in the list."""

from frontdesk.followup.model import TaskId
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.rules.feedback import of_record
from frontdesk.followup.rules.telling import HOUSE
from frontdesk.followup.usecases._feedback_change import keep
from frontdesk.kernel.ids import OrganisationId


def hear_record(*, organisation_id: OrganisationId, task_id: TaskId, ports: FeedbackPorts) -> int:
    """How many are new; of each kind a record makes one, however often the fact is delivered."""
    task = ports.task(organisation_id, task_id)
    said = of_record(task, ports.policy(organisation_id)) if task.record else ()
    return sum(keep(it, by=HOUSE, ports=ports) for it in said)
