"""How every change of an appointment is stored: one transaction decides, and an ended hold is in nobody's way."""

from collections.abc import Callable, Collection
from dataclasses import replace

from frontdesk.booking.errors import Overlaps, Taken
from frontdesk.booking.model import Appointment, AppointmentStatus, OwnerKind, Sheet
from frontdesk.booking.model.invitations import Invitation
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.claims import claims
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import AppointmentId

ATTEMPTS = 5

Said = tuple[Appointment, tuple[Event, ...]]


def write(
    before: Appointment | None,
    after: Appointment,
    *facts: Event,
    uses: Invitation | None = None,
    ports: BookingPorts,
) -> Appointment:
    """The change as stored. Where time is taken, holds that have ended make room, and it is tried once more.

    Only then is anything read. Raises Taken, Overlaps or Conflict, and nothing is stored, nor the invitation used.
    """
    try:
        return ports.appointments.write(before, after, *facts, uses=uses)
    except Taken:
        if not _make_room(after, ports=ports):
            raise
    return ports.appointments.write(before, after, *facts, uses=uses)


def change_what_is_there(
    appointment: Appointment, says: Callable[[Appointment], Said | None], *, ports: BookingPorts
) -> Appointment:
    """The appointment after what `says` makes of it, or as it is when that is None.

    Whoever loses the race of two writes decides again on what is stored then; Conflict after five lost races.
    `says` raises what the appointment does not allow, and the write Taken or Overlaps.
    """
    for _ in range(ATTEMPTS):
        if (said := says(appointment)) is None:
            return appointment
        after, facts = said
        try:
            return write(appointment, after, *facts, ports=ports)
        except (Taken, Overlaps):
            raise
        except Conflict:
            appointment = ports.appointments.get(appointment.organisation_id, appointment.id)
    raise Conflict(appointment_id=appointment.id)


def _make_room(wanted: Appointment, *, ports: BookingPorts) -> bool:
    """Let holds lapse that have ended, and groups that nobody is in, where they have what is wanted.

    Whether there was one.
    """
    needs = {key: cells for key, cells in claims(wanted).items() if key.kind is OwnerKind.RESOURCE}
    sheets = ports.appointments.sheets_now(wanted.organisation_id, sorted(needs))
    ended = {it for sheet in sheets for it in _ended_holds(wanted, sheet, needs[sheet.key], ports=ports)}
    for appointment_id in sorted(ended):
        _lapse(wanted, appointment_id, ports=ports)
    if ended:
        sheets = ports.appointments.sheets_now(wanted.organisation_id, sorted(needs))
    cleared = [
        ports.appointments.clear_session(wanted.organisation_id, sheet, session)
        for sheet in sheets
        for session in _in_the_way(sheet, needs[sheet.key])
        if sheet.sessions.get(session) == frozenset()
    ]
    return bool(ended) or any(cleared)


def _in_the_way(sheet: Sheet, cells: range) -> Collection[str]:
    """Whose the cells are: tokens of appointments and of sessions, in order."""
    return sorted({sheet.taken[cell] for cell in cells if cell in sheet.taken})


def _ended_holds(
    wanted: Appointment, sheet: Sheet, cells: range, *, ports: BookingPorts
) -> Collection[AppointmentId]:
    whose = set(_in_the_way(sheet, cells))
    whose |= {token for session in whose for token in sheet.sessions.get(session, ())}
    over = sheet.ended(ports.clock()) & whose
    return {sheet.holds[it].appointment_id for it in over} - {wanted.id}


def _lapse(wanted: Appointment, appointment_id: AppointmentId, *, ports: BookingPorts) -> None:
    """End somebody's hold whose time is up. Whoever was quicker, to lapse or to book it, has decided."""
    try:
        held = ports.appointments.get(wanted.organisation_id, appointment_id)
        is_over = held.hold_until is not None and held.hold_until <= ports.clock()
        if held.status is AppointmentStatus.HELD and is_over:
            ports.appointments.write(held, replace(held, status=AppointmentStatus.LAPSED))
    except (Conflict, NotFound):
        return
