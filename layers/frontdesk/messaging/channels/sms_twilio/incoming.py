"""What Twilio tells: what became of a text message, and what somebody wrote."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import parse_qsl

from frontdesk.kernel.ids import MessageId
from frontdesk.messaging.model import Kind, MessageStatus, Reason
from frontdesk.messaging.model.traffic import Happening, Posted, Receipt, Reply, Suppression
from frontdesk.messaging.rules.reading import unreadable

REFERENCE = "reference"
STATUSES: Mapping[str, MessageStatus] = {
    "sent": MessageStatus.ACCEPTED,
    "delivered": MessageStatus.DELIVERED,
    "read": MessageStatus.DELIVERED,
    "undelivered": MessageStatus.FAILED,
    "failed": MessageStatus.FAILED,
}
FOR_GOOD: Mapping[str, Reason] = {
    "21610": Reason.OPTED_OUT,
    "30005": Reason.BOUNCED,
    "30006": Reason.BOUNCED,
}
"""They wrote STOP to this number; no such number; a landline."""


class Form:
    """The fields of what was posted, of one that comes twice the last."""

    def __init__(self, posted: Posted) -> None:
        self.posted = posted
        self._fields = dict(parse_qsl(posted.body.decode("utf-8", "replace"), keep_blank_values=True))
        self.reference = dict(parse_qsl(posted.query)).get(REFERENCE, "")

    def text(self, name: str) -> str:
        """Empty where it is missing."""
        return self._fields.get(name, "")

    def due(self, name: str) -> str:
        """BadInput where it is missing."""
        if not self.text(name):
            raise unreadable(f"/{name}")
        return self.text(name)


def happenings(form: Form, *, now: datetime) -> Sequence[Happening]:
    """A receipt, with what it says of the number, or what somebody wrote; nothing for steps on the way. BadInput."""
    status = form.text("MessageStatus")
    if not status:
        return [_reply(form, now)]
    return _receipt(form, STATUSES[status], now) if status in STATUSES else []


def _receipt(form: Form, status: MessageStatus, now: datetime) -> list[Happening]:
    if not form.reference:
        return []
    failed, code = status is MessageStatus.FAILED, form.text("ErrorCode")
    reason = FOR_GOOD.get(code, Reason.REFUSED) if failed else Reason.NONE
    organisation_id, sid = form.posted.organisation_id, form.due("MessageSid")
    receipt = Receipt(
        organisation_id=organisation_id,
        channel=form.posted.channel,
        kind=Kind.SMS,
        event_id=f"{sid}#{status}",
        status=status,
        at=now,
        message_id=MessageId(form.reference),
        provider_id=sid,
        reason=reason,
    )
    if not failed or code not in FOR_GOOD or not form.text("To"):
        return [receipt]
    whose = Suppression(
        organisation_id=organisation_id, kind=Kind.SMS, address=form.text("To"), reason=reason
    )
    return [receipt, whose]


def _reply(form: Form, now: datetime) -> Reply:
    return Reply(
        organisation_id=form.posted.organisation_id,
        id=form.due("MessageSid"),
        channel=form.posted.channel,
        kind=Kind.SMS,
        from_=form.due("From"),
        text=form.text("Body"),
        at=now,
        answers=form.text("OriginalRepliedMessageSid"),
    )
