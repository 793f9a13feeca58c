"""How the window was used and what became of the clinic's times: a page, and the API."""

import dataclasses
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from chalicelib.api import MONTH, api, ports
from chalicelib.reach import catalogue_of, permit
from frontdesk.access.model import Permission, SignedIn
from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.errors import FrontdeskError, NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language, Text, preferred
from frontdesk.window.usecases.read_bookings import read_bookings
from frontdesk.window.usecases.read_visits import read_visits
from frontdesk_web.api import ApiDesk, Operation
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console import console_error_page, outside_error_page
from frontdesk_web.presenters.console_statistics import statistics_page
from frontdesk_web.render import Page
from frontdesk_web.session import signed_in, visitor

OF_A_MONTH = {"month": {"type": "string", "pattern": MONTH, "examples": ["2026-11"]}}

desk, pages = ApiDesk(__name__), Desk(f"{__name__}.pages")
book = booking_ports()


@pages.route("/console/statistics")
@signed_in(pages)
def statistics(who: SignedIn) -> Page:
    permit(who, Permission.STATISTICS_READ)
    here, today = who.organisation_id, ports.clock().date()
    asked = pages.query().get("month", "")
    month = _first_day(asked) if re.fullmatch(MONTH, asked) else today.replace(day=1)
    return statistics_page(
        who,
        catalogue_of(who),
        booked=read_bookings(organisation_id=here, month=month, ports=ports),
        window=read_visits(organisation_id=here, month=month, ports=ports),
        timetable=book.timetables.get(here),
        concerns=_concerns(here),
        today=today,
    )


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


def _concerns(organisation_id: OrganisationId) -> Mapping[str, Text]:
    """What the concerns of the window are called now; none before anything was published."""
    try:
        live = ports.releases.live(organisation_id)
    except NotFound:
        return {}
    plan = ports.releases.get(organisation_id, live.release_id).plan
    return {name: flow.label for name, flow in plan.flows.items()}


def _refused(error: FrontdeskError, _request: object) -> Page:
    who = visitor(pages)
    if who is None:
        return outside_error_page(error, preferred(pages.header("accept-language"), among=tuple(Language)))
    return console_error_page(error, who, catalogue_of(who))


pages.on_error = _refused


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
