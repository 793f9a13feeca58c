"""What AWS End User Messaging tells: by a topic with our reference, by the account's bus without it.

Kinds of events: https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.model import Kind, MessageStatus, Reason
from frontdesk.messaging.model.traffic import Happening, Posted, Receipt, Reply, Suppression
from frontdesk.messaging.rules.reading import instant, part, text, text_or_none

BUS_SOURCE = "aws.sms-voice"
REFERENCE, ORGANISATION = "reference", "organisation"
CHANNEL = "sms_aws"
STATUSES: Mapping[str, tuple[MessageStatus, Reason]] = {
    "TEXT_SUCCESSFUL": (MessageStatus.ACCEPTED, Reason.NONE),
    "TEXT_DELIVERED": (MessageStatus.DELIVERED, Reason.NONE),
    "TEXT_INVALID": (MessageStatus.FAILED, Reason.BOUNCED),
    "TEXT_INVALID_MESSAGE": (MessageStatus.FAILED, Reason.REFUSED),
    "TEXT_UNREACHABLE": (MessageStatus.FAILED, Reason.NO_ANSWER),
    "TEXT_CARRIER_UNREACHABLE": (MessageStatus.FAILED, Reason.NO_ANSWER),
    "TEXT_UNKNOWN": (MessageStatus.FAILED, Reason.NO_ANSWER),
    "TEXT_TTL_EXPIRED": (MessageStatus.FAILED, Reason.NO_ANSWER),
    "TEXT_BLOCKED": (MessageStatus.FAILED, Reason.REFUSED),
    "TEXT_CARRIER_BLOCKED": (MessageStatus.FAILED, Reason.REFUSED),
    "TEXT_PROTECT_BLOCKED": (MessageStatus.FAILED, Reason.REFUSED),
    "TEXT_SPAM": (MessageStatus.FAILED, Reason.REFUSED),
}
"""Successful: a carrier took it, and nobody will say more. On the way, nothing is said of it here."""


def happenings(
    posted: Posted, said: Mapping[str, Any], *, numbers: Sequence[str], now: datetime
) -> Sequence[Happening]:
    """A receipt of this organisation's, or what somebody wrote to one of its numbers. BadInput."""
    if "inboundMessageId" in said:
        return _reply(posted, said, now) if said.get("destinationNumber") in numbers else []
    context = part(said, "context")
    if context.get(ORGANISATION) != posted.organisation_id or not context.get(REFERENCE):
        return []
    receipt = _receipt(
        said, organisation_id=posted.organisation_id, message_id=MessageId(text(context, REFERENCE)), now=now
    )
    if receipt is None:
        return []
    to = text_or_none(said, "destinationPhoneNumber")
    if receipt.reason is not Reason.BOUNCED or not to:
        return [receipt]
    whose = Suppression(
        organisation_id=posted.organisation_id, kind=Kind.SMS, address=to, reason=receipt.reason
    )
    return [receipt, whose]


def of_the_bus(event: Mapping[str, Any]) -> Receipt | None:
    """A receipt that knows the provider's id alone."""
    detail = part(event, "detail")
    at = instant(event, "time", now=datetime.fromtimestamp(0, UTC))
    return _receipt(detail, organisation_id=None, message_id=None, now=at)


def _receipt(
    said: Mapping[str, Any],
    *,
    organisation_id: OrganisationId | None,
    message_id: MessageId | None,
    now: datetime,
) -> Receipt | None:
    kind_of_event = str(said.get("eventType"))
    if kind_of_event not in STATUSES or said.get("isFinal") is False:
        return None
    status, reason = STATUSES[kind_of_event]
    provider_id = text(said, "messageId")
    return Receipt(
        organisation_id=organisation_id,
        channel=CHANNEL,
        kind=Kind.SMS,
        event_id=f"{provider_id}#{kind_of_event}",
        status=status,
        at=instant(said, "eventTimestamp", now=now),
        message_id=message_id,
        provider_id=provider_id,
        reason=reason,
    )


def _reply(posted: Posted, said: Mapping[str, Any], now: datetime) -> list[Happening]:
    return [
        Reply(
            organisation_id=posted.organisation_id,
            id=text(said, "inboundMessageId"),
            channel=posted.channel,
            kind=Kind.SMS,
            from_=text(said, "originationNumber"),
            text=text_or_none(said, "messageBody"),
            at=now,
            answers=text_or_none(said, "previousPublishedMessageId"),
        )
    ]
