"""What follow-up has come to: the page, files, the monthly report, and the API."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from chalicelib.api import MONTH, api
from chalicelib.followup_tasks import member_of
from chalicelib.handing import hand_over, hand_over_sheet
from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import on_its_own_page
from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.access.usecases.name_staff import name_staff
from frontdesk.access.wiring import access_ports
from frontdesk.followup.model.actions import CorrectiveAction
from frontdesk.followup.model.figures import ALL, Month
from frontdesk.followup.rules.rights import why_not_see_persons
from frontdesk.followup.rules.telling_figures import written
from frontdesk.followup.usecases.list_actions import all_actions
from frontdesk.followup.usecases.read_figures import local_day, read_figures, read_months
from frontdesk.followup.wiring.figures import figure_ports
from frontdesk.followup.wiring.tasks import action_ports
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import DepartmentId
from frontdesk_web.api import ApiDesk, Operation
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_followup_report import of_the_month, report_of, report_page
from frontdesk_web.presenters.console_followup_rows import Reader
from frontdesk_web.presenters.console_followup_statistics import (
    followup_statistics_page,
    sheet_of_figures,
)
from frontdesk_web.presenters.console_menu import FOLLOWUP_STATISTICS as STATISTICS
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.reports import PDF, as_pdf
from frontdesk_web.session import signed_in

READ = Permission.FOLLOWUP_STATISTICS
OF_A_MONTH: dict[str, dict[str, Any]] = {
    "month": {"type": "string", "pattern": MONTH, "examples": ["2026-11"]},
    "department": {"type": "string", "maxLength": 31, "examples": ["*"]},
}

pages, desk = Desk(f"{__name__}.pages"), ApiDesk(__name__)
ports, actions, access = figure_ports(), action_ports(), access_ports()


@pages.route(STATISTICS)
@signed_in(pages)
def statistics(who: SignedIn) -> Page:
    permit(who, READ)
    month, reader = _read(who)
    months = _months(who, month)
    return followup_statistics_page(who, reader, month, months, surveys=_reads_surveys(who))


@pages.route(f"{STATISTICS}/tables/{{figures}}/{{form}}")
@signed_in(pages)
def take_figures(who: SignedIn, figures: str, form: str) -> SeeOther:
    permit(who, READ)
    month, reader = _read(who)
    months = _months(who, month) if figures == "months" else {}
    sheet = sheet_of_figures(figures, month, months, reader)
    if sheet is None:
        raise NotFound(figures=figures)
    return hand_over_sheet(who, f"followup-{figures}-{month.month:%Y-%m}.{form}", form, sheet)


@pages.route(f"{STATISTICS}/report")
@signed_in(pages)
def report(who: SignedIn) -> Page:
    permit(who, READ)
    month, reader = _read(who)
    return report_page(who, reader, month, _actions(who, month, reader), surveys=_reads_surveys(who))


@pages.route(f"{STATISTICS}/report/pdf")
@signed_in(pages)
def report_as_pdf(who: SignedIn) -> SeeOther:
    permit(who, READ)
    month, reader = _read(who)
    title, blocks = report_of(reader, month, _actions(who, month, reader))
    content = as_pdf(title, blocks, language=reader.language)
    return hand_over(who, f"followup-{month.month:%Y-%m}.pdf", content, PDF)


@api.operation(
    desk,
    "/console/api/followup/statistics",
    does=Operation(permission=READ, query=OF_A_MONTH, returns="FollowUpStatistics", tag="follow-up"),
)
def followup_statistics(who: SignedIn, asked: dict[str, str]) -> dict[str, Any]:
    """What a month of follow-up came to, of all departments (`*`) or of one.

    Persons are told to the centre and to leaders alone. How content patients are is null until the month is over; what
    is hidden of it is null.
    """
    first = date.fromisoformat(f"{asked['month']}-01")
    return written(_figures(who, first, DepartmentId(asked["department"])))


def _read(who: SignedIn) -> tuple[Month, Reader]:
    """The month and the department of the address: this month, and all, where it names none."""
    asked, catalogue = pages.query(), catalogue_of(who)
    today = local_day(who.organisation_id, ports)
    said = asked.get("month", "")
    first = date.fromisoformat(f"{said}-01") if re.fullmatch(MONTH, said) else today.replace(day=1)
    month = _figures(who, first, DepartmentId(asked.get("department") or ALL))
    named = name_staff(organisation_id=who.organisation_id, staff_ids=list(month.persons), ports=access)
    return month, Reader(catalogue=catalogue, language=who.session.language, today=today, names=named)


def _figures(who: SignedIn, first: date, department: DepartmentId) -> Month:
    if department not in {ALL, *(it.id for it in catalogue_of(who).departments)}:
        raise NotFound(department_id=department)
    return read_figures(
        organisation_id=who.organisation_id,
        month=first,
        department_id=department,
        member=member_of(who),
        ports=ports,
    )


def _months(who: SignedIn, month: Month) -> dict[date, Any]:
    return read_months(
        organisation_id=who.organisation_id,
        month=month.month,
        department_id=month.department_id,
        ports=ports,
    )


def _actions(who: SignedIn, month: Month, reader: Reader) -> Sequence[CorrectiveAction]:
    """What was raised and done, for who may read it."""
    member = member_of(who)
    if why_not_see_persons(member):
        return ()
    found = all_actions(organisation_id=who.organisation_id, member=member, ports=actions)
    return of_the_month(found, month, reader.catalogue.locations[0].zone)


def _reads_surveys(who: SignedIn) -> bool:
    return why_not(who.staff, Permission.SURVEYS_READ) is None


on_its_own_page(pages)
