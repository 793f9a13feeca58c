"""Staff look at the plans that wait for somebody, at one of them, or at all of a patient."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.booking.model.desk import StaffMember
from frontdesk.followup.model.plans import Book, Plan, PlanId
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.scheduling import Window, windows_of
from frontdesk.followup.usecases._looks import record_look
from frontdesk.followup.usecases._planning import read_laid_down
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.patients.model import Subject

PAGE = 50


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
    *, organisation_id: OrganisationId, location_id: LocationId, staff: StaffMember, ports: PlanningPorts
) -> Listed:
    """Those that are proposed at a location, the longest waiting first, at most 50. NotFound out of reach.

    In the trail before any name is read.
    """
    staff.require_reach(location_id)
    found = ports.plans.proposed(organisation_id, location_id, most=PAGE + 1)
    if found:
        record_look(organisation_id, "PlansRead", staff=staff, about=location_id, ports=ports)
    whose = {it.subject_id for it in found}
    return Listed(
        plans=found[:PAGE],
        subjects=ports.subjects(organisation_id, whose) if whose else {},
        more=len(found) > PAGE,
        book=read_laid_down(organisation_id, ports),
    )


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
