"""Free times, and what staff book for others."""

from collections.abc import Mapping

from chalicelib.reach import (
    Reach,
    asked_day,
    asked_person,
    asked_wish,
    permit,
    reach_of,
    timetable_of,
)
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.booking.errors import Taken
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.usecases.book_on_behalf import Visitor, book_on_behalf
from frontdesk.booking.usecases.list_free_times import list_free_times
from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import AppointmentId, ResourceId, TimeTypeId, carried_id, random_id
from frontdesk.kernel.language import understood
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_booking import Filters, book_page, free_times_page, last_of
from frontdesk_web.presenters.console_calendar import no_calendar_page
from frontdesk_web.presenters.console_times import performers_at
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

desk = Desk(__name__)
ports = booking_ports()


@desk.route("/console/calendar/free")
@signed_in(desk)
def free_times(who: SignedIn) -> Page:
    permit(who, Permission.APPOINTMENTS_READ)
    reach, timetable = reach_of(who), ports.timetables.get(who.organisation_id)
    if timetable is None or not reach.locations:
        return no_calendar_page(who, reach.catalogue)
    filters = _filters(reach, timetable)
    free = list_free_times(
        organisation_id=who.organisation_id,
        location_id=filters.location.id,
        first_day=filters.first_day,
        last_day=filters.last_day,
        staff=reach.member,
        performer_id=filters.performer_id,
        time_type_id=filters.time_type_id,
        ports=ports,
    )
    today, locations = asked_day("", filters.location, ports.clock), reach.locations
    return free_times_page(
        who, reach.catalogue, timetable, filters=filters, locations=locations, free=free, today=today
    )


@desk.route("/console/calendar/book")
@signed_in(desk)
def form(who: SignedIn) -> Page:
    permit(who, Permission.APPOINTMENTS_CHANGE)
    return _page(who, desk.query(), random_id())


@desk.route("/console/calendar/book", methods=["POST"])
@signed_in(desk)
def book(who: SignedIn) -> SeeOther:
    permit(who, Permission.APPOINTMENTS_CHANGE)
    typed, reach = desk.form(), reach_of(who)
    wish = asked_wish(typed, ports.clock)
    visitor = Visitor(
        person=asked_person(reach, reach.location(wish.location_id), typed, ports.clock),
        language=understood(typed.get("language", "")) or reach.catalogue.organisation.languages[0],
        reason=typed.get("reason", ""),
        invited="invited" in typed,
    )
    booked = book_on_behalf(
        organisation_id=who.organisation_id,
        appointment_id=AppointmentId(carried_id(typed.get("appointment", ""))),
        wish=wish,
        visitor=visitor,
        staff=reach.member,
        ports=ports,
    )
    return SeeOther(url=f"/console/calendar/appointments/{booked.id}?done=booked")


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be booked is shown in the form, with what was typed; all else on a page of its own."""
    typed = desk.form()
    # Under the id of a time that somebody else took nothing is stored; of one's own, another time is another booking.
    appointment_id = random_id() if isinstance(error, Taken) else carried_id(typed.get("appointment", ""))
    return _page(who, typed, appointment_id, error=error)


def _page(
    who: SignedIn, said: Mapping[str, str], appointment_id: str, *, error: FrontdeskError | None = None
) -> Page:
    """The form for the time that is named; where somebody was quicker, with the other times of the type."""
    reach, wish, timetable = reach_of(who), asked_wish(said, ports.clock), timetable_of(who, ports)
    location = reach.location(wish.location_id)
    timetable.time_type(wish.time_type_id)
    day = max(wish.starts_at.astimezone(location.zone).date(), asked_day("", location, ports.clock))
    free = list_free_times(
        organisation_id=who.organisation_id,
        location_id=location.id,
        first_day=day,
        last_day=last_of(day),
        staff=reach.member,
        time_type_id=wish.time_type_id,
        ports=ports,
    )
    if error is None and not any(
        (it.slot.performer_id, it.slot.starts_at) == (wish.performer_id, wish.starts_at) for it in free
    ):
        error = Taken()
    return book_page(
        who,
        reach.catalogue,
        timetable,
        wish,
        appointment_id=appointment_id,
        free=free,
        typed=said,
        error=error,
    )


def _filters(reach: Reach, timetable: Timetable) -> Filters:
    """What the address asks for; a type or performer that is none leaves the list whole."""
    asked = desk.query()
    location = reach.location(asked.get("location", ""))
    today = asked_day("", location, ports.clock)
    types = {it.id for it in timetable.time_types}
    people = {it.id for it in performers_at(timetable, location.id)}
    wanted, whom = TimeTypeId(asked.get("type", "")), ResourceId(asked.get("performer", ""))
    return Filters(
        location=location,
        first_day=max(asked_day(asked.get("from", ""), location, ports.clock), today),
        time_type_id=wanted if wanted in types else None,
        performer_id=whom if whom in people else None,
    )
