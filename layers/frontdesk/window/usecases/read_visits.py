"""Somebody reads how the window was used in a month."""

from datetime import date

from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.model.visits import WindowStatistics
from frontdesk.window.ports import WindowPorts
from frontdesk.window.rules.statistics import statistics


def read_visits(*, organisation_id: OrganisationId, month: date, ports: WindowPorts) -> WindowStatistics:
    """The month's numbers, none of them small enough to find a person by."""
    return statistics(month.replace(day=1), ports.visits.of_month(organisation_id, month))
