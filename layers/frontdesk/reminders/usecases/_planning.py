"""The reminders of an appointment: when they go out, and as which messages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.kernel.ids import ContactKey, MessageId
from frontdesk.messaging.model import Kind, Message, Purpose, Recipient, RecipientKind
from frontdesk.patients.model import ContactKind, Reached
from frontdesk.reminders.model.plans import Plan, Planned, Plans, Send
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.rules import CAUSE, alone_id, group_id, member
from frontdesk.reminders.rules.plans import BOTH, plan_for, sends_of
from frontdesk.reminders.rules.timing import schedule, still_to_go

TEMPLATE, WITHOUT_ASKING = "appointment_reminder", "appointment_notice"
OFFSET = "offset"
"""The parameter of a message that says which reminder of a plan it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A reminder that somebody is to get: with all at the contact point, or `alone` where these have got theirs.

    `known_as`: all ids under which it may have been planned, also when the clinic's keys were others.
    """

    together: Message
    alone: Message
    member: str
    known_as: tuple[MessageId, ...]


def plan_of(it: Appointment, plans: Plans) -> Plan:
    return plan_for(plans, it.slot.location_id, it.slot.time_type_id)


def planned_for(
    it: Appointment, plans: Plans, *, reached: Reached | None = None, ports: RemindersPorts
) -> tuple[Planned, ...]:
    """Every reminder that the plan of the appointment has, past ones too, for where the patient is `reached`."""
    kinds = BOTH if reached is None else tuple(Kind(kind.value) for kind in reached.keys)
    sends = sends_of(plan_of(it, plans), wished=it.reminded, reached=kinds)
    zone = ports.zone(it.organisation_id, it.slot.location_id)
    return schedule(sends, it.slot.starts_at, zone, ports.quiet(it.organisation_id))


def wanted(it: Appointment, plans: Plans, reached: Reached, *, ports: RemindersPorts) -> Iterator[Wanted]:
    """The reminders that are still to go out, of what is booked."""
    now, placed_at = ports.clock(), it.placed_at
    if it.status is not AppointmentStatus.BOOKED or placed_at is None or not reached.keys:
        return
    to_go = still_to_go(
        planned_for(it, plans, reached=reached, ports=ports),
        it.slot.starts_at,
        since=max(placed_at, plans.changed_at or placed_at),
        now=now,
        quiet=ports.quiet(it.organisation_id),
        zone=ports.zone(it.organisation_id, it.slot.location_id),
    )
    whose = member(it.id, it.slot.starts_at)
    for planned in to_go:
        newest, *older = keys_of(reached, planned.send)
        ids = [group_id(key, it.slot.on, planned.send) for key in (newest, *older)]
        alone = alone_id(whose, planned.send)
        yield Wanted(
            together=_message(ids[0], it, planned, newest, asks=plan_of(it, plans).asks, now=now),
            alone=_message(alone, it, planned, newest, asks=plan_of(it, plans).asks, now=now),
            member=whose,
            known_as=(*ids, alone),
        )


def keys_of(reached: Reached, send: Send) -> tuple[ContactKey, ...]:
    """What stands for where a reminder goes, under the clinic's newest key first.

    That is where the patient is reached first, unless it is sent to one kind of contact alone: who shares a telephone
    need not share an e-mail address.
    """
    if len(send.kinds) == 1 and (keys := reached.keys.get(ContactKind(send.kinds[0].value))):
        return keys
    return next(iter(reached.keys.values()))


def remind(it: Wanted, *, ports: RemindersPorts) -> None:
    """Make the reminder, or join the one of the contact point's day. Said again, it is as it was."""
    if not ports.scheduled.join(it.together, it.member):
        ports.scheduled.join(it.alone, it.member)


def _message(  # noqa: PLR0913  # all that differs between the two
    message_id: MessageId,
    it: Appointment,
    planned: Planned,
    contact_key: ContactKey,
    *,
    asks: bool,
    now: datetime,
) -> Message:
    assert it.subject_id is not None, "only somebody's appointment is reminded of"
    return Message(
        id=message_id,
        organisation_id=it.organisation_id,
        recipient=Recipient(RecipientKind.SUBJECT, it.subject_id),
        template=TEMPLATE if asks else WITHOUT_ASKING,
        language=it.language,
        queued_at=now,
        due_at=planned.at,
        purpose=Purpose.APPOINTMENT,
        parameters={OFFSET: planned.send.key},
        cause=CAUSE,
        kinds=planned.send.kinds,
        listed_under=contact_key,
    )
