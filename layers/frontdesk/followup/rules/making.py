"""The task that a step becomes."""

from datetime import date, datetime

from frontdesk.followup.model import Level, State, Task
from frontdesk.followup.model.plans import Mode, Plan, Policy, Role
from frontdesk.followup.rules.keys import task_key
from frontdesk.followup.rules.scheduling import Window


def mode_of(policy: Policy, plan: Plan) -> Mode:
    """How the department of a plan works: as it laid down for itself, or as the clinic does."""
    return policy.modes.get(plan.department_id, policy.mode)


def task_of(  # noqa: PLR0913
    plan: Plan, step: int, window: Window, *, policy: Policy, today: date, now: datetime
) -> Task:
    """The task of that step; ready where its window is open. Where the centre leads, it does every step."""
    said = plan.steps[step]
    centre = mode_of(policy, plan) is Mode.CENTRE_LED
    return Task(
        id=task_key(plan.id, step),
        organisation_id=plan.organisation_id,
        plan_id=plan.id,
        step=step,
        subject_id=plan.subject_id,
        encounter_id=plan.encounter_id,
        population=plan.population,
        location_id=plan.location_id,
        department_id=plan.department_id,
        role=Role.CENTRE if centre else said.role,
        owner=None,
        state=State.READY if window.opens_on <= today else State.DRAFT,
        level=Level.CARE,
        channels=said.channels,
        form=said.form,
        opens_on=window.opens_on,
        due_on=window.due_on,
        closes_on=window.closes_on,
        vip=plan.vip,
        risk=plan.recommendation.risk.value,
        made_at=now,
    )
