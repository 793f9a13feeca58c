"""What staff do with appointments, over the API: the same deeds as on the pages of the calendar."""

from datetime import date
from typing import Any

from chalicelib.api import api
from chalicelib.appointments import ports
from chalicelib.desk_words import block, booked, free, instant, opened, typed
from chalicelib.reach import Reach, asked_day, asked_person, reach_of
from frontdesk.access.model import Permission, SignedIn
from frontdesk.booking.model import Appointment, Wish
from frontdesk.booking.usecases.block_time import Stretch, block_time, unblock_time
from frontdesk.booking.usecases.book_on_behalf import Visitor, book_on_behalf
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.booking.usecases.list_day import list_day
from frontdesk.booking.usecases.list_free_times import list_free_times
from frontdesk.booking.usecases.mark_no_show import mark_no_show
from frontdesk.booking.usecases.move_appointment import move_appointment
from frontdesk.booking.usecases.read_appointment import Opened, own_appointment, read_appointment
from frontdesk.kernel.errors import BadInput, FieldError, NotFound
from frontdesk.kernel.ids import (
    AppointmentId,
    LocationId,
    ResourceId,
    TimeTypeId,
    carried_id,
    is_random_id,
    random_id,
)
from frontdesk.kernel.language import understood
from frontdesk_web.api import ApiDesk, Operation

READ, CHANGE = Permission.APPOINTMENTS_READ, Permission.APPOINTMENTS_CHANGE
ASKED_DAY = {
    "type": "string",
    "pattern": r"\d{4}-\d{2}-\d{2}|",
    "default": "",
    "description": "Today without it.",
}
ASKED = {"type": "string", "default": ""}
MOST_DAYS = 31
TAG = "appointments"
DAYS = {"from": ASKED_DAY, "until": ASKED_DAY, "location": ASKED, "performer": ASKED}

desk = ApiDesk(__name__)


@api.operation(
    desk,
    "/console/api/appointments",
    does=Operation(permission=READ, query=DAYS, returns="BookedTimes", tag=TAG),
)
def list_appointments(who: SignedIn, asked: dict[str, str]) -> dict[str, Any]:
    """What is booked at a location on some days, a month at most, cancelled ones too. It is written into the trail."""
    reach = reach_of(who)
    location = reach.location(asked["location"])
    first, last = _days(reach, location.id, asked)
    diary = list_day(
        organisation_id=who.organisation_id,
        location_id=location.id,
        days=(first, last),
        staff=reach.member,
        performer_id=ResourceId(asked["performer"]) if asked["performer"] else None,
        ports=ports,
    )
    return {
        "appointments": [
            booked(it, diary.subjects.get(it.subject_id)) for it in diary.appointments if it.subject_id
        ]
    }


@api.operation(
    desk,
    "/console/api/appointments/{appointment_id}",
    does=Operation(permission=READ, returns="OpenedAppointment", tag=TAG),
)
def open_appointment(who: SignedIn, appointment_id: str) -> dict[str, Any]:
    """One appointment: who comes and why, and what was said. It is written into the trail."""
    return opened(opened_by(reach_of(who), appointment_id))


