"""A time was booked or moved: whoever has it will be reminded of it."""

from frontdesk.kernel.ids import AppointmentId, OrganisationId
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.usecases._planning import remind, wanted


def plan_appointment_reminders(
    *, organisation_id: OrganisationId, appointment_id: AppointmentId, ports: RemindersPorts
) -> int:
    """How many reminders it is part of. As often as it is said, and whatever was said before, they are the same.

    An instant that has passed when the time is booked is left out: the patient has just been told. What became of the
    time in between is asked again before anything is sent.
    """
    appointment = ports.appointment(organisation_id, appointment_id)
    if appointment.subject_id is None:
        return 0
    reached = ports.reach(organisation_id, [appointment.subject_id]).get(appointment.subject_id)
    if reached is None:
        return 0
    them = list(wanted(appointment, ports.plans.get(organisation_id), reached, ports=ports))
    for it in them:
        remind(it, ports=ports)
    return len(them)
