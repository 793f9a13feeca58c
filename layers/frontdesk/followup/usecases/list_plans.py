"""Staff look at the plans that wait for somebody, at those that run, at one of them, or at that of a visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from frontdesk.booking.model.desk import StaffMember
from frontdesk.followup.model.plans import Book, Plan, PlanId, PlanState, Risk
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.scheduling import Window, windows_of
from frontdesk.followup.usecases._looks import record_look
from frontdesk.followup.usecases._planning import read_laid_down
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.patients.model import Subject

PAGE = 50
FIRST = (Risk.HIGH, Risk.UNKNOWN, Risk.MODERATE, Risk.LOW)
"""Whose plan is decided first. What is not known may be high."""
OPEN = (PlanState.ACTIVE, PlanState.PROPOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Plans, whose they are as far as still known, and whether there are more."""

    plans: Sequence[Plan]
    subjects: Mapping[SubjectId, Subject]
    more: bool
    book: Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A plan, whose it is while they are on record, and when its steps are due."""

    plan: Plan
    subject: Subject | None
    windows: Sequence[Window]
    book: Book


def list_plans(
    *,
    organisation_id: OrganisationId,
    location_id: LocationId,
    staff: StaffMember,
    running: bool = False,
    ports: PlanningPorts,
) -> Listed:
    """Those that are proposed at a location, or those that run, at most 50. NotFound out of reach.

    Of what is proposed the highest risk comes first, of what runs whose next step is nearest. In the trail before any
    name is read.
    """
    staff.require_reach(location_id)
    plans, most = ports.plans, PAGE + 1
    if running:
        found = plans.active(organisation_id, location_id, until=date.max, most=most)
    else:
        found = plans.proposed(organisation_id, location_id, most=most)
    if found:
        record_look(organisation_id, "PlansRead", staff=staff, about=location_id, ports=ports)
    whose = {it.subject_id for it in found}
    return Listed(
        plans=found[:PAGE] if running else sorted(found[:PAGE], key=_how_urgent),
        subjects=ports.subjects(organisation_id, whose) if whose else {},
        more=len(found) > PAGE,
        book=read_laid_down(organisation_id, ports),
    )


def plan_after(
    *, organisation_id: OrganisationId, encounter_id: str, subject_id: SubjectId, ports: PlanningPorts
) -> Plan | None:
    """The plan that runs after a visit or a stay, else the one that waits; None where there is neither.

    Asked by who has opened the encounter, and that look is in the trail.
    """
    theirs = [
        it
        for it in ports.plans.of_subject(organisation_id, subject_id)
        if it.encounter_id == encounter_id and it.state in OPEN
    ]
    return min(theirs, key=lambda it: OPEN.index(it.state), default=None)


def _how_urgent(it: Plan) -> tuple[int, int]:
    return FIRST.index(it.recommendation.risk), -(it.recommendation.lace or 0)


def open_plan(
    *, organisation_id: OrganisationId, plan_id: PlanId, staff: StaffMember, ports: PlanningPorts
) -> Opened:
    """NotFound for none, or out of reach. The look is in the trail first."""
    plan = ports.plans.get(organisation_id, plan_id)
    staff.require_reach(plan.location_id)
    subject_id = plan.subject_id
    record_look(organisation_id, "PlanRead", staff=staff, about=plan_id, subject_id=subject_id, ports=ports)
    book = read_laid_down(organisation_id, ports)
    return Opened(
        plan=plan,
        subject=ports.subjects(organisation_id, {subject_id}).get(subject_id),
        windows=windows_of(plan, book.policy.holidays),
        book=book,
    )
