"""Follow-up put together for the cloud. Called once per cold start."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.catalogue.usecases.list_organisations import list_organisations
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.followup.model.plans import Population
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.storage import DynamoBatches, DynamoBooks, DynamoPlans
from frontdesk.followup.usecases._planned import PlannedTasks
from frontdesk.followup.wiring.tasks import task_ports
from frontdesk.hospital import model as hospital
from frontdesk.hospital.wiring import hospital_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, SubjectId

LEAF = 200


def planning_ports() -> PlanningPorts:
    catalogue, wards = catalogue_ports(), hospital_ports()

    def zones(organisation_id: OrganisationId) -> Mapping[LocationId, ZoneInfo]:
        there = read_catalogue(organisation_id=organisation_id, ports=catalogue).locations
        return {it.id: it.zone for it in there}

    def departments(organisation_id: OrganisationId) -> Collection[DepartmentId]:
        return [it.id for it in read_catalogue(organisation_id=organisation_id, ports=catalogue).departments]

    def encounter(organisation_id: OrganisationId, encounter_id: str) -> hospital.Encounter:
        return wards.encounters.kept(organisation_id, hospital.EncounterId(encounter_id)).encounter

    def encounters_on(
        organisation_id: OrganisationId, location_id: LocationId, population: Population, day: date
    ) -> Sequence[hospital.Encounter]:
        found: list[hospital.Encounter] = []
        after: str | None = None
        while True:
            leaf = wards.encounters.of_day(
                organisation_id,
                location_id,
                hospital.Population(population.value),
                day,
                after=after,
                most=LEAF,
            )
            found += leaf.encounters
            if (after := leaf.after) is None:
                return found

    def emphasis(organisation_id: OrganisationId, subject_id: SubjectId, on: date) -> int:
        it = wards.emphases.get(organisation_id, subject_id)
        return it.level if it and it.until >= on else 0

    return PlanningPorts(
        books=DynamoBooks(),
        plans=DynamoPlans(),
        tasks=PlannedTasks(task_ports()),
        batches=DynamoBatches(),
        encounter=encounter,
        encounters=wards.encounters.of_subject,
        encounters_on=encounters_on,
        emphasis=emphasis,
        subjects=wards.subjects,
        organisations=lambda: sorted(list_organisations(ports=catalogue)),
        zones=zones,
        departments=departments,
        record=partial(record_deed, ports=audit_ports()),
        clock=system_clock,
    )
