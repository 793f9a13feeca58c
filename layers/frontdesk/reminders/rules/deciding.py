"""Which reminder a reply answers, and what it means, as it is written down. Pure."""

import json
from collections.abc import Iterable
from datetime import timedelta

from frontdesk.kernel.ids import MessageId
from frontdesk.messaging.model import Message, MessageStatus
from frontdesk.messaging.model.threads import Line
from frontdesk.reminders.model.replies import Decision, Intent
from frontdesk.reminders.rules import CAUSE

ANSWERED_WITHIN = timedelta(days=7)
"""After a reminder was due: whoever writes later than that writes about something else."""
OUT = (MessageStatus.ACCEPTED, MessageStatus.DELIVERED, MessageStatus.UNCERTAIN)
"""One of which a receipt says that it failed was not read."""


def answered_by(reply: Line, told: Iterable[Message]) -> Message | None:
    """The reminder that a reply answers: the one it names, else the latest one; None where there is none.

    One that names another message is no answer to a reminder.
    """
    there = list(told)
    named = next((it for it in there if reply.answers and it.provider_id == reply.answers), None)
    if named is not None:
        return named if _may_be(named, reply) else None
    found = [it for it in there if _may_be(it, reply)]
    return max(found, key=lambda it: it.due_at or it.queued_at, default=None)


def _may_be(message: Message, reply: Line) -> bool:
    due_at = message.due_at or message.queued_at
    in_time = reply.at - ANSWERED_WITHIN <= due_at <= reply.at
    return message.cause == CAUSE and message.status in OUT and in_time


def write_decision(decision: Decision) -> str:
    """As it stands beside the reply."""
    return json.dumps(
        {
            "reminder": decision.reminder_id,
            "about": decision.about,
            "meant": [[it, intent] for it, intent in decision.meant],
        }
    )


def read_decision(said: str) -> Decision:
    """What `write_decision` wrote."""
    plain = json.loads(said)
    return Decision(
        reminder_id=MessageId(plain["reminder"]) if plain["reminder"] else None,
        about=plain["about"],
        meant=tuple((it, Intent(intent)) for it, intent in plain["meant"]),
    )
