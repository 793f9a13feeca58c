"""A time is held, booked, moved and cancelled in FHIR's words. The rules, and the proofs, are those of the pages.

An id is a ticket of the pages, with the one character changed that no id of FHIR may have. Whoever holds a time gets
a ticket of the hold, which books it; the ticket of an appointment, which stands in messages, never does: it opens what
is booked, and only the date of birth changes anything.
"""

from contextlib import suppress

from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.booking.usecases.book_time import confirm_booking
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.booking.usecases.move_appointment import move_appointment
from frontdesk.booking.usecases.prove_patient import prove_patient
from frontdesk.booking.usecases.release_hold import release_hold
from frontdesk.booking.usecases.show_appointment import shown
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput, FieldError, NotFound
from frontdesk.kernel.ids import AppointmentId, OrganisationId
from frontdesk.patients.rules.persons import has_date, written_date
from frontdesk_web import seals
from frontdesk_web.fhir.door import Asked
from frontdesk_web.fhir.names import public_base
from frontdesk_web.fhir.reading import EXPRESSIONS, Change, Parameters, moved_to, read_change, wished
from frontdesk_web.fhir.resources import Json, appointment, availability
from frontdesk_web.free_times import keep
from frontdesk_web.keyring import keyring
from frontdesk_web.presenters.booking_choice import Counter
from frontdesk_web.presenters.booking_form import read_booking

WAITING = (AppointmentStatus.HELD, AppointmentStatus.LAPSED)
HOLD, BOOKED = "hold", "appointment"
"""What a ticket may be of."""


def hold(asked: Asked, told: Parameters) -> Json:
    """The time, kept for a while (ITI-116). The same `hold-id` holds one time only, however often it is sent."""
    counter = asked.counter()
    held = keep(counter, wished(told, counter.timetable), told.text("hold-id"), ports=asked.ports)
    ticket = seals.ticket(held.organisation_id, held.id, of=HOLD, keyring=keyring())
    return appointment(counter, held, of=fhir_id(ticket))


def book(asked: Asked, told: Parameters) -> Json:
    """What was held is booked, what was booked is moved or cancelled (ITI-117). Sent again, it is as it is."""
    change = read_change(told)
    of, before = _opened(asked, change.id)
    counter = asked.counter()
    after = _done(asked, counter, change, of, before)
    base = public_base(counter.organisation_id)
    return availability(base, [appointment(counter, after, of=change.id)], total=1)


def read(asked: Asked, named: str) -> Json:
    """The appointment whose ticket the id is, as far as the ticket alone opens it."""
    _, it = _opened(asked, named)
    if it.status not in WAITING:
        shown(it, ports=asked.ports)
    return appointment(asked.counter(), it, of=named)


def require(name: str, said: str) -> str:
    """What was said; BadInput where it was nothing."""
    if not said:
        raise BadInput([FieldError(name, "required")])
    return said


def fhir_id(ticket: str) -> str:
    """A ticket as an id: letters, digits, `-` and `.` (http://hl7.org/fhir/R4/datatypes.html#id)."""
    return ticket.replace("_", ".")


def opened(organisation_id: OrganisationId, named: str) -> tuple[str, AppointmentId]:
    """What a ticket is of, and of which one; NotFound for any but ours."""
    for of in (HOLD, BOOKED) if "_" not in named else ():
        with suppress(NotFound):
            ticket = named.replace(".", "_")
            return of, AppointmentId(seals.admitted(organisation_id, ticket, of=of, keyring=keyring()))
    raise NotFound


def _opened(asked: Asked, named: str) -> tuple[str, Appointment]:
    """Of the ticket in a message nothing is there before it is booked."""
    here = asked.catalogue().organisation.id
    of, appointment_id = opened(here, named)
    it = asked.ports.appointments.get(here, appointment_id)
    if of == BOOKED and it.status in WAITING:
        raise NotFound(appointment_id=it.id)
    return of, it


def _done(asked: Asked, counter: Counter, change: Change, of: str, before: Appointment) -> Appointment:
    wish = moved_to(change, before.slot, counter.timetable)
    waiting = before.status in WAITING
    if change.cancelled and waiting:
        return release_hold(
            organisation_id=before.organisation_id, appointment_id=before.id, ports=asked.ports
        )
    if waiting and wish is not None:
        raise BadInput([FieldError("Appointment.slot", "not_an_option")])
    if of == HOLD and not change.cancelled and wish is None:
        return _confirmed(asked, counter, change, before)
    _prove(asked, change, before)
    by = Actor(ActorKind.PATIENT, before.subject_id or "")
    if change.cancelled:
        return cancel_appointment(
            organisation_id=before.organisation_id,
            appointment_id=before.id,
            comment=change.comment,
            by=by,
            ports=asked.ports,
        )
    if wish is None:
        return before
    return move_appointment(
        organisation_id=before.organisation_id,
        appointment_id=before.id,
        wish=wish,
        comment=change.comment,
        by=by,
        ports=asked.ports,
    )


def _confirmed(asked: Asked, counter: Counter, change: Change, held: Appointment) -> Appointment:
    try:
        booking = read_booking(counter, held.slot, change.typed)
    except BadInput as no:
        raise BadInput(
            [FieldError(EXPRESSIONS.get(it.pointer, it.pointer), it.code) for it in no.errors]
        ) from no
    return confirm_booking(
        organisation_id=held.organisation_id, appointment_id=held.id, booking=booking, ports=asked.ports
    )


def _prove(asked: Asked, change: Change, before: Appointment) -> None:
    """The date of birth is the patient's; none that was sent costs no try. NotFound for what they are not shown."""
    shown(before, ports=asked.ports)
    if not has_date(change.typed, "birth"):
        raise BadInput([FieldError(EXPRESSIONS["birth_date"], "required")])
    prove_patient(
        organisation_id=before.organisation_id,
        appointment_id=before.id,
        birth_date=written_date(change.typed),
        ports=asked.ports,
    )
