"""The facts of a plan."""

from datetime import datetime
from typing import TypeVar

from frontdesk.followup.events import PlanEnded, PlanFact, PlanStarted
from frontdesk.followup.model.plans import Plan
from frontdesk.kernel.actor import Actor, ActorKind

HOUSE = Actor(ActorKind.SYSTEM, "followup")
T = TypeVar("T", bound=PlanFact)


def fact_of(kind: type[T], plan: Plan, *, at: datetime, by: Actor) -> T:
    """The fact of that kind about the plan."""
    return kind(
        organisation_id=plan.organisation_id,
        occurred_at=at,
        actor=by,
        plan_id=plan.id,
        subject_id=plan.subject_id,
        department_id=plan.department_id,
    )


def started(plan: Plan, *, at: datetime, by: Actor) -> PlanStarted:
    """That it runs, and whether a person chose other steps than the table: how often, is a figure."""
    return PlanStarted(
        organisation_id=plan.organisation_id,
        occurred_at=at,
        actor=by,
        plan_id=plan.id,
        subject_id=plan.subject_id,
        department_id=plan.department_id,
        as_recommended=plan.steps == plan.recommendation.steps,
    )


def ended(plan: Plan, why: str, *, at: datetime, by: Actor) -> PlanEnded:
    """That it is over, and why."""
    return PlanEnded(
        organisation_id=plan.organisation_id,
        occurred_at=at,
        actor=by,
        plan_id=plan.id,
        subject_id=plan.subject_id,
        department_id=plan.department_id,
        why=why,
    )