@api.operation(
    desk,
    "/console/api/appointments",
    "POST",
    does=Operation(
        permission=CHANGE, body="NewAppointment", returns="OpenedAppointment", status=201, tag=TAG
    ),
)
def book_appointment(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Book a time for somebody who called. They are registered, and messages go to the phone or the e-mail address."""
    reach = reach_of(who)
    location = reach.location(said["location"])
    visitor = Visitor(
        person=asked_person(reach, location, typed(said["patient"]), ports.clock),
        language=understood(said.get("language", "")) or reach.catalogue.organisation.languages[0],
        reason=said.get("reason", ""),
    )
    made = book_on_behalf(
        organisation_id=who.organisation_id,
        appointment_id=AppointmentId(said.get("id") or random_id()),
        wish=_wish(said, TimeTypeId(said["type"])),
        visitor=visitor,
        staff=reach.member,
        ports=ports,
    )
    return opened(opened_by(reach, made.id))


@api.operation(
    desk,
    "/console/api/appointments/{appointment_id}/move",
    "POST",
    does=Operation(permission=CHANGE, body="AppointmentMove", returns="OpenedAppointment", tag=TAG),
)
def change_time(who: SignedIn, appointment_id: str, said: dict[str, Any]) -> dict[str, Any]:
    """Move it to another time of its type, at a location of yours. Sent again, it is as it is."""
    reach = reach_of(who)
    own, _ = _own(reach, appointment_id), reach.location(said["location"])
    move_appointment(
        organisation_id=who.organisation_id,
        appointment_id=own.id,
        wish=_wish(said, own.slot.time_type_id),
        comment=said.get("comment", ""),
        by=who.actor,
        ports=ports,
    )
    return opened(opened_by(reach, own.id))


@api.operation(
    desk,
    "/console/api/appointments/{appointment_id}/cancel",
    "POST",
    does=Operation(permission=CHANGE, body="Comment", returns="OpenedAppointment", tag=TAG),
)
def cancel_time(who: SignedIn, appointment_id: str, said: dict[str, str]) -> dict[str, Any]:
    """Cancel it: its time can be taken again at once, and the patient is told."""
    reach = reach_of(who)
    own = _own(reach, appointment_id)
    cancel_appointment(
        organisation_id=who.organisation_id,
        appointment_id=own.id,
        comment=said["comment"],
        by=who.actor,
        ports=ports,
    )
    return opened(opened_by(reach, own.id))


@api.operation(
    desk,
    "/console/api/appointments/{appointment_id}/no-show",
    "POST",
    does=Operation(permission=CHANGE, returns="OpenedAppointment", tag=TAG),
)
def note_no_show(who: SignedIn, appointment_id: str) -> dict[str, Any]:
    """Note that the patient did not come, once it has begun."""
    reach = reach_of(who)
    own = _own(reach, appointment_id)
    mark_no_show(organisation_id=who.organisation_id, appointment_id=own.id, by=who.actor, ports=ports)
    return opened(opened_by(reach, own.id))


@api.operation(
    desk,
    "/console/api/free-times",
    does=Operation(permission=READ, query=DAYS | {"type": ASKED}, returns="FreeTimes", tag=TAG),
)
def list_free(who: SignedIn, asked: dict[str, str]) -> dict[str, Any]:
    """What can be booked at a location on some days, a month at most, and what of it patients may take."""
    reach = reach_of(who)
    location = reach.location(asked["location"])
    first, last = _days(reach, location.id, asked)
    found = list_free_times(
        organisation_id=who.organisation_id,
        location_id=location.id,
        first_day=first,
        last_day=last,
        staff=reach.member,
        performer_id=ResourceId(asked["performer"]) if asked["performer"] else None,
        time_type_id=TimeTypeId(asked["type"]) if asked["type"] else None,
        ports=ports,
    )
    return {"times": [free(it) for it in found]}


@api.operation(
    desk,
    "/console/api/blocks",
    "POST",
    does=Operation(permission=CHANGE, body="NewBlock", returns="BlockedTime", status=201, tag=TAG),
)
def keep_free(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Keep a stretch of a performer's or a room's day free: eight hours at most, and nothing is booked in it."""
    location = reach_of(who).location(said["location"])
    stretch = Stretch(
        location_id=location.id,
        resource_id=ResourceId(said["resource"]),
        starts_at=instant(said, "starts_at", ports.clock()),
        ends_at=instant(said, "ends_at", ports.clock()),
        note=said.get("note", ""),
    )
    block_id = AppointmentId(carried_id(said.get("id", "")))
    return block(
        block_time(organisation_id=who.organisation_id, block_id=block_id, stretch=stretch, ports=ports)
    )


@api.operation(
    desk,
    "/console/api/blocks/{block_id}",
    "DELETE",
    does=Operation(permission=CHANGE, returns="BlockedTime", tag=TAG),
)
def give_back(who: SignedIn, block_id: str) -> dict[str, Any]:
    """The stretch can be booked again. Sent again, it is as it is."""
    there = ports.appointments.get(who.organisation_id, _known(block_id))
    if there.subject_id is not None or there.slot.location_id not in reach_of(who).member.locations:
        raise NotFound(block_id=there.id)
    return block(unblock_time(organisation_id=who.organisation_id, block_id=there.id, ports=ports))


def opened_by(reach: Reach, appointment_id: str) -> Opened:
    """The appointment as staff open it, in the trail before."""
    return read_appointment(
        organisation_id=reach.who.organisation_id,
        appointment_id=_known(appointment_id),
        staff=reach.member,
        ports=ports,
    )


def _own(reach: Reach, appointment_id: str) -> Appointment:
    return own_appointment(reach.who.organisation_id, _known(appointment_id), staff=reach.member, ports=ports)


def _known(appointment_id: str) -> AppointmentId:
    """NotFound for what is no id of ours."""
    if not is_random_id(appointment_id):
        raise NotFound(appointment_id=appointment_id)
    return AppointmentId(appointment_id)


def _days(reach: Reach, location_id: LocationId, asked: dict[str, str]) -> tuple[date, date]:
    """From one day until another, both included."""
    location = reach.location(location_id)
    first = asked_day(asked["from"], location, ports.clock)
    last = asked_day(asked["until"], location, ports.clock) if asked["until"] else first
    if (last - first).days >= MOST_DAYS:
        raise BadInput([FieldError("until", "too_many_days")])
    return first, max(first, last)


def _wish(said: dict[str, Any], time_type_id: TimeTypeId) -> Wish:
    return Wish(
        location_id=LocationId(said["location"]),
        time_type_id=time_type_id,
        performer_id=ResourceId(said["performer"]),
        starts_at=instant(said, "starts_at", ports.clock()),
    )
