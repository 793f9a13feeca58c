"""Staff write a reminder for a patient by hand: it goes into the send queue."""

from dataclasses import replace

from frontdesk.booking.model.desk import StaffMember
from frontdesk.kernel.errors import BadInput
from frontdesk.patients.model import Subject
from frontdesk.reminders.model.recalls import Reminder
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules.dues import ordered
from frontdesk.reminders.rules.objections import faults_of_reminder
from frontdesk.reminders.rules.rounds import begun
from frontdesk.reminders.usecases._looks import record_look


def make_reminder(wanted: Reminder, subject: Subject, *, staff: StaffMember, ports: RecallPorts) -> Reminder:
    """The reminder as it is kept. The same id again is the same one, and changes nothing.

    BadInput with each fault at its field: `what`, `due_on`, `text`, `steps.<n>.days`, `steps.<n>.way`. NotFound when
    the location is none of theirs. It is in the trail before.
    """
    staff.require_reach(wanted.location_id)
    now, zone = ports.clock(), ports.zone(wanted.organisation_id, wanted.location_id)
    if faults := faults_of_reminder(wanted, subject, zone=zone, now=now):
        raise BadInput(faults)
    record_look(
        wanted.organisation_id,
        "ReminderMade",
        staff=staff,
        about=wanted.id,
        subject_id=subject.id,
        ports=ports,
    )
    made = begun(_with_ordered_steps(wanted), zone=zone, now=now)
    if not ports.reminders.add(made):
        return ports.reminders.get(wanted.organisation_id, wanted.id)
    return made


def _with_ordered_steps(wanted: Reminder) -> Reminder:
    return replace(wanted, steps=ordered(wanted.steps), anchor=wanted.due_on if wanted.every else None)
