"""Counting and reading figures, put together for the cloud. Called once per cold start."""

from datetime import tzinfo

from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.followup.ports.figures import FigurePorts
from frontdesk.followup.storage import DynamoActions, DynamoFigures, DynamoPlans, DynamoTasks
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import LocationId, OrganisationId


def figure_ports() -> FigurePorts:
    catalogue = catalogue_ports()

    def zone(organisation_id: OrganisationId, location_id: LocationId | None) -> tzinfo:
        there = read_catalogue(organisation_id=organisation_id, ports=catalogue).locations
        return next(it.zone for it in there if location_id in {None, it.id})

    return FigurePorts(
        figures=DynamoFigures(),
        tasks=DynamoTasks(),
        plans=DynamoPlans(),
        actions=DynamoActions(),
        zone=zone,
        clock=system_clock,
    )
