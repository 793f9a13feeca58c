"""A time was cancelled, or is not where it was: nobody is to be reminded of it as it was."""

from datetime import datetime

from frontdesk.kernel.ids import AppointmentId, OrganisationId
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.rules import alone_id, group_id, member


def forget_appointment(
    *,
    organisation_id: OrganisationId,
    appointment_id: AppointmentId,
    starts_at: datetime,
    ports: RemindersPorts,
) -> None:
    """Take the appointment, as it was at that time, off the reminders that wait.

    Lost, late or before the fact it undoes, it harms nothing: what is sent is asked about when it is sent.
    """
    appointment = ports.appointment(organisation_id, appointment_id)
    if appointment.subject_id is None:
        return
    _, contact_key = ports.reached(organisation_id, appointment.subject_id)
    zone = ports.zone(organisation_id, appointment.slot.location_id)
    it, on = member(appointment_id, starts_at), starts_at.astimezone(zone).date()
    for offset in ports.offsets(appointment):
        for message_id in (group_id(contact_key, on, offset), alone_id(it, offset)):
            ports.scheduled.leave(organisation_id, message_id, it)
