"""Somebody refuses a plan that was proposed, and says why."""

from dataclasses import replace

from frontdesk.booking.model.desk import StaffMember
from frontdesk.followup.errors import PlanNotOpen
from frontdesk.followup.events import PlanRefused
from frontdesk.followup.model import Cancelled
from frontdesk.followup.model.plans import Plan, PlanId, PlanState
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.changing import reason_of
from frontdesk.followup.rules.telling import fact_of
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput
from frontdesk.kernel.ids import OrganisationId


def refuse_plan(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    plan_id: PlanId,
    because: str,
    opted_out: bool = False,
    version: int,
    staff: StaffMember,
    ports: PlanningPorts,
) -> Plan:
    """The plan, refused. `opted_out`: the patient wants no follow-up, now and later.

    BadInput without a reason, PlanNotOpen when it is no longer proposed, Conflict for another version.
    """
    plan = ports.plans.get(organisation_id, plan_id)
    staff.require_reach(plan.location_id)
    if plan.state is not PlanState.PROPOSED:
        raise PlanNotOpen(plan_id=plan_id)
    words, errors = reason_of(because, is_needed=True)
    if errors:
        raise BadInput(errors)
    refused = replace(
        plan,
        state=PlanState.REFUSED,
        because=Cancelled.OPTED_OUT if opted_out else Cancelled.PLAN_REFUSED,
        overridden_because=words,
        version=version,
    )
    by = Actor(ActorKind.STAFF, staff.id)
    return ports.plans.write(refused, fact_of(PlanRefused, plan, at=ports.clock(), by=by), next_on=None)
