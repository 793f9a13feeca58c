"""The appointments that a reminder is about."""

from collections.abc import Callable, Collection, Iterator

from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import AppointmentId, OrganisationId
from frontdesk.reminders.rules import appointment_of, member

Ask = Callable[[OrganisationId, AppointmentId], Appointment]


def known(
    organisation_id: OrganisationId, members: Collection[str], ask: Ask
) -> Iterator[tuple[str, Appointment]]:
    """Those that are on record, as they are now, each with the member that it was."""
    for it in members:
        try:
            yield it, ask(organisation_id, appointment_of(it))
        except NotFound:
            continue


def standing(organisation_id: OrganisationId, members: Collection[str], ask: Ask) -> list[Appointment]:
    """Those that are booked, at the time that the reminder knows them at; in the order of their times."""
    found = [
        appointment
        for it, appointment in known(organisation_id, members, ask)
        if is_at(appointment, it) and appointment.status is AppointmentStatus.BOOKED
    ]
    return sorted(found, key=lambda it: (it.slot.starts_at, it.id))


def is_at(appointment: Appointment, it: str) -> bool:
    """Whether the appointment is where the reminder knows it."""
    return member(appointment.id, appointment.slot.starts_at) == it
