"""Somebody starts a plan by hand, by a scheme that they choose or as the table recommends."""

from frontdesk.booking.model.desk import StaffMember
from frontdesk.followup.errors import NothingToFollow
from frontdesk.followup.model.plans import Plan, PlanState, SchemeId
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.changing import faults_of_steps, reason_of
from frontdesk.followup.rules.encounters import anchored_on, population_of
from frontdesk.followup.rules.keys import plan_by_hand
from frontdesk.followup.rules.telling import started
from frontdesk.followup.usecases._planning import read_laid_down, weigh
from frontdesk.followup.usecases.materialise_steps import materialise
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import OrganisationId


def start_plan(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    encounter_id: str,
    scheme_id: SchemeId | None,
    because: str,
    form_id: str,
    staff: StaffMember,
    ports: PlanningPorts,
) -> Plan:
    """The plan, running; sent twice with the same form it is one. Without a scheme its steps are the recommended ones.

    Another scheme than the recommended one needs a reason. NotFound for an encounter out of reach,
    NothingToFollow where the patient has died.
    """
    encounter = ports.encounter(organisation_id, encounter_id)
    staff.require_reach(encounter.location_id)
    book = read_laid_down(organisation_id, ports)
    weighed = weigh(encounter, book, opted_out=False, ports=ports)
    if weighed.facts.has_died or weighed.facts.is_cancelled:
        raise NothingToFollow(encounter_id=encounter_id)
    advised = weighed.recommendation
    scheme = next((it for it in book.schemes if it.id == scheme_id), None)
    steps = scheme.steps if scheme and scheme.steps else advised.steps
    words, errors = reason_of(because, is_needed=bool(advised.excluded) or steps != advised.steps)
    if scheme_id is not None and scheme is None:
        errors.append(FieldError("scheme", "choose_one"))
    if errors := [*errors, *faults_of_steps(steps)]:
        raise BadInput(errors)
    plan = Plan(
        id=plan_by_hand(organisation_id, encounter_id, form_id),
        organisation_id=organisation_id,
        subject_id=encounter.subject_id,
        encounter_id=encounter_id,
        population=population_of(encounter),
        location_id=encounter.location_id,
        department_id=encounter.department_id,
        recommendation=advised,
        scheme_id=scheme.id if scheme else advised.scheme_id,
        steps=steps,
        anchored_on=anchored_on(weighed.facts, scheme or weighed.scheme),
        state=PlanState.ACTIVE,
        vip=ports.emphasis(organisation_id, encounter.subject_id, weighed.today),
        accepted_by=staff.id,
        overridden_because=words,
        made_at=ports.clock(),
    )
    fact = started(plan, at=ports.clock(), by=Actor(ActorKind.STAFF, staff.id))
    is_new = ports.plans.add(plan, fact, next_on=weighed.today)
    there = ports.plans.get(organisation_id, plan.id)
    if not is_new:
        return there  # the form came twice
    return materialise(there, book, today=weighed.today, ports=ports)
