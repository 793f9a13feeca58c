"""The calendar, and what staff do with an appointment."""

from collections.abc import Mapping, Sequence

from chalicelib.reach import (
    Reach,
    asked_day,
    asked_wish,
    permit,
    reach_of,
    timetable_of,
)
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.usecases.name_staff import name_staff
from frontdesk.access.wiring import access_ports
from frontdesk.booking.model import Appointment, Wish
from frontdesk.booking.model.desk import Diary, FreeTime
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.booking.usecases.list_day import list_day
from frontdesk.booking.usecases.list_free_times import list_free_times
from frontdesk.booking.usecases.mark_no_show import mark_no_show
from frontdesk.booking.usecases.move_appointment import move_appointment
from frontdesk.booking.usecases.read_appointment import Opened, own_appointment, read_appointment
from frontdesk.booking.wiring import booking_ports
from frontdesk.catalogue.model import Location
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.ids import AppointmentId, ResourceId, StaffId
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_appointment import Attempt, appointment_page, move_page
from frontdesk_web.presenters.console_booking import last_of
from frontdesk_web.presenters.console_calendar import Choice, Shape, calendar_page, no_calendar_page
from frontdesk_web.presenters.console_columns import appointment_url
from frontdesk_web.presenters.console_times import performers_at
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

desk = Desk(__name__)
ports, people = booking_ports(), access_ports()


@desk.route("/console/calendar")
@signed_in(desk)
def calendar(who: SignedIn) -> Page:
    permit(who, Permission.APPOINTMENTS_READ)
    reach, timetable = reach_of(who), ports.timetables.get(who.organisation_id)
    if timetable is None or not reach.locations:
        return no_calendar_page(who, reach.catalogue)
    choice = _choice(reach, timetable)
    return calendar_page(
        who,
        reach.catalogue,
        timetable,
        choice=choice,
        locations=reach.locations,
        diary=_diary(reach, choice),
        free=_free(reach, choice),
        now=ports.clock(),
    )


@desk.route("/console/calendar/appointments/{appointment_id}")
@signed_in(desk)
def show(who: SignedIn, appointment_id: str) -> Page:
    return _page(who, AppointmentId(appointment_id), done=desk.query().get("done"))


@desk.route("/console/calendar/appointments/{appointment_id}/cancel", methods=["POST"])
@signed_in(desk)
def cancel(who: SignedIn, appointment_id: str) -> SeeOther:
    own = _own(reach_of(who), appointment_id)
    cancel_appointment(
        organisation_id=who.organisation_id,
        appointment_id=own.id,
        comment=desk.form().get("comment", ""),
        by=who.actor,
        ports=ports,
    )
    return _done(own, "cancelled")


@desk.route("/console/calendar/appointments/{appointment_id}/no-show", methods=["POST"])
@signed_in(desk)
def miss(who: SignedIn, appointment_id: str) -> SeeOther:
    own, by = _own(reach_of(who), appointment_id), who.actor
    mark_no_show(organisation_id=who.organisation_id, appointment_id=own.id, by=by, ports=ports)
    return _done(own, "missed")


@desk.route("/console/calendar/appointments/{appointment_id}/move")
@signed_in(desk)
def look(who: SignedIn, appointment_id: str) -> Page:
    permit(who, Permission.APPOINTMENTS_CHANGE)
    return _move_page(who, AppointmentId(appointment_id))


@desk.route("/console/calendar/appointments/{appointment_id}/move", methods=["POST"])
@signed_in(desk)
def move(who: SignedIn, appointment_id: str) -> SeeOther:
    typed, reach = desk.form(), reach_of(who)
    own = _own(reach, appointment_id)
    move_appointment(
        organisation_id=who.organisation_id,
        appointment_id=own.id,
        wish=_new_time(reach, own, typed),
        comment=typed.get("comment", ""),
        by=who.actor,
        ports=ports,
    )
    return _done(own, "moved")


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be done is shown on the appointment as it is now; all else on a page of its own."""
    attempt = Attempt(typed=desk.form(), error=error)
    appointment_id = AppointmentId((desk.request.uri_params or {})["appointment_id"])
    if str(desk.request.path).endswith("/move"):
        return _move_page(who, appointment_id, attempt=attempt)
    return _page(who, appointment_id, attempt=attempt)


def _choice(reach: Reach, timetable: Timetable) -> Choice:
    """What the address asks for; who is not one of those who work there is everybody, or the first one's week."""
    asked = desk.query()
    location = reach.location(asked.get("location", ""))
    shape = Shape(asked["view"]) if asked.get("view") in set(Shape) else Shape.DAY
    here = [it.id for it in performers_at(timetable, location.id)]
    performer = ResourceId(asked.get("performer", ""))
    if performer not in here:
        performer = here[0] if here and shape is Shape.WEEK else ResourceId("")
    return Choice(
        location=location,
        day=asked_day(asked.get("day", ""), location, ports.clock),
        shape=shape if here else Shape.DAY,
        performer_id=performer or None,
    )


