"""Names that are derived: made twice, it is one."""

import hashlib

from frontdesk.followup.model import TaskId
from frontdesk.followup.model.plans import PlanId
from frontdesk.kernel.ids import OrganisationId

LENGTH = 32


def plan_key(organisation_id: OrganisationId, encounter_id: str) -> PlanId:
    """The plan of an encounter: told of again, or recommended anew, it is the same."""
    return PlanId(_key("plan", organisation_id, encounter_id))


def task_key(plan_id: PlanId, step: int) -> TaskId:
    """The task of a step of a plan."""
    return TaskId(_key("task", plan_id, str(step)))


def _key(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:LENGTH]
