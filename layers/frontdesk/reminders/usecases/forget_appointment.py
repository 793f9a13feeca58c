"""A time was cancelled, or is not where it was: nobody is to be reminded of it as it was."""

from dataclasses import replace
from datetime import datetime

from frontdesk.kernel.ids import AppointmentId, OrganisationId
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.rules import alone_id, group_id, member
from frontdesk.reminders.usecases._planning import keys_of, planned_for


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
    reached = ports.reach(organisation_id, [appointment.subject_id]).get(appointment.subject_id)
    if reached is None or not reached.keys:
        return
    zone = ports.zone(organisation_id, appointment.slot.location_id)
    it, on = member(appointment_id, starts_at), starts_at.astimezone(zone).date()
    as_it_was = replace(appointment, slot=replace(appointment.slot, starts_at=starts_at, on=on))
    for planned in planned_for(as_it_was, ports.plans.get(organisation_id), reached=reached, ports=ports):
        send = planned.send
        for message_id in (*(group_id(key, on, send) for key in keys_of(reached, send)), alone_id(it, send)):
            ports.scheduled.leave(organisation_id, message_id, it)
