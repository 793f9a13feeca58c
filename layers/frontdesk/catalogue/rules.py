"""Questions about a clinic's opening hours."""

from datetime import datetime, time

from frontdesk.catalogue.model import Location


def open_until(location: Location, now: datetime) -> time | None:
    """When the location closes, if it is open at the instant `now`; wall time in its zone.

    Hours mean what the clock on the location's wall shows. So the hour that a clock change skips is never
    open, and the hour that it repeats is open, or not, both times.
    """
    wall = now.astimezone(location.zone)
    for span in location.hours.get(wall.weekday(), ()):
        if span.opens <= wall.time() < span.closes:
            return span.closes
    return None
