"""What follow-up tells the rest of the clinic. Schemas: events/followup/. Nothing of why is in them."""

from dataclasses import dataclass
from typing import ClassVar

from frontdesk.followup.model.plans import PlanId
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import DepartmentId, SubjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFact(Event):
    """What all facts of a plan tell."""

    source: ClassVar[str] = "frontdesk.followup"

    plan_id: PlanId
    subject_id: SubjectId
    department_id: DepartmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProposed(PlanFact):
    """A plan waits for a person to accept it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStarted(PlanFact):
    """A person accepted a plan, or made one; or its scheme let it start alone. `as_recommended`: with those steps."""

    as_recommended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanged(PlanFact):
    """Somebody changed the steps that are no tasks yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRefused(PlanFact):
    """Somebody refused a plan that was proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEnded(PlanFact):
    """A plan is over. `why` is a code: done, or one of those for which its open tasks are cancelled."""

    why: str
