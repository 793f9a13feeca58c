"""Steps that come into the horizon become tasks: every night, and at once when a plan starts."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from frontdesk.followup.model.plans import Book, Plan, PlanState
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.encounters import DONE, why_over
from frontdesk.followup.rules.laid_down import book_or_usual
from frontdesk.followup.rules.making import task_of
from frontdesk.followup.rules.scheduling import in_horizon, next_on, windows_of
from frontdesk.followup.rules.telling import HOUSE
from frontdesk.followup.usecases._planning import end
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import LocationId, OrganisationId

AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Materialised:
    """How many plans were looked at, and whether some are left for another run."""

    plans: int
    left: bool


def materialise_steps(
    *,
    organisation_id: OrganisationId,
    location_id: LocationId,
    today: date,
    until: datetime,
    ports: PlanningPorts,
) -> Materialised:
    """All plans of a location that have something to do; `today` is its local date, `until` when to stop."""
    book = book_or_usual(organisation_id, ports.books.get(organisation_id))
    seen: set[str] = set()
    while ports.clock() < until:
        found = ports.plans.active(organisation_id, location_id, until=today, most=AT_ONCE + len(seen))
        new = [it for it in found if it.id not in seen]
        if not new:
            return Materialised(plans=len(seen), left=False)
        for plan in new:
            seen.add(plan.id)
            materialise(plan, book, today=today, ports=ports)
    return Materialised(plans=len(seen), left=True)


def materialise(plan: Plan, book: Book, *, today: date, ports: PlanningPorts) -> Plan:
    """The plan with its due steps made into tasks, or ended where its last one is over.

    First the plan says that they are made, so that nobody changes them any more, and stays on the list; then they are
    made; then it leaves the list. Whatever breaks in between, the next run makes what is missing, and nothing twice.
    """
    if plan.state is not PlanState.ACTIVE:
        return plan
    here, own = plan.organisation_id, ports.encounter(plan.organisation_id, plan.encounter_id)
    if why := why_over(plan, own, ports.encounters(here, plan.subject_id)):
        return _over(plan, why, ports)
    windows = windows_of(plan, book.policy.holidays)
    made = in_horizon(windows, today)
    try:
        if made > plan.made:
            plan = ports.plans.write(replace(plan, made=made), next_on=today)
        for step in range(plan.made):
            if windows[step].closes_on + timedelta(days=book.policy.missed_after) < today:
                continue  # it would be missed before anybody saw it
            ports.tasks.add(
                task_of(plan, step, windows[step], policy=book.policy, today=today, now=ports.clock())
            )
        when = next_on(plan, windows)
        if when > today:
            return ports.plans.write(plan, next_on=when)
    except Conflict:
        return plan  # whoever changed it left it on the list: the next run sees what they wrote
    return _over(plan, DONE, ports)


def _over(plan: Plan, why: str, ports: PlanningPorts) -> Plan:
    try:
        return end(plan, why, by=HOUSE, ports=ports)
    except Conflict:
        return plan
