"""A message of a patient reminder is about to be sent: whether it still stands, and what it says."""

from frontdesk.kernel.errors import NotFound
from frontdesk.messaging.model import Go, Gone, Message, Standing
from frontdesk.reminders.model.recalls import Reminder, Sending
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules.keys import parts_of_member


def word_reminder(message: Message, *, ports: RecallPorts) -> Standing:
    """Go with what is due, when, the page where times are booked, and staff's own text.

    Gone when the reminder was renewed, paused or stopped, the next visit is booked, or the patient is gone.
    """
    here = message.organisation_id
    for said in message.members:
        reminder_id, due_on = parts_of_member(said)
        try:
            reminder = ports.reminders.get(here, reminder_id)
            ports.subject(here, reminder.subject_id)
        except NotFound:
            continue
        stands = reminder.due_on == due_on and reminder.sending in (Sending.WAITING, Sending.THROUGH)
        if stands and not _is_booked(reminder, ports):
            return Go(
                {
                    "what": reminder.what,
                    "due": ports.day_words(due_on, message.language),
                    "link": ports.booking_page(here),
                    "text": reminder.text,
                }
            )
    return Gone()


def _is_booked(reminder: Reminder, ports: RecallPorts) -> bool:
    rule = ports.rulebooks.get(reminder.organisation_id).rule(reminder.rule_id) if reminder.rule_id else None
    if rule is None or not rule.paused_by:
        return False
    return (
        ports.booked(reminder.organisation_id, reminder.subject_id, rule.paused_by, ports.clock()) is not None
    )
