"""Messages in the table: queued, joined, claimed, closed."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pynamodb.exceptions import DoesNotExist, PutError

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.kernel.patience import read_many
from frontdesk.messaging.model import (
    Due,
    Kind,
    Message,
    MessageStatus,
    Outcome,
    Purpose,
    Reason,
    Recipient,
    RecipientKind,
)
from frontdesk.messaging.rules import PASSING, RANKS, kept_for, shard_of
from frontdesk.messaging.storage.table import MessageRecord, either, unless_refused, update

PAGE = 200
"""Keys read at once: what a sender gets rid of in its minute."""


class DynamoOutbox:
    """`Outbox` on DynamoDB. `outbox_at` is when a message is due; what keeps two from sending it is the claim."""

    def add(self, message: Message, *facts: Event) -> None:
        try:
            _record(message, facts).save(condition=MessageRecord.pk.does_not_exist())
        except PutError as error:
            unless_refused(error)

    def join(self, message: Message, member: str) -> bool:
        record = MessageRecord(key_of(message.organisation_id, message.id), "-")
        fresh = _record(message, ())
        first = [
            attribute.set(attribute | getattr(fresh, name))
            for name, attribute in MessageRecord.get_attributes().items()
            if name not in {"pk", "sk", "members"} and getattr(fresh, name) is not None
        ]
        waits = MessageRecord.pk.does_not_exist() | (MessageRecord.status == MessageStatus.QUEUED.value)
        joined = MessageRecord.members.add({member})
        if not update(record, [*first, joined], waits):
            # Nothing else may be set here: it would be in the outbox again.
            return update(record, [joined], MessageRecord.members.contains(member))
        if record.outbox_at and str(fresh.outbox_at) < record.outbox_at:
            self._earlier(record, str(fresh.outbox_at), str(fresh.due_at))
        return True

    def _earlier(self, record: MessageRecord, place: str, due_at: str) -> None:
        update(
            record,
            [MessageRecord.outbox_at.set(place), MessageRecord.due_at.set(due_at)],
            (MessageRecord.outbox_at > place) & (MessageRecord.status == MessageStatus.QUEUED.value),
        )

    def leave(self, organisation_id: OrganisationId, message_id: MessageId, member: str) -> None:
        update(
            MessageRecord(key_of(organisation_id, message_id), "-"),
            [MessageRecord.members.delete({member})],
            (MessageRecord.status == MessageStatus.QUEUED.value) & MessageRecord.members.contains(member),
        )

    def members(
        self, organisation_id: OrganisationId, message_ids: Collection[MessageId]
    ) -> Mapping[MessageId, frozenset[str]]:
        found = read_many(MessageRecord, [(key_of(organisation_id, it), "-") for it in message_ids])
        return {due_of(it.pk).message_id: frozenset(it.members or ()) for it in found}

    def states(
        self, organisation_id: OrganisationId, message_ids: Collection[MessageId]
    ) -> Mapping[MessageId, MessageStatus]:
        found = read_many(MessageRecord, [(key_of(organisation_id, it), "-") for it in set(message_ids)])
        return {due_of(it.pk).message_id: MessageStatus(it.status) for it in found}

    def claim(
        self, organisation_id: OrganisationId, message_id: MessageId, *, now: datetime, for_: timedelta
    ) -> Message | None:
        record = MessageRecord(key_of(organisation_id, message_id), "-")
        mine = update(
            record,
            [
                MessageRecord.status.set(MessageStatus.SENDING.value),
                MessageRecord.rank.set(RANKS[MessageStatus.SENDING]),
                MessageRecord.claimed_until.set(instant(now + for_)),
                MessageRecord.attempts.add(1),
            ],
            (MessageRecord.outbox_at <= place_of(now, organisation_id, message_id))
            & (MessageRecord.claimed_until.does_not_exist() | (MessageRecord.claimed_until <= instant(now))),
        )
        if not mine:
            self._known(organisation_id, message_id)
            return None
        return message_of(organisation_id, record)

    def close(self, message: Message, outcome: Outcome, *facts: Event) -> None:
        over = [
            MessageRecord.rank.set(RANKS[outcome.status]),
            MessageRecord.facts.set([dict(carried(fact)) for fact in facts]),
            MessageRecord.outbox_key.remove(),
            MessageRecord.outbox_at.remove(),
            MessageRecord.claimed_until.remove(),
        ]
        if outcome.provider_id:
            over.append(MessageRecord.provider_id.set(outcome.provider_id))
        if outcome.found_by:
            over.append(MessageRecord.provider_key.set(f"{outcome.found_by}#{outcome.provider_id}"))
        if message.template in PASSING:
            over.append(MessageRecord.parameters.set({}))
        self._give_up(message, outcome, over)

    def put_back(self, message: Message, outcome: Outcome) -> None:
        assert outcome.until is not None, "what is put back is tried again"
        again = [
            MessageRecord.rank.set(RANKS[MessageStatus.QUEUED]),
            MessageRecord.outbox_at.set(place_of(outcome.until, message.organisation_id, message.id)),
            MessageRecord.claimed_until.remove(),
            MessageRecord.failures.set(outcome.failures),
        ]
        self._give_up(message, outcome, again)

    def set_aside(self, due: Due, outcome: Outcome, *, after: int, fact: Callable[[Message], Event]) -> None:
        try:
            record = MessageRecord.get(key_of(due.organisation_id, due.message_id), "-")
        except DoesNotExist:
            return
        message = message_of(due.organisation_id, record)
        if message.attempts - message.answered >= after:
            self.close(message, outcome, fact(message))

    def due(self, shard: int, *, before: datetime) -> Iterator[Due]:
        until = MessageRecord.outbox_at <= instant(before) + "~"
        for it in MessageRecord.outbox.query(str(shard), until, page_size=PAGE):
            first = (it.kinds or "").partition(" ")[0]
            yield replace(due_of(it.pk), kind=Kind(first) if first else None, purpose=Purpose(it.purpose))

    def waiting(self, shard: int, *, before: datetime, most: int) -> int:
        until = MessageRecord.outbox_at <= instant(before) + "~"
        count: int = MessageRecord.outbox.count(str(shard), until, limit=most)
        return count

    def of_recipient(
        self, organisation_id: OrganisationId, listed_under: str, *, most: int, before: datetime | None = None
    ) -> Sequence[Message]:
        by_then = MessageRecord.listed_at <= f"{instant(before)}~" if before else None
        index = MessageRecord.by_recipient.query(
            f"{organisation_id}#{listed_under}", by_then, scan_index_forward=False, limit=most
        )
        keys = [record.pk for record in index]
        found = {it.pk: it for it in read_many(MessageRecord, [(pk, "-") for pk in keys])}
        return [message_of(organisation_id, found[pk]) for pk in keys if pk in found]

    def _give_up(self, message: Message, outcome: Outcome, actions: list[Any]) -> None:
        told = [
            MessageRecord.status.set(outcome.status.value),
            MessageRecord.answered.set(message.attempts),
            either(MessageRecord.reason, outcome.reason.value),
            either(MessageRecord.kind, outcome.kind.value if outcome.kind else ""),
            either(MessageRecord.tried, kinds_written(outcome.tried)),
        ]
        update(
            MessageRecord(key_of(message.organisation_id, message.id), "-"),
            [*told, *actions],
            # Each claim counts the attempts up, and a receipt raises the rank.
            (MessageRecord.attempts == message.attempts)
            & (MessageRecord.rank == RANKS[MessageStatus.SENDING]),
        )

    def _known(self, organisation_id: OrganisationId, message_id: MessageId) -> None:
        try:
            MessageRecord.get(key_of(organisation_id, message_id), "-", attributes_to_get=["pk"])
        except DoesNotExist as missing:
            raise NotFound(message_id=message_id) from missing


def kinds_written(kinds: Sequence[Kind] | frozenset[Kind]) -> str:
    return " ".join(it.value for it in (kinds if isinstance(kinds, tuple) else sorted(kinds)))


def key_of(organisation_id: OrganisationId, message_id: MessageId) -> str:
    return f"{organisation_id}#MESSAGE#{message_id}"


def due_of(pk: str) -> Due:
    organisation_id, _, message_id = pk.partition("#MESSAGE#")
    return Due(OrganisationId(organisation_id), MessageId(message_id))


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def place_of(at: datetime, organisation_id: OrganisationId, message_id: MessageId) -> str:
    return f"{instant(at)}#{organisation_id}#{message_id}"


def _record(message: Message, facts: Sequence[Event]) -> MessageRecord:
    organisation_id, due_at = message.organisation_id, message.due_at or message.queued_at
    return MessageRecord(
        key_of(organisation_id, message.id),
        outbox_key=str(shard_of(organisation_id, message.id)),
        outbox_at=place_of(message.not_before or due_at, organisation_id, message.id),
        recipient_key=f"{organisation_id}#{message.listed_under or message.recipient.id}",
        listed_at=f"{instant(due_at)}#{message.id}",
        recipient_kind=message.recipient.kind.value,
        recipient_id=message.recipient.id,
        template=message.template,
        language=message.language.value,
        purpose=message.purpose.value,
        parameters=dict(message.parameters),
        cause=message.cause or None,
        members=set(message.members) or None,
        kinds=kinds_written(message.kinds) or None,
        queued_at=message.queued_at.isoformat(),
        due_at=instant(message.due_at) if message.due_at else None,
        status=message.status.value,
        facts=[carried(fact) for fact in facts],
        ttl=int((due_at + kept_for(message.template)).timestamp()),
    )


def message_of(organisation_id: OrganisationId, record: MessageRecord) -> Message:
    not_before, _, _ = (record.outbox_at or "").partition("#")
    return Message(
        id=due_of(record.pk).message_id,
        organisation_id=organisation_id,
        recipient=Recipient(RecipientKind(record.recipient_kind), record.recipient_id),
        template=record.template,
        language=Language(record.language),
        queued_at=datetime.fromisoformat(record.queued_at).astimezone(UTC),
        purpose=Purpose(record.purpose),
        parameters=record.parameters,
        cause=record.cause or "",
        members=frozenset(record.members or ()),
        kinds=tuple(Kind(it) for it in (record.kinds or "").split()),
        tried=frozenset(Kind(it) for it in (record.tried or "").split()),
        listed_under=record.recipient_key.removeprefix(f"{organisation_id}#"),
        status=MessageStatus(record.status),
        reason=Reason(record.reason or ""),
        kind=Kind(record.kind) if record.kind else None,
        provider_id=record.provider_id or "",
        attempts=int(record.attempts),
        answered=int(record.answered),
        failures=int(record.failures),
        due_at=datetime.fromisoformat(record.due_at) if record.due_at else None,
        not_before=datetime.fromisoformat(not_before) if not_before else None,
    )
