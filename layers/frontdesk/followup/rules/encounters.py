"""What the rules see of an encounter, and when a plan that follows it is over."""

from collections.abc import Iterable
from datetime import date, timedelta, tzinfo

from frontdesk.followup.model import Cancelled
from frontdesk.followup.model.facts import Facts
from frontdesk.followup.model.plans import Anchor, Plan, Population, Scheme
from frontdesk.hospital.model import Disposition, Encounter, EncounterClass, EncounterState

DONE = "done"
TOO_LATE = timedelta(days=30)
"""Whoever left longer ago is not proposed any more: a table of old stays must not become a thousand calls."""


def population_of(it: Encounter) -> Population:
    """Whose list an encounter is on: visits, who is in, who left."""
    if it.kind is not EncounterClass.INPATIENT:
        return Population.OUTPATIENT
    return Population.DISCHARGED if it.state is EncounterState.ENDED else Population.INPATIENT


def is_to_be_followed(it: Encounter) -> bool:
    """Whether it has come so far: a visit is followed when it is over or paid, a stay from its first day on."""
    if it.kind is EncounterClass.INPATIENT:
        return True
    return it.state is not EncounterState.UNDER_WAY or it.settled_at is not None


def facts_of(it: Encounter, zone: tzinfo, *, has_opted_out: bool) -> Facts:
    """The encounter as the rules see it. No diagnoses were told: that is not "no illness"."""
    return Facts(
        population=population_of(it),
        department_id=it.department_id,
        began_on=it.began_at.astimezone(zone).date(),
        ended_on=it.ended_at.astimezone(zone).date() if it.ended_at else None,
        is_emergent=it.is_emergent,
        diagnoses=tuple(one.code for one in it.diagnoses) or None,
        procedures=it.procedures,
        notices=it.notices,
        emergency_visits=it.emergency_visits,
        left_against_advice=it.disposition is Disposition.AGAINST_ADVICE,
        has_died=it.disposition is Disposition.DIED,
        is_cancelled=it.state is EncounterState.CANCELLED,
        is_transferred=it.disposition is Disposition.TRANSFERRED,
        has_opted_out=has_opted_out,
    )


def anchored_on(facts: Facts, scheme: Scheme | None) -> date:
    """The day from which the steps are counted."""
    if scheme is not None and scheme.anchor is Anchor.ADMITTED:
        return facts.began_on
    return facts.ended_on or facts.began_on


def why_over(plan: Plan, own: Encounter, others: Iterable[Encounter]) -> str:
    """Why a plan goes on no more; empty while it does. `others` are the patient's further encounters.

    Asked of the records as they stand, whichever fact came first: late and repeated ones lead to the same.
    """
    stays = [it for it in others if it.id != own.id and it.state is not EncounterState.CANCELLED]
    if any(it.disposition is Disposition.DIED for it in (own, *stays)):
        return Cancelled.DIED
    if own.state is EncounterState.CANCELLED or own.subject_id != plan.subject_id:
        return Cancelled.DISCHARGE_CANCELLED
    if plan.population is Population.INPATIENT:
        return DONE if own.state is EncounterState.ENDED else ""
    if plan.population is Population.DISCHARGED:
        if own.state is EncounterState.UNDER_WAY:
            return Cancelled.DISCHARGE_CANCELLED
        if any(_is_readmission(it, plan, own) for it in stays):
            return Cancelled.READMITTED
    return ""


def _is_readmission(it: Encounter, plan: Plan, own: Encounter) -> bool:
    """A stay after the one that is followed: still going on, or begun since the plan was made."""
    return (
        it.kind is EncounterClass.INPATIENT
        and it.began_at >= (own.ended_at or own.began_at)
        and (it.state is EncounterState.UNDER_WAY or it.began_at >= plan.made_at)
    )
