"""Somebody ends a running plan, and says why: nothing more is made of it."""

from dataclasses import replace

from frontdesk.booking.model.desk import StaffMember
from frontdesk.followup.errors import PlanNotOpen
from frontdesk.followup.model import Cancelled
from frontdesk.followup.model.plans import Plan, PlanId, PlanState
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.changing import reason_of
from frontdesk.followup.usecases._planning import end
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput
from frontdesk.kernel.ids import OrganisationId


def end_plan(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    plan_id: PlanId,
    because: str,
    opted_out: bool = False,
    version: int,
    staff: StaffMember,
    ports: PlanningPorts,
) -> Plan:
    """The plan, over; its open tasks are cancelled by whoever hears of it. `opted_out`: now and later.

    BadInput without a reason, PlanNotOpen when it does not run, Conflict for another version.
    """
    plan = ports.plans.get(organisation_id, plan_id)
    staff.require_reach(plan.location_id)
    if plan.state is not PlanState.ACTIVE:
        raise PlanNotOpen(plan_id=plan_id)
    words, errors = reason_of(because, is_needed=True)
    if errors:
        raise BadInput(errors)
    why = Cancelled.OPTED_OUT if opted_out else Cancelled.BY_STAFF
    by = Actor(ActorKind.STAFF, staff.id)
    return end(replace(plan, version=version), why, by=by, words=words, ports=ports)
