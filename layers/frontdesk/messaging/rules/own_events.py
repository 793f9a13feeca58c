"""What a clinic's own system tells us, in our own words: docs/howto/connect-a-messaging-provider.md."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.model import Kind, Message, MessageStatus, Reason
from frontdesk.messaging.model.traffic import Happening, Posted, Receipt, Reply, Suppression
from frontdesk.messaging.rules.reading import instant, object_in, text, text_or_none, unreadable

STATUSES = {it.value: it for it in (MessageStatus.DELIVERED, MessageStatus.FAILED)}
REASONS = {
    it.value: it for it in (Reason.NONE, Reason.REFUSED, Reason.NO_ANSWER, Reason.BOUNCED, Reason.COMPLAINED)
}
FOR_GOOD = {Reason.BOUNCED, Reason.COMPLAINED}
KINDS = {it.value: it for it in Kind}


def reference_of(message: Message) -> str:
    """What a message is called by those who keep one of each."""
    return f"{message.organisation_id}/{message.id}"


def message_of(reference: str, organisation_id: OrganisationId) -> MessageId | None:
    """The message of this organisation that is called so."""
    whose, _, message_id = reference.partition("/")
    return MessageId(message_id) if whose == organisation_id and message_id else None


def happenings(posted: Posted, *, now: datetime) -> Sequence[Happening]:
    """A receipt, with what it says of the address, or a reply; nothing for what we do not know. BadInput."""
    said = object_in(posted.body)
    match said.get("type"):
        case "receipt":
            return _receipt(posted, said, now)
        case "reply":
            return [_reply(posted, said, now)]
    return []


def _receipt(posted: Posted, said: Mapping[str, Any], now: datetime) -> list[Happening]:
    message_id = message_of(text(said, "reference"), posted.organisation_id)
    if message_id is None:
        return []
    kind, reason = (
        _one_of(KINDS, said, "kind"),
        _one_of(REASONS, {"reason": "", **said}, "reason"),
    )
    status = _one_of(STATUSES, said, "status")
    receipt = Receipt(
        organisation_id=posted.organisation_id,
        channel=posted.channel,
        kind=kind,
        event_id=text_or_none(said, "id") or f"{message_id}#{status}",
        status=status,
        at=instant(said, "at", now=now),
        message_id=message_id,
        reason=reason,
    )
    to = text_or_none(said, "to")
    if reason not in FOR_GOOD or not to:
        return [receipt]
    whose = Suppression(organisation_id=posted.organisation_id, kind=kind, address=to, reason=reason)
    return [receipt, whose]


def _reply(posted: Posted, said: Mapping[str, Any], now: datetime) -> Reply:
    return Reply(
        organisation_id=posted.organisation_id,
        id=text(said, "id"),
        channel=posted.channel,
        kind=_one_of(KINDS, said, "kind"),
        from_=text(said, "from"),
        text=text(said, "text"),
        at=instant(said, "at", now=now),
        answers=text_or_none(said, "answers"),
    )


def _one_of(known: Mapping[str, Any], said: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401
    found = said.get(name)
    if not isinstance(found, str) or found not in known:
        raise unreadable(f"/{name}")
    return known[found]
