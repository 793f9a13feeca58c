"""Messaging's DynamoDB table. The only module here that imports PynamoDB.

pk                            sk   index outbox (sparse)                what
<organisation>#MESSAGE#<id>   -    <organisation> / <not before>#<id>   one message; in the index until it is out

retention  90 days after it was queued, by `ttl`: what was said stands in the request; one that told a secret, an hour,
           and the secret leaves it with the write that says that it is out, or given up
export     template, when, state
erasure    nothing personal is stored: the recipient is an id, the words are made when it is sent
"""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute, VersionAttribute
from pynamodb.constants import STREAM_NEW_AND_OLD_IMAGE
from pynamodb.exceptions import DoesNotExist, PutError, UpdateError
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, written_down
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.kernel.patience import EveryTable, code_of
from frontdesk.messaging.model import Message, MessageStatus, Recipient, RecipientKind
from frontdesk.messaging.rules import PASSING, kept_for

REFUSED = "ConditionalCheckFailedException"


class OutboxIndex(GlobalSecondaryIndex["MessageRecord"]):
    class Meta:
        index_name = "outbox"
        projection = KeysOnlyProjection()

    outbox_key = UnicodeAttribute(hash_key=True)
    outbox_at = UnicodeAttribute(range_key=True)


class MessageRecord(Model):
    class Meta(EveryTable):
        table_name = os.environ.get("MESSAGING_TABLE", "frontdesk-messaging")
        stream_view_type = STREAM_NEW_AND_OLD_IMAGE

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="-")
    outbox = OutboxIndex()
    outbox_key = UnicodeAttribute(null=True)
    outbox_at = UnicodeAttribute(null=True)
    schema_version = NumberAttribute(default=1)
    recipient_kind = UnicodeAttribute()
    recipient_id = UnicodeAttribute()
    template = UnicodeAttribute()
    language = UnicodeAttribute()
    parameters = JSONAttribute()
    queued_at = UnicodeAttribute()
    status = UnicodeAttribute()
    attempts = NumberAttribute(default=0)
    facts = JSONAttribute()
    ttl = NumberAttribute()
    version = VersionAttribute()


class DynamoOutbox:
    """`Outbox` on DynamoDB. `outbox_at` is when a message may be tried next; a claim only moves it."""

    def add(self, message: Message, *facts: Event) -> None:
        record = MessageRecord(
            _key(message.organisation_id, message.id),
            outbox_key=message.organisation_id,
            outbox_at=_place(message.not_before or message.queued_at, message.id),
            recipient_kind=message.recipient.kind.value,
            recipient_id=message.recipient.id,
            template=message.template,
            language=message.language.value,
            parameters=dict(message.parameters),
            queued_at=message.queued_at.isoformat(),
            status=message.status.value,
            facts=[written_down(fact) for fact in facts],
            ttl=int((message.queued_at + kept_for(message.template)).timestamp()),
        )
        try:
            record.save(condition=MessageRecord.pk.does_not_exist())
        except PutError as error:
            if code_of(error) != REFUSED:
                raise

    def claim(
        self, organisation_id: OrganisationId, message_id: MessageId, *, now: datetime, for_: timedelta
    ) -> Message | None:
        record = MessageRecord(_key(organisation_id, message_id), "-")
        try:
            record.update(
                actions=[
                    MessageRecord.status.set(MessageStatus.SENDING.value),
                    MessageRecord.outbox_at.set(_place(now + for_, message_id)),
                    MessageRecord.attempts.add(1),
                ],
                condition=MessageRecord.outbox_at <= _place(now, message_id),
                add_version_condition=False,
            )
        except UpdateError as error:
            if code_of(error) != REFUSED:
                raise
            self._known(organisation_id, message_id)
            return None
        return _message(organisation_id, record)

    def close(self, message: Message, *, status: MessageStatus) -> None:
        over = [
            MessageRecord.status.set(status.value),
            MessageRecord.outbox_key.remove(),
            MessageRecord.outbox_at.remove(),
        ]
        if message.template in PASSING:
            over.append(MessageRecord.parameters.set({}))
        self._give_up(message, over)

    def put_back(self, message: Message, *, until: datetime) -> None:
        again = [
            MessageRecord.status.set(MessageStatus.QUEUED.value),
            MessageRecord.outbox_at.set(_place(until, message.id)),
        ]
        self._give_up(message, again)

    def waiting(self, organisation_id: OrganisationId, *, before: datetime) -> Iterable[MessageId]:
        found = MessageRecord.outbox.query(
            organisation_id, MessageRecord.outbox_at <= before.isoformat(timespec="microseconds") + "~"
        )
        prefix = _key(organisation_id, MessageId(""))
        return [MessageId(record.pk.removeprefix(prefix)) for record in found]

    def _give_up(self, message: Message, actions: list) -> None:  # type: ignore[type-arg]
        record = MessageRecord(_key(message.organisation_id, message.id), "-")
        try:
            record.update(
                actions=actions,
                # Each claim counts the attempts up; the version does not rise with an update.
                condition=MessageRecord.attempts == message.attempts,
                add_version_condition=False,
            )
        except UpdateError as error:
            if code_of(error) != REFUSED:
                raise

    def _known(self, organisation_id: OrganisationId, message_id: MessageId) -> None:
        try:
            MessageRecord.get(_key(organisation_id, message_id), "-", attributes_to_get=["pk"])
        except DoesNotExist as missing:
            raise NotFound(message_id=message_id) from missing


def _key(organisation_id: OrganisationId, message_id: MessageId) -> str:
    return f"{organisation_id}#MESSAGE#{message_id}"


def _place(at: datetime, message_id: MessageId) -> str:
    return f"{at.isoformat(timespec='microseconds')}#{message_id}"


def _message(organisation_id: OrganisationId, record: MessageRecord) -> Message:
    not_before, _, _ = (record.outbox_at or "").partition("#")
    return Message(
        id=MessageId(record.pk.removeprefix(_key(organisation_id, MessageId("")))),
        organisation_id=organisation_id,
        recipient=Recipient(RecipientKind(record.recipient_kind), record.recipient_id),
        template=record.template,
        language=Language(record.language),
        queued_at=datetime.fromisoformat(record.queued_at).astimezone(UTC),
        parameters=record.parameters,
        status=MessageStatus(record.status),
        attempts=int(record.attempts),
        not_before=datetime.fromisoformat(not_before) if not_before else None,
        version=int(record.version),
    )
