"""Who waits for a time and who is invited to take one; and how staff invite somebody."""

from collections.abc import Mapping
from datetime import date

from chalicelib.reach import (
    asked_day,
    asked_person,
    permit,
    reach_of,
    timetable_of,
)
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.booking.errors import WrongDays
from frontdesk.booking.model.invitations import Want
from frontdesk.booking.usecases.book_on_behalf import Visitor
from frontdesk.booking.usecases.invite_patient import invite_patient
from frontdesk.booking.usecases.list_waiting import list_waiting, own_invitation
from frontdesk.booking.usecases.withdraw_invitation import withdraw_invitation
from frontdesk.booking.wiring import booking_ports
from frontdesk.catalogue.model import Location
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import InvitationId, LocationId, ResourceId, TimeTypeId, carried_id
from frontdesk.kernel.language import understood
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_calendar import no_calendar_page
from frontdesk_web.presenters.console_menu import WAITING
from frontdesk_web.presenters.console_times import performers_at
from frontdesk_web.presenters.console_waiting import invite_page, waiting_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

desk = Desk(__name__)
ports = booking_ports()


@desk.route("/console/calendar/waiting")
@signed_in(desk)
def waiting(who: SignedIn) -> Page:
    permit(who, Permission.APPOINTMENTS_READ)
    return _list(who, desk.query())


@desk.route("/console/calendar/waiting/{invitation_id}/withdraw", methods=["POST"])
@signed_in(desk)
def withdraw(who: SignedIn, invitation_id: str) -> SeeOther:
    permit(who, Permission.APPOINTMENTS_CHANGE)
    own = own_invitation(
        who.organisation_id, InvitationId(invitation_id), staff=reach_of(who).member, ports=ports
    )
    withdraw_invitation(
        organisation_id=who.organisation_id,
        invitation_id=own.id,
        by=who.actor,
        ports=ports,
    )
    return SeeOther(url=f"{WAITING}?location={own.want.location_id}&done=withdrawn")


@desk.route("/console/calendar/invite")
@signed_in(desk)
def form(who: SignedIn) -> Page:
    permit(who, Permission.APPOINTMENTS_CHANGE)
    return _form(who, desk.query())


@desk.route("/console/calendar/invite", methods=["POST"])
@signed_in(desk)
def invite(who: SignedIn) -> SeeOther:
    permit(who, Permission.APPOINTMENTS_CHANGE)
    typed, reach = desk.form(), reach_of(who)
    location = reach.location(typed.get("location", ""))
    invited = Visitor(
        person=asked_person(reach, location, typed, ports.clock),
        language=understood(typed.get("language", "")) or reach.catalogue.organisation.languages[0],
        reason=typed.get("reason", ""),
    )
    invite_patient(
        organisation_id=who.organisation_id,
        invitation_id=InvitationId(carried_id(typed.get("invitation", ""))),
        want=_want(location, typed),
        visitor=invited,
        staff=reach.member,
        ports=ports,
    )
    return SeeOther(url=f"{WAITING}?location={location.id}&done=invited")


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be done is shown where it was tried, with what was typed; all else on a page of its own."""
    if str(desk.request.path).endswith("/withdraw"):
        return _list(who, {}, error=error)
    return _form(who, desk.form(), error=error)


def _list(who: SignedIn, asked: Mapping[str, str], *, error: FrontdeskError | None = None) -> Page:
    reach, timetable = reach_of(who), ports.timetables.get(who.organisation_id)
    if timetable is None or not reach.locations:
        return no_calendar_page(who, reach.catalogue)
    location = reach.location(asked.get("location", ""))
    found = list_waiting(
        organisation_id=who.organisation_id, location_id=location.id, staff=reach.member, ports=ports
    )
    return waiting_page(
        who,
        reach.catalogue,
        timetable,
        found,
        location=location,
        locations=reach.locations,
        today=asked_day("", location, ports.clock),
        done=asked.get("done"),
        error=error,
    )


def _form(who: SignedIn, said: Mapping[str, str], *, error: FrontdeskError | None = None) -> Page:
    reach, timetable = reach_of(who), timetable_of(who, ports)
    location = reach.location(said.get("location", ""))
    return invite_page(
        who,
        reach.catalogue,
        timetable,
        location=location,
        performers=performers_at(timetable, location.id),
        invitation_id=carried_id(said.get("invitation", "")),
        today=asked_day("", location, ports.clock),
        typed=said,
        error=error,
    )


def _want(location: Location, typed: Mapping[str, str]) -> Want:
    return Want(
        location_id=LocationId(location.id),
        time_type_id=TimeTypeId(typed.get("type", "")),
        performer_id=ResourceId(typed["performer"]) if typed.get("performer") else None,
        first_day=_day(typed, "first_day"),
        last_day=_day(typed, "last_day"),
    )


def _day(typed: Mapping[str, str], field: str) -> date:
    try:
        return date.fromisoformat(typed.get(field, ""))
    except ValueError as odd:
        raise WrongDays from odd
