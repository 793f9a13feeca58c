"""Somebody accepts a plan that was proposed, as it is or with other steps: from then on it runs."""

from dataclasses import replace

from frontdesk.booking.model.desk import StaffMember
from frontdesk.followup.errors import PlanNotOpen
from frontdesk.followup.model.plans import Plan, PlanId, PlanState, SchemeStep
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.changing import faults_of_steps, reason_of
from frontdesk.followup.rules.scheduling import in_order
from frontdesk.followup.rules.telling import started
from frontdesk.followup.usecases._planning import read_laid_down, today_at
from frontdesk.followup.usecases.materialise_steps import materialise
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput
from frontdesk.kernel.ids import OrganisationId


def accept_plan(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    plan_id: PlanId,
    steps: tuple[SchemeStep, ...] | None = None,
    because: str = "",
    version: int,
    staff: StaffMember,
    ports: PlanningPorts,
) -> Plan:
    """The plan, running. `steps` in place of the recommended ones need a reason: BadInput at its field without one.

    PlanNotOpen when it is no longer proposed, Conflict when it is another version, NotFound out of reach.
    """
    plan = ports.plans.get(organisation_id, plan_id)
    staff.require_reach(plan.location_id)
    if plan.state is PlanState.ACTIVE and plan.accepted_by == staff.id:
        return plan
    if plan.state is not PlanState.PROPOSED:
        raise PlanNotOpen(plan_id=plan_id)
    wanted = in_order(steps) if steps is not None else plan.steps
    words, missing = reason_of(because, is_needed=wanted != plan.recommendation.steps)
    if errors := [*faults_of_steps(wanted), *missing]:
        raise BadInput(errors)
    book = read_laid_down(organisation_id, ports)
    today = today_at(organisation_id, plan.location_id, ports)
    running = replace(
        plan,
        steps=wanted,
        state=PlanState.ACTIVE,
        accepted_by=staff.id,
        overridden_because=words,
        version=version,
    )
    fact = started(running, at=ports.clock(), by=Actor(ActorKind.STAFF, staff.id))
    running = ports.plans.write(running, fact, next_on=today)
    return materialise(running, book, today=today, ports=ports)
