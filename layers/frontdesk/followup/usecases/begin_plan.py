"""A plan has started: its first steps become tasks at once, whatever became of who started it."""

from frontdesk.followup.model.plans import Plan, PlanId
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.usecases._planning import read_laid_down, today_at
from frontdesk.followup.usecases.materialise_steps import materialise
from frontdesk.kernel.ids import OrganisationId


def begin_plan(*, organisation_id: OrganisationId, plan_id: PlanId, ports: PlanningPorts) -> Plan:
    """The plan with what is due of it made; heard again, or ended meanwhile, as it is. NotFound for none."""
    plan = ports.plans.get(organisation_id, plan_id)
    today = today_at(organisation_id, plan.location_id, ports)
    return materialise(plan, read_laid_down(organisation_id, ports), today=today, ports=ports)
