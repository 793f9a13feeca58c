"""Somebody picks out patients by what they were here for, for a follow-up that no scheme foresaw."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from frontdesk.booking.model.desk import StaffMember
from frontdesk.followup.model.plans import Plan, Population
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.schemes import is_of
from frontdesk.followup.usecases._looks import record_look
from frontdesk.hospital.model import Encounter, EncounterState
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, SubjectId
from frontdesk.patients.model import Subject

DAYS_AT_MOST, AT_MOST = 31, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Whom one looks for: a list of some days, a department, what a diagnosis begins with; none for any."""

    location_id: LocationId
    population: Population
    first: date
    last: date
    department_id: DepartmentId | None = None
    diagnosis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """The encounters that fit, whose they are as far as still known, and which of them have a plan."""

    encounters: tuple[Encounter, ...]
    subjects: Mapping[SubjectId, Subject]
    plans: Mapping[str, Plan]
    more: bool


def extract_patients(
    *, organisation_id: OrganisationId, query: Query, staff: StaffMember, ports: PlanningPorts
) -> Extracted:
    """At most 200, of at most 31 days: BadInput for more days. NotFound out of reach. In the trail before any name."""
    staff.require_reach(query.location_id)
    days = (query.last - query.first).days + 1
    if not 1 <= days <= DAYS_AT_MOST:
        raise BadInput([FieldError("last", "not_between")])
    record_look(
        organisation_id,
        "PatientsExtracted",
        staff=staff,
        about=f"{query.location_id}/{query.population.value}/{query.first}/{query.last}",
        ports=ports,
    )
    found: dict[str, Encounter] = {}
    for number in range(1 if query.population is Population.INPATIENT else days):
        on = query.first + timedelta(days=number)
        listed = ports.encounters_on(organisation_id, query.location_id, query.population, on)
        found |= {it.id: it for it in listed if _fits(it, query)}
        if len(found) > AT_MOST:
            break
    encounters = tuple(found.values())[:AT_MOST]
    whose = {it.subject_id for it in encounters}
    plans = [it for one in whose for it in reversed(ports.plans.of_subject(organisation_id, one))]
    return Extracted(
        encounters=encounters,
        subjects=ports.subjects(organisation_id, whose) if whose else {},
        plans={it.encounter_id: it for it in plans},
        more=len(found) > AT_MOST,
    )


def _fits(it: Encounter, query: Query) -> bool:
    return (
        it.state is not EncounterState.CANCELLED
        and query.department_id in (None, it.department_id)
        and (not query.diagnosis or is_of([one.code for one in it.diagnoses], query.diagnosis))
    )
