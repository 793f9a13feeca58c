"""How the window was used and what became of the clinic's times: a page, and the API."""

import dataclasses
from datetime import date
from typing import Any

from chalicelib.api import MONTH, api, ports
from frontdesk.access.model import Permission, SignedIn
from frontdesk.window.usecases.read_bookings import read_bookings
from frontdesk.window.usecases.read_visits import read_visits
from frontdesk_web.api import ApiDesk, Operation

OF_A_MONTH = {"month": {"type": "string", "pattern": MONTH, "examples": ["2026-11"]}}

desk = ApiDesk(__name__)


@api.operation(
    desk,
    "/console/api/statistics/window",
    does=Operation(permission=Permission.STATISTICS_READ, query=OF_A_MONTH, returns="WindowStatistics"),
)
def window_statistics(who: SignedIn, asked: dict[str, str]) -> dict[str, Any]:
    """How the window was used in a month.

    Small numbers are hidden and all others are rounded, so that nobody can be found.
    """
    found = read_visits(organisation_id=who.organisation_id, month=_first_day(asked["month"]), ports=ports)
    return dataclasses.asdict(found) | {"month": asked["month"]}


@api.operation(
    desk,
    "/console/api/statistics/booking",
    does=Operation(permission=Permission.STATISTICS_READ, query=OF_A_MONTH, returns="BookingStatistics"),
)
def booking_statistics(who: SignedIn, asked: dict[str, str]) -> dict[str, Any]:
    """What became of the clinic's times in a month: booked, moved, cancelled, missed and freed, and by whom.

    It counts in the month in which it was done. Small numbers are hidden and all others are rounded.
    """
    found = read_bookings(organisation_id=who.organisation_id, month=_first_day(asked["month"]), ports=ports)
    return dataclasses.asdict(found) | {"month": asked["month"]}


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
