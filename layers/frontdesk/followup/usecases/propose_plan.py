"""The hospital told something of a patient: plans that are over end, and one that is due is proposed."""

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.followup.events import PlanProposed
from frontdesk.followup.model import Cancelled
from frontdesk.followup.model.plans import Plan, PlanState
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.encounters import TOO_LATE, is_to_be_followed, population_of, why_over
from frontdesk.followup.rules.keys import plan_key
from frontdesk.followup.rules.recommending import may_start_alone
from frontdesk.followup.rules.telling import HOUSE, fact_of, started
from frontdesk.followup.usecases._planning import Weighed, end, has_opted_out, weigh
from frontdesk.hospital.model import Encounter, EncounterState
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId, SubjectId

OPEN = (PlanState.PROPOSED, PlanState.ACTIVE)


def propose_plan(
    *, organisation_id: OrganisationId, encounter_id: str, subject_id: SubjectId, ports: PlanningPorts
) -> Plan | None:
    """The plan after the encounter, None where there is none to be. A clinic that laid down nothing has no plans.

    One that starts alone gets its tasks by `begin_plan`.
    It asks the record as it stands, not the fact: late, repeated and in any order it comes to the same. `subject_id` is
    whose the encounter was said to be: it may be another's by now.
    """
    book = ports.books.get(organisation_id)
    if book is None:
        return None
    encounter = ports.encounter(organisation_id, encounter_id)
    for whose in dict.fromkeys((subject_id, encounter.subject_id)):
        _end_what_is_over(whose, encounter, ports)
    if encounter.state is EncounterState.CANCELLED or not is_to_be_followed(encounter):
        return None
    theirs = list(ports.plans.of_subject(organisation_id, encounter.subject_id))
    weighed = weigh(encounter, book, opted_out=has_opted_out(theirs), ports=ports)
    if weighed.recommendation.excluded or not weighed.recommendation.steps:
        return None
    if weighed.today - weighed.anchored_on > TOO_LATE:
        return None
    return _proposed(weighed, theirs, ports)


def _end_what_is_over(subject_id: SubjectId, told: Encounter, ports: PlanningPorts) -> None:
    """Every open plan of the patient is asked whether it still goes on."""
    here = told.organisation_id
    plans = [it for it in ports.plans.of_subject(here, subject_id) if it.state in OPEN]
    if not plans:
        return
    known = {it.id: it for it in ports.encounters(here, subject_id)} | {told.id: told}
    theirs = [it for it in known.values() if it.subject_id == subject_id]
    for plan in plans:
        own = told if plan.encounter_id == told.id else ports.encounter(here, plan.encounter_id)
        if why := why_over(plan, own, theirs):
            end(plan, why, by=HOUSE, ports=ports)


def _proposed(it: Weighed, theirs: Sequence[Plan], ports: PlanningPorts) -> Plan:
    plan = _plan(it, theirs, ports)
    starts_alone = may_start_alone(it.recommendation, it.scheme)
    if starts_alone:
        plan = replace(plan, state=PlanState.ACTIVE)
    next_on = it.today if starts_alone else plan.anchored_on
    at = ports.clock()
    fact = started(plan, at=at, by=HOUSE) if starts_alone else fact_of(PlanProposed, plan, at=at, by=HOUSE)
    if not ports.plans.add(plan, fact, next_on=next_on):
        return _again(plan, ports)
    return ports.plans.get(plan.organisation_id, plan.id)


def _again(wanted: Plan, ports: PlanningPorts) -> Plan:
    """Told more of an encounter, a plan that nobody has accepted says what is recommended now."""
    there = ports.plans.get(wanted.organisation_id, wanted.id)
    if there.state is not PlanState.PROPOSED or wanted.state is not PlanState.PROPOSED:
        return there
    told = replace(wanted, made_at=there.made_at, version=there.version)
    if told == there:
        return there
    try:
        return ports.plans.write(told, next_on=told.anchored_on)
    except Conflict:
        return ports.plans.get(wanted.organisation_id, wanted.id)  # somebody accepted or refused it meanwhile


def _plan(it: Weighed, theirs: Sequence[Plan], ports: PlanningPorts) -> Plan:
    encounter, population = it.encounter, population_of(it.encounter)
    taken_back = sum(
        one.encounter_id == encounter.id
        and one.population is population
        and one.because == Cancelled.DISCHARGE_CANCELLED
        for one in theirs
    )
    return Plan(
        id=plan_key(encounter.organisation_id, encounter.id, population, taken_back),
        organisation_id=encounter.organisation_id,
        subject_id=encounter.subject_id,
        encounter_id=encounter.id,
        population=population,
        location_id=encounter.location_id,
        department_id=encounter.department_id,
        recommendation=it.recommendation,
        scheme_id=it.recommendation.scheme_id,
        steps=it.recommendation.steps,
        anchored_on=it.anchored_on,
        state=PlanState.PROPOSED,
        vip=ports.emphasis(encounter.organisation_id, encounter.subject_id, it.today),
        made_at=ports.clock(),
    )
