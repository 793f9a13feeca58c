"""An appointment is moved to another time. 1177: omboka."""

from dataclasses import replace
from datetime import datetime

from frontdesk.booking.errors import NotOffered, Over
from frontdesk.booking.model import Appointment, AppointmentStatus, Change, ChangeKind, Slot, Wish
from frontdesk.booking.model.timetable import TimeType
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.limits import Person, why_not_comment, why_not_move, why_not_they
from frontdesk.booking.usecases import _facts
from frontdesk.booking.usecases._offers import moment_at, offered_slot, what_they_see
from frontdesk.booking.usecases._write import Said, change_what_is_there
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import AppointmentId, OrganisationId


def move_appointment(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    appointment_id: AppointmentId,
    wish: Wish,
    comment: str,
    by: Actor,
    ports: BookingPorts,
) -> Appointment:
    """The appointment at its new time, in one write: never without a time, never with two. Said again, as it is.

    Raises Taken, Overlaps, a Refusal with the reason, NotFound when this organisation has none of that id.
    """

    def moved(before: Appointment) -> Said | None:
        if _is_there(before, wish):
            return None
        _check(before, wish, by, comment, ports=ports)
        slot, time_type = offered_slot(organisation_id, wish, by=by.kind, ports=ports, moving=True)
        _check_age(before, time_type, slot, ports=ports)
        return moved_to(before, slot, comment=comment, by=by, now=ports.clock())

    return change_what_is_there(ports.appointments.get(organisation_id, appointment_id), moved, ports=ports)


def moved_to(before: Appointment, slot: Slot, *, comment: str, by: Actor, now: datetime) -> Said:
    """The appointment at the slot, and the facts of it. Moved by the patient it is an invitation no more."""
    change = Change(
        at=now, by=by, kind=ChangeKind.MOVED, comment=comment.strip(), was_at=before.slot.starts_at
    )
    invited = before.invited and by.kind is ActorKind.STAFF
    after = replace(before.changed(change, before.status), slot=slot, invited=invited)
    return after, _facts.rescheduled(after, before.slot, by=by, at=now)


def _is_there(appointment: Appointment, wish: Wish) -> bool:
    return appointment.status is AppointmentStatus.BOOKED and appointment.slot.wish == wish


def _check(before: Appointment, wish: Wish, by: Actor, comment: str, *, ports: BookingPorts) -> None:
    if before.status is not AppointmentStatus.BOOKED:
        raise Over
    timetable, time_type = what_they_see(before, by=by.kind, ports=ports)
    moment = moment_at(before.organisation_id, before.slot.location_id, timetable, ports=ports)
    refusal = why_not_comment(comment) or why_not_move(before, time_type, moment, by=by.kind)
    if refusal:
        raise refusal
    allowed = {before.slot.location_id, *time_type.moves_to}
    if wish.time_type_id != time_type.id or wish.location_id not in allowed:
        raise NotOffered


def _check_age(before: Appointment, time_type: TimeType, slot: Slot, *, ports: BookingPorts) -> None:
    """Ages are years on the day, so that another day may be one on which the type is not for them."""
    if before.subject_id is None or (time_type.youngest is None and time_type.oldest is None):
        return
    person = Person(birth_date=ports.subject(before.organisation_id, before.subject_id).birth_date)
    if refusal := why_not_they(time_type, person, on=slot.on):
        raise refusal
