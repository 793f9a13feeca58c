"""Follow-up put together for the cloud. Called once per cold start."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.catalogue.usecases.list_organisations import list_organisations
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.storage import DynamoBooks, DynamoPlans, DynamoTasks
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import LocationId, OrganisationId


def planning_ports() -> PlanningPorts:
    catalogue = catalogue_ports()

    def zones(organisation_id: OrganisationId) -> Sequence[tuple[LocationId, ZoneInfo]]:
        there = read_catalogue(organisation_id=organisation_id, ports=catalogue).locations
        return [(it.id, it.zone) for it in there]

    return PlanningPorts(
        books=DynamoBooks(),
        plans=DynamoPlans(),
        tasks=DynamoTasks(),
        organisations=lambda: sorted(list_organisations(ports=catalogue)),
        zones=zones,
        record=partial(record_deed, ports=audit_ports()),
        clock=system_clock,
    )
