"""Questions about a clinic's opening hours."""

from collections.abc import Mapping
from datetime import datetime, time

from frontdesk.catalogue.model import Location, Span


def open_until(location: Location, now: datetime) -> time | None:
    """When the location closes, if it is open at the instant `now`; wall time in its zone.

    Hours mean what the clock on the location's wall shows. So the hour that a clock change skips is never
    open, and the hour that it repeats is open, or not, both times.
    """
    return closes_at(location.hours, now.astimezone(location.zone))


def closes_at(hours: Mapping[int, tuple[Span, ...]], wall: datetime) -> time | None:
    """When what keeps these hours (by weekday, Monday is 0) closes, if it is open at that wall time."""
    for span in hours.get(wall.weekday(), ()):
        if span.opens <= wall.time() < span.closes:
            return span.closes
    return None
