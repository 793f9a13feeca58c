"""What several use cases of plans share: recommending, starting and ending one."""

from dataclasses import dataclass, replace
from datetime import date

from frontdesk.followup.model import Cancelled
from frontdesk.followup.model.facts import Facts
from frontdesk.followup.model.plans import Book, Plan, PlanState, Recommendation, Scheme
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.encounters import anchored_on, facts_of
from frontdesk.followup.rules.laid_down import book_or_usual
from frontdesk.followup.rules.recommending import recommend, ruleset
from frontdesk.followup.rules.schemes import scheme_for
from frontdesk.followup.rules.telling import ended
from frontdesk.hospital.model import Encounter
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import LocationId, OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An encounter with what is recommended after it, and the local day it is now."""

    encounter: Encounter
    facts: Facts
    scheme: Scheme | None
    recommendation: Recommendation
    anchored_on: date
    today: date


def weigh(encounter: Encounter, book: Book, *, opted_out: bool, ports: PlanningPorts) -> Weighed:
    """What the table says of the encounter now."""
    zone = ports.zones(encounter.organisation_id)[encounter.location_id]
    facts = facts_of(encounter, zone, has_opted_out=opted_out)
    scheme = scheme_for(book.schemes, facts)
    return Weighed(
        encounter=encounter,
        facts=facts,
        scheme=scheme,
        recommendation=recommend(facts, book.schemes, ruleset()),
        anchored_on=anchored_on(facts, scheme),
        today=ports.clock().astimezone(zone).date(),
    )


def read_laid_down(organisation_id: OrganisationId, ports: PlanningPorts) -> Book:
    """The book of the clinic, or what counts without one."""
    return book_or_usual(organisation_id, ports.books.get(organisation_id))


def today_at(organisation_id: OrganisationId, location_id: LocationId, ports: PlanningPorts) -> date:
    """The local day at a location; NotFound where the clinic has none of that id."""
    zone = ports.zones(organisation_id).get(location_id)
    if zone is None:
        raise NotFound(location_id=location_id)
    return ports.clock().astimezone(zone).date()


def has_opted_out(plans: list[Plan]) -> bool:
    """Whether the patient said that they want none of it: a plan was ended or refused for that."""
    return any(it.because == Cancelled.OPTED_OUT for it in plans)


def end(plan: Plan, why: str, *, by: Actor, words: str = "", ports: PlanningPorts) -> Plan:
    """The plan, over. One that was only proposed is refused: nothing of it ever began."""
    state = PlanState.REFUSED if plan.state is PlanState.PROPOSED else PlanState.ENDED
    over = replace(plan, state=state, because=why, overridden_because=words or plan.overridden_because)
    return ports.plans.write(over, ended(over, why, at=ports.clock(), by=by), next_on=None)
