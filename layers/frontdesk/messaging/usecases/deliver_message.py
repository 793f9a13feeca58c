"""A message whose time has come is handed to a provider, by the first kind of contact that takes it."""

from dataclasses import replace
from datetime import datetime, timedelta

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import ProviderFailure
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.events import MessageStateChanged
from frontdesk.messaging.model import (
    Address,
    Gone,
    Kind,
    Later,
    Message,
    MessageStatus,
    Outcome,
    Reason,
    Wording,
)
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.rules import TRIES_A_KIND, is_over, next_try, worded

CLAIM = timedelta(minutes=1)
HOUSE = Actor(ActorKind.SYSTEM, "messaging")


def deliver_message(
    *, organisation_id: OrganisationId, message_id: MessageId, ports: MessagingPorts
) -> MessageStatus | None:
    """What became of the message: accepted, given up, or queued for another try; None if it was not ours to send."""
    outcome = delivered(organisation_id=organisation_id, message_id=message_id, ports=ports)
    return outcome.status if outcome else None


def delivered(
    *, organisation_id: OrganisationId, message_id: MessageId, ports: MessagingPorts
) -> Outcome | None:
    """The outcome of the attempt; None if it was not ours to send.

    A crash after the provider took it leaves the claim to run out. The next try carries the same reference, and a
    provider that knows references keeps one; at one that does not, the message is uncertain and is not sent again.
    """
    message = ports.outbox.claim(organisation_id, message_id, now=ports.clock(), for_=CLAIM)
    if message is None:
        return None
    outcome = _attempted(message, ports)
    if outcome.until is not None:
        ports.outbox.put_back(message, outcome)
    else:
        ports.outbox.close(message, outcome, changed(message, outcome, at=ports.clock()))
    return outcome


def changed(message: Message, outcome: Outcome, *, at: datetime) -> MessageStateChanged:
    """The fact of what became of the message."""
    return MessageStateChanged(
        organisation_id=message.organisation_id,
        occurred_at=at,
        actor=HOUSE,
        message_id=message.id,
        template=message.template,
        purpose=message.purpose.value,
        kind=outcome.kind.value if outcome.kind else "",
        status=outcome.status.value,
        reason=outcome.reason.value,
    )


def _attempted(message: Message, ports: MessagingPorts) -> Outcome:
    if is_over(message.template, queued_at=message.queued_at, now=ports.clock()):
        return Outcome(status=MessageStatus.UNDELIVERABLE, reason=Reason.OVER)
    standing = ports.standing(message)
    if isinstance(standing, Gone):
        return Outcome(status=MessageStatus.WITHDRAWN, reason=Reason.CAUSE_GONE)
    if isinstance(standing, Later):
        return _again(message, standing.until)
    tried, first, again = message.tried, message.reason, None
    for kind in [it for it in message.kinds or ports.kinds(message) if it not in tried]:
        outcome = _by(kind, message, dict(standing.parameters), ports)
        if outcome.failures >= TRIES_A_KIND and outcome.until:
            again = again or outcome
        elif outcome.status is not MessageStatus.UNDELIVERABLE:
            return replace(outcome, tried=tried)
        tried |= {kind}
        first = outcome.reason if first in _SAYS_LITTLE else first
    if again:
        return again
    return Outcome(status=MessageStatus.UNDELIVERABLE, reason=first or Reason.NO_CONTACT, tried=tried)


_SAYS_LITTLE = (Reason.NONE, Reason.NO_CONTACT, Reason.BUSY, Reason.AWAY, Reason.QUIET)
"""What a reason found later may stand in for."""


def _by(kind: Kind, message: Message, parameters: dict[str, str], ports: MessagingPorts) -> Outcome:
    """An attempt by one kind of contact; undeliverable where the next one is to be tried."""
    address = ports.address_of(message.organisation_id, message.recipient, kind)
    if address is None:
        return _given_up(kind, Reason.NO_CONTACT)
    verdict = ports.verdict(message, address, ports.clock())
    if verdict.until is not None:
        return _again(message, verdict.until, Reason.QUIET)
    if verdict.reason is not Reason.NONE:
        return _given_up(kind, verdict.reason)
    try:
        wording = worded(
            message.template,
            message.language,
            clinic=ports.clinic_name(message.organisation_id),
            parameters={**message.parameters, **parameters},
            own=ports.own_wording(message, kind),
        )
    except (KeyError, ValueError):
        return _given_up(kind, Reason.BROKEN_TEMPLATE)
    return _handed_over(message, address, wording, ports)


def _handed_over(message: Message, address: Address, wording: Wording, ports: MessagingPorts) -> Outcome:
    kind = address.kind
    uncertain = Outcome(status=MessageStatus.UNCERTAIN, reason=Reason.NO_ANSWER, kind=kind)
    try:
        channel = ports.channel_for(message.organisation_id, kind)
    except ProviderFailure as failure:
        return _failed(kind, message, failure, ports)
    if message.is_unanswered and not channel.knows_references:
        return uncertain
    try:
        provider_id = channel.send(message, address, wording)
    except ProviderFailure as failure:
        if failure.unanswered and not channel.knows_references:
            return uncertain
        return _failed(kind, message, failure, ports)
    return Outcome(
        status=MessageStatus.ACCEPTED,
        kind=kind,
        provider_id=provider_id,
        found_by=channel.name if provider_id and channel.receipts_by_provider_id else "",
    )


def _failed(kind: Kind, message: Message, failure: ProviderFailure, ports: MessagingPorts) -> Outcome:
    if not failure.retryable:
        return _given_up(kind, Reason.REFUSED)
    reason = Reason.AWAY if failure.retry_after is None else Reason.BUSY
    now = ports.clock()
    failures = message.failures + 1
    again_at = next_try(message, failures=failures, now=now)
    if again_at is None:
        return _given_up(kind, reason)
    until = max(again_at, now + (failure.retry_after or timedelta()))
    return replace(_again(message, until, reason), kind=kind, failures=failures)


def _again(message: Message, until: datetime, reason: Reason = Reason.NONE) -> Outcome:
    return Outcome(
        status=MessageStatus.QUEUED,
        reason=reason,
        tried=message.tried,
        failures=message.failures,
        until=until,
    )


def _given_up(kind: Kind, reason: Reason) -> Outcome:
    return Outcome(status=MessageStatus.UNDELIVERABLE, reason=reason, kind=kind)
