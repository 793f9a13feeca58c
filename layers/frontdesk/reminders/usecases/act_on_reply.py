"""Somebody answered a reminder: what they mean is done, and they are told so; what is not clear, people read.

Every step has a natural key, and what the reply means is written down before the first: whatever fails in between, the
same again does the rest of it and nothing twice.
"""

from collections.abc import Sequence

from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.kernel.errors import NotFound, Refusal
from frontdesk.kernel.ids import ContactKey, OrganisationId
from frontdesk.messaging.model import Message
from frontdesk.messaging.model.threads import Line, LineId, Opting
from frontdesk.reminders.model.replies import Became, Decision, Intent, Outcome, Task
from frontdesk.reminders.ports.replies import ReplyPorts
from frontdesk.reminders.rules import appointment_of, member
from frontdesk.reminders.rules.deciding import answered_by, read_decision, write_decision
from frontdesk.reminders.rules.replies import understand
from frontdesk.reminders.usecases._answer import answer
from frontdesk.reminders.usecases._members import is_at, standing

SETTLED = {Became.CONFIRMED, Became.CANCELLED, Became.MOVING}


def act_on_reply(
    *, organisation_id: OrganisationId, contact_key: ContactKey, reply_id: LineId, ports: ReplyPorts
) -> Sequence[Outcome]:
    """What came of each appointment that the reply is about; none where it is for people to read.

    One that is about messages themselves has been dealt with where it was heard.
    """
    reply = ports.reply(organisation_id, contact_key, reply_id)
    if reply.opting is not Opting.NOTHING:
        return ()
    decision = read_decision(reply.decided or ports.decide(reply, write_decision(_decision(reply, ports))))
    outcomes = [_done(it, intent, reply, ports) for it, intent in decision.meant]
    task = _task(reply, outcomes, decision, ports)
    answer(reply, outcomes, task, ports=ports)
    if outcomes and all(it.became in SETTLED for it in outcomes):
        ports.settle(reply)
    else:
        ports.task(reply, task)
    return outcomes


def _decision(reply: Line, ports: ReplyPorts) -> Decision:
    reminder = _reminder(reply, ports)
    ahead = [] if reminder is None else _standing(reminder, reply, ports)
    if reminder is None or not ahead:
        return Decision(reminder_id=None if reminder is None else reminder.id)
    subjects = ports.subjects(reply.organisation_id, {it.subject_id for it in ahead if it.subject_id})
    names = [
        subjects[it.subject_id].name if it.subject_id and it.subject_id in subjects else "" for it in ahead
    ]
    meant = understand(reply.text, names) or {}
    return Decision(
        reminder_id=reminder.id,
        about=member(ahead[0].id, ahead[0].slot.starts_at),
        meant=tuple(
            (member(ahead[place].id, ahead[place].slot.starts_at), intent)
            for place, intent in sorted(meant.items())
        ),
    )


def _reminder(reply: Line, ports: ReplyPorts) -> Message | None:
    """The latest one sent to where the reply comes from, else to where the people behind it are reached first.

    A reminder that was not taken by telephone went to the address from which it may be answered.
    """
    told = ports.told(reply.organisation_id, reply.contact_key, reply.at)
    if found := answered_by(reply, told):
        return found
    _, keys = ports.behind(reply.organisation_id, reply.contact_key)
    others = [it for key in keys for it in ports.told(reply.organisation_id, key, reply.at)]
    return answered_by(reply, [it for it in others if it.kind is reply.kind])


def _standing(reminder: Message, reply: Line, ports: ReplyPorts) -> list[Appointment]:
    """What of it was ahead when the reply was written, and is as the reminder knew it; in the order of its times."""
    found = standing(reply.organisation_id, reminder.members, ports.appointment)
    return [it for it in found if it.slot.starts_at > reply.at]


def _done(it: str, intent: Intent, reply: Line, ports: ReplyPorts) -> Outcome:
    """What is meant, done, as whoever has the contact; done before, it is as it is."""
    appointment = ports.appointment(reply.organisation_id, appointment_of(it))
    if not is_at(appointment, it):
        return Outcome(became=Became.LOST, appointment=appointment)
    gone = appointment.status is not AppointmentStatus.BOOKED
    if intent is Intent.MOVE or (gone and intent is Intent.CONFIRM):
        return Outcome(became=Became.LOST if gone else Became.MOVING, appointment=appointment)
    deed, became = {
        Intent.CONFIRM: (ports.confirm, Became.CONFIRMED),
        Intent.CANCEL: (ports.cancel, Became.CANCELLED),
    }[intent]
    try:
        deed(reply.organisation_id, appointment.id, reply.by)
    except Refusal as no:
        return Outcome(became=Became.REFUSED, appointment=appointment, why=no)
    except NotFound:
        return Outcome(became=Became.LOST, appointment=appointment)
    return Outcome(became=became, appointment=appointment)


def _task(reply: Line, outcomes: Sequence[Outcome], decision: Decision, ports: ReplyPorts) -> Task:
    """Filed under whom it is about, else under whom the clinic knows at that contact point."""
    about = [it.appointment for it in outcomes if it.became not in SETTLED] or [
        it.appointment for it in outcomes
    ]
    if not about and decision.about:
        about = [ports.appointment(reply.organisation_id, appointment_of(decision.about))]
    if about:
        first = about[0]
        return Task(subject_id=first.subject_id, location_id=first.slot.location_id, language=first.language)
    people, _ = ports.behind(reply.organisation_id, reply.contact_key)
    if people:
        return Task(subject_id=people[0].id, location_id=None, language=people[0].language)
    return Task(subject_id=None, location_id=None, language=ports.language(reply.organisation_id))
