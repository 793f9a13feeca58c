"""What worries in a patient's answers is a task, once: by itself, or stored with their record."""

from contextlib import suppress

from frontdesk.followup.events import TaskReady
from frontdesk.followup.model import State, Task
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.forms import Filled, alarm, says_so
from frontdesk.followup.rules.instants import acts_at
from frontdesk.followup.rules.telling import of_task
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound


def worry_of(task: Task, it: Filled, ports: TaskPorts) -> Task | None:
    """The task to raise; None where nothing worries, or all of it was told before."""
    if not it.because:
        return None
    now, zone = ports.clock(), ports.zone(task.organisation_id, task.location_id)
    worry = alarm(task, it.because, today=now.astimezone(zone).date(), now=now)
    before = ports.tasks.of_subject(task.organisation_id, task.subject_id)
    with suppress(NotFound):  # the index may not have yet what was stored a moment ago
        before = (*before, ports.tasks.get(task.organisation_id, worry.id))
    return None if says_so(task, it.because, before) else worry


def tell(task: Task, it: Filled, ports: TaskPorts) -> None:
    """What worries is a task, though the form was not sent yet, or too late; told twice, it is one."""
    if task.state is State.CANCELLED or (worry := worry_of(task, it, ports)) is None:
        return
    now, zone = ports.clock(), ports.zone(task.organisation_id, task.location_id)
    fact = of_task(TaskReady, worry, {}, at=now, by=Actor(ActorKind.PATIENT, task.subject_id))
    ports.tasks.add(worry, fact, acts_at=acts_at(worry, ports.policy(task.organisation_id), zone))
