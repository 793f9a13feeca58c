"""A queued message is handed to the provider of its recipient's kind of address."""

from datetime import timedelta

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.model import Message, MessageStatus
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.rules import is_over, next_try, worded

CLAIM = timedelta(minutes=1)


def deliver_message(
    *, organisation_id: OrganisationId, message_id: MessageId, ports: MessagingPorts
) -> MessageStatus | None:
    """What became of the message: accepted, undeliverable, or queued for another try; None if it was not ours to send.

    A crash after the provider took it leaves the claim to run out; the next try carries the same reference,
    and the provider keeps one.
    """
    message = ports.outbox.claim(organisation_id, message_id, now=ports.clock(), for_=CLAIM)
    if message is None:
        return None
    status = _handed_over(message, ports)
    if status is not MessageStatus.QUEUED:
        ports.outbox.close(message, status=status)
        return status
    again_at = next_try(
        template=message.template, queued_at=message.queued_at, attempts=message.attempts, now=ports.clock()
    )
    if again_at is None:
        ports.outbox.close(message, status=MessageStatus.UNDELIVERABLE)
        return MessageStatus.UNDELIVERABLE
    ports.outbox.put_back(message, until=again_at)
    return MessageStatus.QUEUED


def _handed_over(message: Message, ports: MessagingPorts) -> MessageStatus:
    if is_over(message.template, queued_at=message.queued_at, now=ports.clock()):
        return MessageStatus.UNDELIVERABLE
    address = ports.address_of(message.organisation_id, message.recipient)
    if address is None:
        return MessageStatus.UNDELIVERABLE
    wording = worded(
        message.template,
        message.language,
        clinic=ports.clinic_name(message.organisation_id),
        parameters=message.parameters,
    )
    try:
        ports.channel_for(message.organisation_id, address.kind).send(message, address, wording)
    except ProviderFailure as failure:
        return MessageStatus.QUEUED if failure.retryable else MessageStatus.UNDELIVERABLE
    return MessageStatus.ACCEPTED
