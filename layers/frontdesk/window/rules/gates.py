"""Whether a flow answers at an instant: its validity and its hours, on the wall of the location. Pure (N5)."""

from datetime import date, datetime

from frontdesk.catalogue.model import Location
from frontdesk.catalogue.rules import closes_at
from frontdesk.window.model.plan import Flow


def is_valid(flow: Flow, day: date) -> bool:
    """Whether the flow is in force on the local date; both of its dates are inclusive."""
    begun = flow.valid_from is None or flow.valid_from <= day
    return begun and (flow.valid_until is None or day <= flow.valid_until)


def is_open(flow: Flow, location: Location, at: datetime) -> bool:
    """Whether the flow answers there at the instant, or only says that it is closed."""
    wall = at.astimezone(location.zone)
    if not is_valid(flow, wall.date()):
        return False
    if flow.hours is None:
        return True
    hours = location.hours if flow.hours.own is None else flow.hours.own
    return closes_at(hours, wall) is not None
