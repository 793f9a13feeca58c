"""A reminder is about to be sent: what still stands of the appointments it is about, and what is said of them."""

from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.kernel.errors import NotFound
from frontdesk.messaging.model import Go, Gone, Message, Standing
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.rules import appointment_of, member

SEVERAL = "; "


def word_appointments(message: Message, *, ports: RemindersPorts) -> Standing:
    """Go with the times of those that are booked as the message knows them and not over; gone when none is left."""
    now = ports.clock()
    standing = sorted(
        (it for it in _known(message, ports) if it.slot.starts_at > now), key=lambda it: it.slot.starts_at
    )
    if not standing:
        return Gone()
    return Go(
        {
            "times": SEVERAL.join(_time(it, message, ports) for it in standing),
            "link": ports.link(message.organisation_id, standing[0].id),
        }
    )


def _known(message: Message, ports: RemindersPorts) -> list[Appointment]:
    found = []
    for it in message.members:
        try:
            appointment = ports.appointment(message.organisation_id, appointment_of(it))
        except NotFound:
            continue
        same_time = member(appointment.id, appointment.slot.starts_at) == it
        if same_time and appointment.status is AppointmentStatus.BOOKED:
            found.append(appointment)
    return found


def _time(appointment: Appointment, message: Message, ports: RemindersPorts) -> str:
    zone = ports.zone(message.organisation_id, appointment.slot.location_id)
    return ports.when(appointment.slot.starts_at, zone, message.language)
