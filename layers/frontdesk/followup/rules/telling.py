"""The facts of a plan."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from frontdesk.followup.events import ActionFact, FeedbackFact, PlanEnded, PlanFact, PlanStarted, TaskFact
from frontdesk.followup.model import Task
from frontdesk.followup.model.actions import CorrectiveAction
from frontdesk.followup.model.feedback import Feedback
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


def of_task(
    kind: type[TaskFact], task: Task, says: Mapping[str, object], *, at: datetime, by: Actor
) -> TaskFact:
    """The fact of that kind about the task, with what it says besides."""
    more: Any = says
    return kind(
        organisation_id=task.organisation_id,
        occurred_at=at,
        actor=by,
        task_id=task.id,
        plan_id=task.plan_id,
        subject_id=task.subject_id,
        department_id=task.department_id,
        **more,
    )


def of_feedback(
    kind: type[FeedbackFact], it: Feedback, says: Mapping[str, object], *, at: datetime, by: Actor
) -> FeedbackFact:
    """The fact of that kind about what a patient said."""
    more: Any = says
    return kind(
        organisation_id=it.organisation_id,
        occurred_at=at,
        actor=by,
        feedback_id=it.id,
        department_id=it.department_id,
        kind=it.kind.value,
        **more,
    )


def of_action(
    kind: type[ActionFact], action: CorrectiveAction, says: Mapping[str, object], *, at: datetime, by: Actor
) -> ActionFact:
    """The fact of that kind about the corrective action."""
    more: Any = says
    return kind(
        organisation_id=action.organisation_id,
        occurred_at=at,
        actor=by,
        action_id=action.id,
        department_id=action.department_id,
        **more,
    )
