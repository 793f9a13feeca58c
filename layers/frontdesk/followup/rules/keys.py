"""Names that are derived: made twice, it is one."""

import hashlib

from frontdesk.followup.model import TaskId
from frontdesk.followup.model.plans import PlanId, Population
from frontdesk.kernel.ids import OrganisationId

LENGTH = 32


def plan_key(
    organisation_id: OrganisationId, encounter_id: str, population: Population, again: int
) -> PlanId:
    """The plan that is proposed after an encounter: told of again, or recommended anew, it is the same.

    `again`: so many plans were ended because the discharge was taken back; the next discharge has a new one.
    """
    return PlanId(_key("plan", organisation_id, encounter_id, population.value, str(again)))


def plan_by_hand(organisation_id: OrganisationId, encounter_id: str, form_id: str) -> PlanId:
    """The plan that somebody started by hand: the same form sent twice starts one."""
    return PlanId(_key("hand", organisation_id, encounter_id, form_id))


def task_key(plan_id: PlanId, step: int) -> TaskId:
    """The task of a step of a plan."""
    return TaskId(_key("task", plan_id, str(step)))


def successor_key(task_id: TaskId) -> TaskId:
    """The task that replaces an interrupted one: exactly one, however often it is interrupted."""
    return TaskId(_key("successor", task_id))


def alarm_key(task_id: TaskId, again: int, number: int) -> TaskId:
    """The task that worrying answers raise: one, however often they arrive, on their page or with the whole form.

    `again`: how often it was given back before, for it may be answered again then. `number`: how many told of less.
    """
    return TaskId(_key("alarm", task_id, str(again), str(number)))


def _key(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:LENGTH]
