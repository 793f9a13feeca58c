"""The tick of a minute: each step that has come becomes a message, or a line of the call list."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model import Kind, Message, Purpose, Recipient, RecipientKind
from frontdesk.reminders.model.recalls import Call, Marked, Reminder, Way
from frontdesk.reminders.model.rulebook import Rulebook
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules.dues import step_that_came
from frontdesk.reminders.rules.keys import CAUSE, member, message_id, parts_of
from frontdesk.reminders.rules.rounds import moved_on, paused, stopped

PAGE = 100
MOST_FAULTS = 5
PUT_OFF_FOR = timedelta(hours=1)
OWN_TEXT = "recall_own"

OnFault = Callable[[Marked, Exception], None]


def drain_reminders(shards: Iterable[int], *, until: datetime, on_fault: OnFault, ports: RecallPorts) -> int:
    """How many were looked at, the oldest first of each shard, as long as it is not `until`; the rest comes next time.

    One that a fault of ours stops is told to `on_fault` and put off for an hour, five times at most: it holds up no
    other.
    """
    done = 0
    books: dict[OrganisationId, Rulebook] = {}
    for shard in shards:
        seen = set[Marked]()
        while found := [
            it for it in ports.reminders.marked(shard, before=ports.clock(), most=PAGE) if it not in seen
        ]:
            for one in found:
                if ports.clock() >= until:
                    return done
                seen.add(one)
                done += 1
                _remind(one, books, on_fault, ports)
    return done


def _remind(
    one: Marked, books: dict[OrganisationId, Rulebook], on_fault: OnFault, ports: RecallPorts
) -> None:
    """This is an edge: a reminder that nobody can send must not keep the others waiting."""
    try:
        if one.organisation_id not in books:
            books[one.organisation_id] = ports.rulebooks.get(one.organisation_id)
        remind(one, books[one.organisation_id], ports=ports)
    except Exception as error:  # noqa: BLE001
        on_fault(one, error)
        ports.reminders.put_off(one, until=ports.clock() + PUT_OFF_FOR, most=MOST_FAULTS)


def remind(one: Marked, book: Rulebook, *, ports: RecallPorts) -> None:
    """Make what the step says, then move on. What was made stands under a key of the step: twice is once."""
    reminder, now = ports.reminders.get(one.organisation_id, one.reminder_id), ports.clock()
    if reminder.next_at is None or reminder.next_at > now:
        return
    try:
        ports.reminders.write(_after(reminder, book, now, ports))
    except Conflict:
        # It was renewed, paused or stopped meanwhile: what was made is asked about before it is sent.
        return


def _after(reminder: Reminder, book: Rulebook, now: datetime, ports: RecallPorts) -> Reminder:
    rule = book.rule(reminder.rule_id)
    if reminder.rule_id and (rule is None or not rule.active):
        return stopped(reminder)
    if rule and rule.paused_by:
        visit = ports.booked(reminder.organisation_id, reminder.subject_id, rule.paused_by, now)
        if visit is not None:
            return paused(reminder, visit)
    zone = ports.zone(reminder.organisation_id, reminder.location_id)
    step = step_that_came(reminder.steps, reminder.due_on, zone, first=reminder.step, now=now)
    if reminder.steps[step].way is Way.CALL:
        ports.calls.add(_call(reminder, step, now))
    else:
        ports.add_message(_message(reminder, step, now))
    return moved_on(reminder, zone=zone, now=now)


def _message(reminder: Reminder, step: int, now: datetime) -> Message:
    return Message(
        id=message_id(reminder.id, reminder.due_on, step),
        organisation_id=reminder.organisation_id,
        recipient=Recipient(RecipientKind.SUBJECT, reminder.subject_id),
        template=OWN_TEXT if reminder.text else reminder.template,
        language=reminder.language,
        queued_at=now,
        due_at=now,
        purpose=Purpose.RECALL,
        cause=CAUSE,
        members=frozenset({member(reminder.id, reminder.due_on)}),
        kinds=(Kind(reminder.steps[step].way.value),),
    )


def _call(reminder: Reminder, step: int, now: datetime) -> Call:
    _, key = parts_of(reminder.id)
    return Call(
        key=f"{key}-{reminder.due_on:%Y%m%d}-{step}",
        reminder_id=reminder.id,
        organisation_id=reminder.organisation_id,
        subject_id=reminder.subject_id,
        location_id=reminder.location_id,
        care=reminder.care,
        what=reminder.what,
        due_on=reminder.due_on,
        ask_at=now,
    )
