"""A provider says what became of a message: delivered, or failed, and then it goes by the next kind of contact."""

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.messaging.events import MessageStateChanged
from frontdesk.messaging.model import Due, Message, MessageStatus
from frontdesk.messaging.model.traffic import Early, Receipt
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.rules.receipts import fact_id, leads_on, looked_for_again, next_kinds

HOUSE = Actor(ActorKind.SYSTEM, "messaging")


def note_receipt(receipt: Receipt, *, ports: MessagingPorts, before: Early | None = None) -> bool:
    """Whether the message was known; else the receipt is kept, for it may have come before we knew the provider's id.

    Receipts come twice and in any order: only what says more than is known changes anything. `before` is what was kept
    of it the last time.
    """
    due = _which(receipt, ports)
    message = ports.receipts.message(due.organisation_id, due.message_id) if due else None
    if message is None:
        if receipt.message_id is None:
            _keep(receipt, before, ports)
        return False
    if leads_on(message, receipt):
        ports.receipts.note(message, receipt, _fact(message, receipt, ports))
    if receipt.status is MessageStatus.FAILED:
        _reroute(message, receipt, ports)
    return True


def _which(receipt: Receipt, ports: MessagingPorts) -> Due | None:
    if receipt.message_id is not None and receipt.organisation_id is not None:
        return Due(receipt.organisation_id, receipt.message_id)
    found = ports.receipts.found_by(receipt.channel, receipt.provider_id)
    if found is None or receipt.organisation_id not in (None, found.organisation_id):
        return None
    return found


def _keep(receipt: Receipt, before: Early | None, ports: MessagingPorts) -> None:
    now = ports.clock()
    again = looked_for_again(
        receipt, since=before.since if before else now, tries=before.tries if before else 0, now=now
    )
    if again is not None:
        ports.receipts.keep(again)


def _reroute(message: Message, receipt: Receipt, ports: MessagingPorts) -> None:
    """Also where the failure was noted before: whoever noted it may have come to an end within."""
    now = ports.clock()
    if receipt.kind in message.tried:
        return
    if next_kinds(message, receipt.kind, ports.kinds(message), now=now):
        ports.receipts.reroute(message, receipt.kind, at=now)


def _fact(message: Message, receipt: Receipt, ports: MessagingPorts) -> MessageStateChanged:
    return MessageStateChanged(
        event_id=fact_id(message.organisation_id, message.id, receipt),
        organisation_id=message.organisation_id,
        occurred_at=ports.clock(),
        actor=HOUSE,
        message_id=message.id,
        template=message.template,
        purpose=message.purpose.value,
        kind=receipt.kind.value,
        status=receipt.status.value,
        reason=receipt.reason.value,
    )