def _diary(reach: Reach, choice: Choice) -> Diary:
    return list_day(
        organisation_id=reach.who.organisation_id,
        location_id=choice.location.id,
        days=choice.days,
        staff=reach.member,
        performer_id=choice.performer_id,
        ports=ports,
    )


def _free(reach: Reach, choice: Choice) -> Sequence[FreeTime]:
    return list_free_times(
        organisation_id=reach.who.organisation_id,
        location_id=choice.location.id,
        first_day=choice.days[0],
        last_day=choice.days[-1],
        staff=reach.member,
        performer_id=choice.performer_id,
        ports=ports,
    )


def _page(
    who: SignedIn, appointment_id: AppointmentId, *, done: str | None = None, attempt: Attempt | None = None
) -> Page:
    permit(who, Permission.APPOINTMENTS_READ)
    reach = reach_of(who)
    opened = _opened(reach, appointment_id)
    by = {StaffId(it.by.id) for it in opened.appointment.changes if it.by.kind is ActorKind.STAFF}
    names = name_staff(organisation_id=who.organisation_id, staff_ids=by, ports=people)
    timetable = timetable_of(who, ports)
    return appointment_page(who, reach.catalogue, timetable, opened, names, done=done, attempt=attempt)


def _move_page(who: SignedIn, appointment_id: AppointmentId, *, attempt: Attempt | None = None) -> Page:
    reach = reach_of(who)
    opened = _opened(reach, appointment_id)
    if refusal := opened.not_moved:
        if attempt is None:
            return _page(who, appointment_id, attempt=Attempt(typed={}, error=refusal))
        return _page(who, appointment_id, attempt=attempt)
    asked = desk.query() if attempt is None else attempt.typed
    allowed = _allowed(reach, opened)
    chosen = next((it for it in allowed if it.id == asked.get("location")), allowed[0])
    slot = opened.appointment.slot
    today = asked_day("", chosen, ports.clock)
    day = max(asked_day(asked.get("day", slot.on.isoformat()), chosen, ports.clock), today)
    free = list_free_times(
        organisation_id=who.organisation_id,
        location_id=chosen.id,
        first_day=day,
        last_day=last_of(day),
        staff=reach.member,
        time_type_id=slot.time_type_id,
        ports=ports,
    )
    return move_page(
        who,
        reach.catalogue,
        timetable_of(who, ports),
        opened,
        free,
        locations=allowed,
        chosen=chosen,
        from_day=day,
        time=asked.get("time", ""),
        attempt=attempt,
    )


def _allowed(reach: Reach, opened: Opened) -> list[Location]:
    """Where it can be moved to: where it is, then the type's other locations that are theirs."""
    at, elsewhere = opened.appointment.slot.location_id, opened.time_type.moves_to if opened.time_type else ()
    found = [it for it in reach.locations if it.id == at or it.id in elsewhere]
    return sorted(found, key=lambda it: it.id != at)


def _opened(reach: Reach, appointment_id: AppointmentId) -> Opened:
    return read_appointment(
        organisation_id=reach.who.organisation_id,
        appointment_id=appointment_id,
        staff=reach.member,
        ports=ports,
    )


def _own(reach: Reach, appointment_id: str) -> Appointment:
    """The appointment, when they may change it."""
    permit(reach.who, Permission.APPOINTMENTS_CHANGE)
    return own_appointment(
        reach.who.organisation_id, AppointmentId(appointment_id), staff=reach.member, ports=ports
    )


def _new_time(reach: Reach, own: Appointment, typed: Mapping[str, str]) -> Wish:
    """The time that was chosen for it, at a location that is theirs; BadInput where none was."""
    if not typed.get("time"):
        raise BadInput([FieldError("time", "required")])
    location = reach.location(typed.get("location", ""))
    return asked_wish({**typed, "location": location.id, "type": own.slot.time_type_id}, ports.clock)


def _done(own: Appointment, what: str) -> SeeOther:
    return SeeOther(url=f"{appointment_url(own)}?done={what}")
