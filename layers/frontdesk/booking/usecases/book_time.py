"""A time becomes somebody's: one they held, or one that is taken at once."""

from dataclasses import dataclass

from frontdesk.booking.errors import Taken
from frontdesk.booking.model import Appointment, AppointmentStatus, Change, ChangeKind, Wish
from frontdesk.booking.model.timetable import Coverage, TimeType
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.invitations import why_not_purpose
from frontdesk.booking.rules.limits import Person, why_not_confirm, why_not_reason, why_not_they
from frontdesk.booking.usecases import _facts
from frontdesk.booking.usecases._offers import offered_slot, require_laid_out
from frontdesk.booking.usecases._write import Said, change_what_is_there, write
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict, NotFound, Refusal
from frontdesk.kernel.ids import AppointmentId, OrganisationId
from frontdesk.patients.model import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """Who comes and why, as the form or staff say it. None where the time type did not make anybody ask.

    `invited`: the clinic chose the time and calls them in, and `reason` is what for. RIV-TA isInvitation, purpose.
    """

    subject: Subject
    by: Actor
    reason: str = ""
    reminded: bool = False
    invited: bool = False
    is_known: bool | None = None
    coverage: Coverage | None = None


def confirm_booking(
    *, organisation_id: OrganisationId, appointment_id: AppointmentId, booking: Booking, ports: BookingPorts
) -> Appointment:
    """The held time, booked, and who comes is registered. Said again, the appointment as it is.

    A hold that has ended is booked all the same as long as nobody else has its time. Raises Taken, Overlaps, a
    Refusal with the reason, NotFound when this organisation has no such hold.
    """

    def confirmed(held: Appointment) -> Said | None:
        if held.status is AppointmentStatus.BOOKED and held.subject_id == booking.subject.id:
            return None
        if refusal := why_not_confirm(held, now=ports.clock()):
            raise refusal
        time_type = require_laid_out(organisation_id, held.slot, ports=ports)
        said = _booked(held, time_type, booking, ports=ports)
        ports.register(booking.subject)
        return said

    held = ports.appointments.get(organisation_id, appointment_id)
    return change_what_is_there(held, confirmed, ports=ports)


def book_time(
    *,
    organisation_id: OrganisationId,
    appointment_id: AppointmentId,
    wish: Wish,
    booking: Booking,
    ports: BookingPorts,
) -> Appointment:
    """The time of somebody registered, taken at once, in one write.

    The same id again is the same appointment, also when its time may not be booked any more by then; Taken when it
    was for another time.
    """
    try:
        slot, time_type = offered_slot(organisation_id, wish, by=booking.by.kind, ports=ports)
    except Refusal:
        if there := _booked_before(organisation_id, appointment_id, wish, booking, ports=ports):
            return there
        raise
    held = Appointment(
        id=appointment_id,
        organisation_id=organisation_id,
        slot=slot,
        status=AppointmentStatus.HELD,
        language=booking.subject.language,
    )
    after, facts = _booked(held, time_type, booking, ports=ports)
    try:
        return write(None, after, *facts, ports=ports)
    except Conflict as no:
        if type(no) is not Conflict:
            raise
    there = _booked_before(organisation_id, appointment_id, wish, booking, ports=ports)
    if there is None:
        raise Taken
    return there


def _booked_before(
    organisation_id: OrganisationId,
    appointment_id: AppointmentId,
    wish: Wish,
    booking: Booking,
    *,
    ports: BookingPorts,
) -> Appointment | None:
    """What the same form has booked when it was sent before, if anything."""
    try:
        there = ports.appointments.get(organisation_id, appointment_id)
    except NotFound:
        return None
    same = there.subject_id == booking.subject.id and there.slot.wish == wish
    return there if same else None


def _booked(held: Appointment, time_type: TimeType, booking: Booking, *, ports: BookingPorts) -> Said:
    _check(held, time_type, booking)
    now = ports.clock()
    change = Change(at=now, by=booking.by, kind=ChangeKind.BOOKED)
    after = held.changed(
        change,
        AppointmentStatus.BOOKED,
        subject_id=booking.subject.id,
        language=booking.subject.language,
        reason=booking.reason.strip(),
        reminded=booking.reminded,
        invited=booking.invited,
        is_known=booking.is_known,
        hold_until=None,
    )
    return after, _facts.booked(after, by=booking.by, at=now)


def _check(held: Appointment, time_type: TimeType, booking: Booking) -> None:
    person = Person(
        birth_date=booking.subject.birth_date, is_known=booking.is_known, coverage=booking.coverage
    )
    refusal = why_not_they(time_type, person, on=held.slot.on) or why_not_reason(time_type, booking.reason)
    if booking.invited:
        refusal = refusal or why_not_purpose(booking.reason)
    if refusal:
        raise refusal
