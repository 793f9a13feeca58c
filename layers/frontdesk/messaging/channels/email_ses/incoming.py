"""What SES tells by a topic. The tags of a message come back with every event of it.

https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from frontdesk.kernel.ids import MessageId
from frontdesk.messaging.model import Kind, Message, MessageStatus, Reason
from frontdesk.messaging.model.traffic import Happening, Posted, Receipt, Suppression
from frontdesk.messaging.rules.reading import instant, part, text, unreadable

REFERENCE, ORGANISATION = "reference", "organisation"
PERMANENT = "Permanent"


def tags_of(message: Message) -> Mapping[str, str]:
    """A tag takes letters, digits, `_` and `-` alone."""
    coded = urlsafe_b64encode(message.id.encode()).decode().rstrip("=")
    return {REFERENCE: coded, ORGANISATION: message.organisation_id}


def happenings(posted: Posted, said: Mapping[str, Any], *, now: datetime) -> Sequence[Happening]:
    """What became of a message of this organisation, and of the addresses it went to. BadInput."""
    kind_of_event = said.get("eventType", said.get("notificationType"))
    mail = part(said, "mail")
    message_id = _message_of(part(mail, "tags"), posted)
    found = _became(said, kind_of_event)
    if found is None or message_id is None:
        return []
    status, reason, told = found
    provider_id = text(mail, "messageId")
    receipt = Receipt(
        organisation_id=posted.organisation_id,
        channel=posted.channel,
        kind=Kind.EMAIL,
        event_id=f"{provider_id}#{kind_of_event}",
        status=status,
        at=instant(told, "timestamp", now=now),
        message_id=message_id,
        provider_id=provider_id,
        reason=reason,
    )
    whose = [
        Suppression(organisation_id=posted.organisation_id, kind=Kind.EMAIL, address=address, reason=reason)
        for address in _addresses(told)
    ]
    return [receipt, *whose] if reason in (Reason.BOUNCED, Reason.COMPLAINED) else [receipt]


def _became(
    said: Mapping[str, Any], kind_of_event: object
) -> tuple[MessageStatus, Reason, Mapping[str, Any]] | None:
    match kind_of_event:
        case "Delivery":
            return MessageStatus.DELIVERED, Reason.NONE, part(said, "delivery")
        case "Bounce":
            bounce = part(said, "bounce")
            for_good = bounce.get("bounceType") == PERMANENT
            return MessageStatus.FAILED, Reason.BOUNCED if for_good else Reason.REFUSED, bounce
        case "Complaint":
            # It arrived: what somebody does not want is not sent once more by another way.
            return MessageStatus.DELIVERED, Reason.COMPLAINED, part(said, "complaint")
        case "Reject" | "Rendering Failure":
            return MessageStatus.FAILED, Reason.REFUSED, {}
    return None


def _message_of(tags: Mapping[str, Any], posted: Posted) -> MessageId | None:
    coded, whose = _first(tags, REFERENCE), _first(tags, ORGANISATION)
    if whose != posted.organisation_id or not coded:
        return None
    try:
        return MessageId(urlsafe_b64decode(coded + "=" * (-len(coded) % 4)).decode())
    except ValueError as bad:
        raise unreadable("/mail/tags") from bad


def _first(tags: Mapping[str, Any], name: str) -> str:
    found = tags.get(name)
    return found[0] if isinstance(found, list) and found and isinstance(found[0], str) else ""


def _addresses(told: Mapping[str, Any]) -> Iterator[str]:
    for name in ("bouncedRecipients", "complainedRecipients"):
        listed = told.get(name)
        for it in listed if isinstance(listed, list) else []:
            if isinstance(it, dict) and isinstance(it.get("emailAddress"), str):
                yield it["emailAddress"]
