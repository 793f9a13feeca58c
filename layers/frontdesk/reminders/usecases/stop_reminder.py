"""Staff stop a reminder: nothing more is sent, and it stands in no list of what is due."""

from frontdesk.booking.model.desk import StaffMember
from frontdesk.kernel.ids import OrganisationId, ReminderId
from frontdesk.reminders.errors import ReminderOver
from frontdesk.reminders.model.recalls import Reminder, Sending
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules.rounds import OVER, stopped
from frontdesk.reminders.usecases._looks import record_look
from frontdesk.reminders.usecases.hear_service import close_calls


def why_not_stop(reminder: Reminder) -> ReminderOver | None:
    """The reason it cannot be stopped, or None."""
    return ReminderOver(reminder_id=reminder.id) if reminder.sending in OVER else None


def stop_reminder(
    *, organisation_id: OrganisationId, reminder_id: ReminderId, staff: StaffMember, ports: RecallPorts
) -> Reminder:
    """As it is then; stopped twice is once. ReminderOver when it was given; Conflict when it changed meanwhile."""
    reminder = ports.reminders.get(organisation_id, reminder_id)
    staff.require_reach(reminder.location_id)
    if reminder.sending is Sending.STOPPED:
        return reminder
    if refusal := why_not_stop(reminder):
        raise refusal
    record_look(
        organisation_id,
        "ReminderStopped",
        staff=staff,
        about=reminder.id,
        subject_id=reminder.subject_id,
        ports=ports,
    )
    after = ports.reminders.write(stopped(reminder))
    close_calls(after, ports=ports)
    return after
