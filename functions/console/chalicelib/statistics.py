"""How the window was used and what became of the clinic's times: a page, and the API."""

import dataclasses
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from chalicelib.api import MONTH, api, ports
from chalicelib.handing import answer_csv, as_csv_for, hand_over_sheet
from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import on_its_own_page
from frontdesk.access.model import Permission, SignedIn
from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Text
from frontdesk.messaging.model.tallies import MessageStatistics
from frontdesk.messaging.usecases.read_message_statistics import read_message_statistics
from frontdesk.messaging.wiring.tallies import tally_ports
from frontdesk.window.usecases.read_bookings import read_bookings
from frontdesk.window.usecases.read_visits import read_visits
from frontdesk_web.api import ApiDesk, Operation
from frontdesk_web.http import Desk, Response
from frontdesk_web.presenters.console_message_statistics import (
    kind_rows,
    message_statistics_page,
    reason_rows,
    sequel_rows,
    sheet_of,
    template_rows,
)
from frontdesk_web.presenters.console_statistics import concern_rows, statistics_page, time_rows
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in
from frontdesk_web.sheets import Sheet

OF_A_MONTH = {"month": {"type": "string", "pattern": MONTH, "examples": ["2026-11"]}}

desk, pages = ApiDesk(__name__), Desk(f"{__name__}.pages")
book = booking_ports()
tallies = tally_ports()


@pages.route("/console/statistics")
@signed_in(pages)
def statistics(who: SignedIn) -> Page:
    permit(who, Permission.STATISTICS_READ)
    here, month = who.organisation_id, _month()
    return statistics_page(
        who,
        catalogue_of(who),
        booked=read_bookings(organisation_id=here, month=month, ports=ports),
        window=read_visits(organisation_id=here, month=month, ports=ports),
        timetable=book.timetables.get(here),
        concerns=_concerns(here),
        today=ports.clock().date(),
    )


@pages.route("/console/statistics/messages")
@signed_in(pages)
def messages(who: SignedIn) -> Page:
    permit(who, Permission.STATISTICS_READ)
    return message_statistics_page(
        who,
        catalogue_of(who),
        _messages(who, _month()),
        timetable=book.timetables.get(who.organisation_id),
        today=ports.clock().date(),
    )


@pages.route("/console/statistics/tables/{table}/{form}")
@signed_in(pages)
def take_table(who: SignedIn, table: str, form: str) -> SeeOther | Response:
    """A table as a file. A text is an answer; an XLSX is handed over by the bucket, as every file of bytes is."""
    permit(who, Permission.STATISTICS_READ)
    month = _month()
    sheet = _sheet(who, table, month)
    name = f"{who.organisation_id}-{table}-{month:%Y-%m}.{form}"
    if form == "csv":
        return answer_csv(name, as_csv_for(who, sheet))
    return hand_over_sheet(who, name, form, sheet)


@api.operation(
    desk,
    "/console/api/statistics/messages",
    does=Operation(permission=Permission.STATISTICS_READ, query=OF_A_MONTH, returns="MessageStatistics"),
)
def message_statistics(who: SignedIn, asked: dict[str, str]) -> dict[str, Any]:
    """What became of a month's messages, and of appointments of which somebody was, or was not, reminded.

    Small numbers are hidden and all others are rounded.
    """
    found = dataclasses.asdict(_messages(who, _first_day(asked["month"])))
    for it in found["sequels"]:
        it["sequels"] = {
            sequel.value: {"reminded": counts[True], "not_reminded": counts[False]}
            for sequel, counts in it["sequels"].items()
        }
    return found | {"month": asked["month"]}


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


def _month() -> date:
    """The first day of the month asked for; of this one where none is."""
    asked = pages.query().get("month", "")
    return _first_day(asked) if re.fullmatch(MONTH, asked) else ports.clock().date().replace(day=1)


def _messages(who: SignedIn, month: date) -> MessageStatistics:
    return read_message_statistics(organisation_id=who.organisation_id, month=month, ports=tallies)


def _sheet(who: SignedIn, table: str, month: date) -> Sheet:
    """The table of that name; NotFound where there is none."""
    here, language, catalogue = who.organisation_id, who.session.language, catalogue_of(who)
    timetable = book.timetables.get(here)
    match table:
        case "times":
            booked = read_bookings(organisation_id=here, month=month, ports=ports)
            rows = time_rows(booked, timetable, catalogue, language)
        case "conversations":
            window = read_visits(organisation_id=here, month=month, ports=ports)
            rows = concern_rows(window, _concerns(here), catalogue, language)
        case "messages":
            rows = kind_rows(_messages(who, month), language)
        case "templates":
            rows = template_rows(_messages(who, month), language)
        case "reasons":
            rows = reason_rows(_messages(who, month), language)
        case "appointments":
            rows = sequel_rows(_messages(who, month), timetable, catalogue, language)
        case _:
            raise NotFound(table=table)
    return sheet_of(table, rows, language)


def _concerns(organisation_id: OrganisationId) -> Mapping[str, Text]:
    """What the concerns of the window are called now; none before anything was published."""
    try:
        live = ports.releases.live(organisation_id)
    except NotFound:
        return {}
    plan = ports.releases.get(organisation_id, live.release_id).plan
    return {name: flow.label for name, flow in plan.flows.items()}


on_its_own_page(pages)


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
