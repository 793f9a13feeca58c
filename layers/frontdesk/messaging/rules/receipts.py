"""What a receipt changes, and where a message goes that did not arrive."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from frontdesk.kernel.ids import EventId, MessageId, OrganisationId
from frontdesk.messaging.model import Kind, Message, MessageStatus, Reason
from frontdesk.messaging.model.traffic import Early, Receipt
from frontdesk.messaging.rules import GIVEN_UP_AFTER, PASSING, RANKS

WORSE = {Reason.BOUNCED, Reason.COMPLAINED}
"""Of two receipts that say the same, the one that says more of why stays, in whatever order they come."""
FIRST_LOOK = timedelta(minutes=1)
LOOKED_FOR = timedelta(hours=72)


def rank_of(status: MessageStatus, reason: Reason) -> float:
    return RANKS[status] + (0.5 if reason in WORSE else 0)


def leads_on(message: Message, receipt: Receipt) -> bool:
    """Whether the receipt says more than is known, of the kind of contact that the message is with."""
    same = receipt.kind not in message.tried and message.kind in (None, receipt.kind)
    return same and rank_of(receipt.status, receipt.reason) > rank_of(message.status, message.reason)


def next_kinds(message: Message, failed: Kind, usual: Sequence[Kind], *, now: datetime) -> list[Kind]:
    """The kinds of contact left for a message that did not arrive by one.

    None for one that carried a secret, which is gone with it; and none three days after it was due.
    """
    late = now - (message.due_at or message.queued_at) >= GIVEN_UP_AFTER
    if late or message.template in PASSING:
        return []
    return [it for it in message.kinds or usual if it not in message.tried | {failed}]


def fact_id(organisation_id: OrganisationId, message_id: MessageId, receipt: Receipt) -> EventId:
    """The same for the same news, however often it comes."""
    said = f"{organisation_id}#{message_id}#{receipt.kind}#{receipt.status}#{receipt.reason}"
    return EventId(sha256(said.encode()).hexdigest()[:32])


def looked_for_again(receipt: Receipt, *, since: datetime, tries: int, now: datetime) -> Early | None:
    """When a receipt whose message nobody knows is looked for again, after 1, 2, 4 ... minutes; None after 72 hours."""
    if now - since >= LOOKED_FOR:
        return None
    due_at: datetime = now + FIRST_LOOK * 2**tries
    return Early(receipt=receipt, since=since, tries=tries + 1, due_at=min(due_at, since + LOOKED_FOR))
