"""What worries in a patient's answers is a task, once: by itself, or stored with their record."""

from frontdesk.followup.events import TaskReady
from frontdesk.followup.model import State, Task
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.forms import Filled, alarm, alarm_id, says_so
from frontdesk.followup.rules.instants import acts_at
from frontdesk.followup.rules.telling import of_task
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, NotFound


def worry_of(task: Task, it: Filled, ports: TaskPorts) -> Task | None:
    """The task to raise; None where nothing worries, or all of it was told before.

    Who raises one at the same time has its id: whoever is second asks again.
    """
    if not it.because or says_so(raised := _raised(task, ports), it.because):
        return None
    now, zone = ports.clock(), ports.zone(task.organisation_id, task.location_id)
    return alarm(task, it.because, today=now.astimezone(zone).date(), now=now, number=len(raised))


def tell(task: Task, it: Filled, ports: TaskPorts) -> None:
    """What worries is a task, though the form was not sent yet, or too late; told twice, it is one."""
    if task.state is State.CANCELLED:
        return
    now, zone = ports.clock(), ports.zone(task.organisation_id, task.location_id)
    policy = ports.policy(task.organisation_id)
    for _ in range(len(it.because) + 1):  # each that was quicker told of a reason more
        if (worry := worry_of(task, it, ports)) is None:
            return
        fact = of_task(TaskReady, worry, {}, at=now, by=Actor(ActorKind.PATIENT, task.subject_id))
        if ports.tasks.add(worry, fact, acts_at=acts_at(worry, policy, zone)):
            return
    raise Conflict(task_id=task.id)


def _raised(task: Task, ports: TaskPorts) -> list[Task]:
    """Those that were raised of it, one by one: their ids are known, no index has to have them yet."""
    found: list[Task] = []
    while True:
        try:
            found.append(ports.tasks.get(task.organisation_id, alarm_id(task, len(found))))
        except NotFound:
            return found
