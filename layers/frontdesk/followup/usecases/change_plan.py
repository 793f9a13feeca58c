"""Somebody changes the steps of a running plan that are no tasks yet, and says why."""

from dataclasses import replace

from frontdesk.booking.model.desk import StaffMember
from frontdesk.followup.errors import PlanNotOpen
from frontdesk.followup.events import PlanChanged
from frontdesk.followup.model.plans import Plan, PlanId, PlanState, SchemeStep
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.changing import faults_of_steps, reason_of, why_not_change
from frontdesk.followup.rules.scheduling import in_order
from frontdesk.followup.rules.telling import fact_of
from frontdesk.followup.usecases._planning import read_laid_down, today_at
from frontdesk.followup.usecases.materialise_steps import materialise
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput
from frontdesk.kernel.ids import OrganisationId


def change_plan(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    plan_id: PlanId,
    steps: tuple[SchemeStep, ...],
    because: str,
    version: int,
    staff: StaffMember,
    ports: PlanningPorts,
) -> Plan:
    """The plan with other steps. StepIsTask where one of them is a task already; it is changed as a task.

    BadInput without a reason, PlanNotOpen when it does not run, Conflict for another version.
    """
    plan = ports.plans.get(organisation_id, plan_id)
    staff.require_reach(plan.location_id)
    if plan.state is not PlanState.ACTIVE:
        raise PlanNotOpen(plan_id=plan_id)
    made, later = steps[: plan.made], in_order(steps[plan.made :])
    words, errors = reason_of(because, is_needed=True)
    if errors := [*faults_of_steps(steps), *errors]:
        raise BadInput(errors)
    if refusal := why_not_change(plan, made):
        raise refusal
    book = read_laid_down(organisation_id, ports)
    today = today_at(organisation_id, plan.location_id, ports)
    changed = replace(plan, steps=(*made, *later), overridden_because=words, version=version)
    by = Actor(ActorKind.STAFF, staff.id)
    changed = ports.plans.write(
        changed,
        fact_of(PlanChanged, plan, at=ports.clock(), by=by),
        next_on=today,
    )
    return materialise(changed, book, today=today, ports=ports)
