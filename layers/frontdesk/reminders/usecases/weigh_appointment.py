"""A time was booked, or will not be: reminders that it makes needless pause, and go on when it is gone."""

from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import AppointmentId, OrganisationId, SubjectId, TimeTypeId
from frontdesk.reminders.model.recalls import Reminder, Sending
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules.rounds import paused, resumed


def pause_for_appointment(
    *,
    organisation_id: OrganisationId,
    subject_id: SubjectId,
    appointment_id: AppointmentId,
    time_type_id: TimeTypeId,
    ports: RecallPorts,
) -> int:
    """How many reminders pause: those of rules that name the type of the time. Asked again before anything is sent.

    Source: Provet 10302793836700, a pending reminder pauses when the next exam is booked.
    """
    book = ports.rulebooks.get(organisation_id)
    named = {it.id for it in book.rules if time_type_id in it.paused_by}
    if not named:
        return 0
    waiting = [
        it
        for it in ports.reminders.of_subject(organisation_id, subject_id)
        if it.rule_id in named and it.sending in (Sending.WAITING, Sending.THROUGH)
    ]
    return sum(_written(paused(it, appointment_id), ports=ports) for it in waiting)


def resume_for_appointment(
    *,
    organisation_id: OrganisationId,
    subject_id: SubjectId,
    appointment_id: AppointmentId,
    ports: RecallPorts,
) -> int:
    """How many reminders that paused because of the appointment go on, now that it does not take place."""
    now, count = ports.clock(), 0
    for it in ports.reminders.of_subject(organisation_id, subject_id):
        if it.paused_by == appointment_id:
            zone = ports.zone(organisation_id, it.location_id)
            count += _written(resumed(it, zone=zone, now=now), ports=ports)
    return count


def _written(reminder: Reminder, *, ports: RecallPorts) -> bool:
    """False when it has changed meanwhile: what is sent is asked about when it is sent."""
    try:
        ports.reminders.write(reminder)
    except Conflict:
        return False
    return True
