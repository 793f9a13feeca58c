"""A time was booked or moved: whoever has it will be reminded of it."""

from datetime import datetime

from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.kernel.ids import AppointmentId, MessageId, OrganisationId, SubjectId
from frontdesk.messaging.model import Message, Purpose, Recipient, RecipientKind
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.rules import CAUSE, alone_id, due_at, group_id, member

TEMPLATE = "appointment_reminder"


def plan_appointment_reminders(
    *, organisation_id: OrganisationId, appointment_id: AppointmentId, ports: RemindersPorts
) -> int:
    """How many reminders it is part of. As often as it is said, and whatever was said before, they are the same.

    An instant that has passed when the time is booked is left out: the patient has just been told. What became of the
    time in between is asked again before anything is sent.
    """
    appointment = ports.appointment(organisation_id, appointment_id)
    if appointment.subject_id is None or appointment.status is not AppointmentStatus.BOOKED:
        return 0
    subject, contact_key = ports.reached(organisation_id, appointment.subject_id)
    zone = ports.zone(organisation_id, appointment.slot.location_id)
    it, now, planned = member(appointment.id, appointment.slot.starts_at), ports.clock(), 0
    for offset in ports.offsets(appointment):
        at = due_at(offset, appointment.slot.starts_at, zone)
        if at <= now:
            continue
        planned += 1
        group = group_id(contact_key, appointment.slot.on, offset)
        if not ports.scheduled.join(_message(group, appointment, subject.id, contact_key, at, now), it):
            alone = _message(alone_id(it, offset), appointment, subject.id, contact_key, at, now)
            ports.scheduled.join(alone, it)
    return planned


def _message(  # noqa: PLR0913, PLR0917  # all that differs between the two
    message_id: MessageId,
    appointment: Appointment,
    subject_id: SubjectId,
    contact_key: str,
    at: datetime,
    now: datetime,
) -> Message:
    return Message(
        id=message_id,
        organisation_id=appointment.organisation_id,
        recipient=Recipient(RecipientKind.SUBJECT, subject_id),
        template=TEMPLATE,
        language=appointment.language,
        queued_at=now,
        due_at=at,
        purpose=Purpose.APPOINTMENT,
        cause=CAUSE,
        listed_under=contact_key,
    )
