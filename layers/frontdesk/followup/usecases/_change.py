"""How every move of a task is stored: one conditional write, its fact with it; who loses a race decides again."""

from collections.abc import Callable

from frontdesk.followup.events import TaskReady
from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.instants import acts_at
from frontdesk.followup.rules.steps import Move
from frontdesk.followup.rules.telling import HOUSE, of_task
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId, StaffId

ATTEMPTS = 5


def staff(staff_id: StaffId) -> Actor:
    """Who did it, for the fact and the trail."""
    return Actor(ActorKind.STAFF, staff_id)


def change(
    organisation_id: OrganisationId,
    task_id: TaskId,
    says: Callable[[Task], Move | None],
    *,
    by: Actor,
    ports: TaskPorts,
) -> Task:
    """The task after what `says` makes of it, or as it is when that is None; Conflict after five lost races."""
    for _ in range(ATTEMPTS):
        task = ports.tasks.get(organisation_id, task_id)
        if (move := says(task)) is None:
            return task
        try:
            return store(move, by=by, ports=ports)
        except Conflict:
            continue
    raise Conflict(task_id=task_id)


def store(move: Move, *, by: Actor, ports: TaskPorts) -> Task:
    """The task as stored. Conflict, and nothing stored, when it changed since it was read."""
    it, now = move.task, ports.clock()
    facts = (of_task(move.fact, it, move.says, at=now, by=by),) if move.fact else ()
    policy = ports.policy(it.organisation_id)
    zone = ports.zone(it.organisation_id, it.location_id)
    if (after := move.successor) is not None:
        ready = of_task(TaskReady, after, {}, at=now, by=HOUSE)
        return ports.tasks.replace(it, *facts, by=after, ready=ready, acts_at=acts_at(after, policy, zone))
    return ports.tasks.write(it, *facts, acts_at=acts_at(it, policy, zone))
