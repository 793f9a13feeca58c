"""A step became a task: it is on its list, or waits for its window."""

from dataclasses import replace

from frontdesk.followup.events import TaskReady
from frontdesk.followup.model import State, Task
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.instants import acts_at
from frontdesk.followup.rules.telling import HOUSE, of_task


def add_task(task: Task, *, ports: TaskPorts) -> bool:
    """Whether it is new; made twice, it is one. Of the questionnaire that it asks by, the latest revision now stays."""
    if task.form:
        task = replace(task, revision=ports.newest(task.organisation_id, task.form))
    policy = ports.policy(task.organisation_id)
    zone = ports.zone(task.organisation_id, task.location_id)
    facts = (of_task(TaskReady, task, {}, at=ports.clock(), by=HOUSE),) if task.state is State.READY else ()
    return ports.tasks.add(task, *facts, acts_at=acts_at(task, policy, zone))
