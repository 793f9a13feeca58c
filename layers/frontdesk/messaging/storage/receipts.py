"""What providers say of messages: only ever more than was known, whatever comes first."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from pynamodb.exceptions import DoesNotExist

from frontdesk.kernel.events import Event, carried
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.model import Due, Kind, Message, MessageStatus, Reason
from frontdesk.messaging.model.traffic import Early, Receipt
from frontdesk.messaging.rules import PASSING, RANKS, shard_of
from frontdesk.messaging.rules.receipts import LOOKED_FOR, rank_of
from frontdesk.messaging.storage.outbox import due_of, instant, key_of, kinds_written, message_of, place_of
from frontdesk.messaging.storage.table import EARLY, EarlyRecord, MessageRecord, either, update

A_LITTLE = timedelta(days=1)


class DynamoReceipts:
    """`Receipts` on DynamoDB. One conditional write decides each; what was read before only says what to write."""

    def message(self, organisation_id: OrganisationId, message_id: MessageId) -> Message | None:
        try:
            record = MessageRecord.get(key_of(organisation_id, message_id), "-", consistent_read=True)
        except DoesNotExist:
            return None
        return message_of(organisation_id, record)

    def found_by(self, channel: str, provider_id: str) -> Due | None:
        found = MessageRecord.by_provider.query(f"{channel}#{provider_id}", limit=1)
        return next((due_of(record.pk) for record in found), None)

    def note(self, message: Message, receipt: Receipt, *facts: Event) -> bool:
        rank = rank_of(receipt.status, receipt.reason)
        actions = [
            MessageRecord.status.set(receipt.status.value),
            MessageRecord.rank.set(rank),
            either(MessageRecord.reason, receipt.reason.value),
            MessageRecord.kind.set(receipt.kind.value),
            MessageRecord.answered.set(MessageRecord.attempts),
            MessageRecord.facts.set([dict(carried(fact)) for fact in facts]),
            MessageRecord.outbox_key.remove(),
            MessageRecord.outbox_at.remove(),
            MessageRecord.claimed_until.remove(),
        ]
        if receipt.provider_id:
            actions.append(MessageRecord.provider_id.set(receipt.provider_id))
        if message.template in PASSING:
            actions.append(MessageRecord.parameters.set({}))
        return update(
            MessageRecord(key_of(message.organisation_id, message.id), "-"),
            actions,
            (MessageRecord.rank < rank) & _is_with(receipt.kind),
        )

    def reroute(self, message: Message, failed: Kind, *, at: datetime) -> bool:
        organisation_id, message_id = message.organisation_id, message.id
        return update(
            MessageRecord(key_of(organisation_id, message_id), "-"),
            [
                MessageRecord.status.set(MessageStatus.QUEUED.value),
                MessageRecord.rank.set(RANKS[MessageStatus.QUEUED]),
                MessageRecord.tried.set(kinds_written(message.tried | {failed})),
                MessageRecord.failures.set(0),
                MessageRecord.kind.remove(),
                MessageRecord.provider_id.remove(),
                MessageRecord.provider_key.remove(),
                MessageRecord.outbox_key.set(str(shard_of(organisation_id, message_id))),
                MessageRecord.outbox_at.set(place_of(at, organisation_id, message_id)),
            ],
            (MessageRecord.status == MessageStatus.FAILED.value) & _is_with(failed),
        )

    def keep(self, early: Early) -> None:
        EarlyRecord(
            sk=_place(early),
            said=_said(early.receipt),
            since=instant(early.since),
            tries=early.tries,
            ttl=int((early.since + LOOKED_FOR + A_LITTLE).timestamp()),
        ).save()

    def early(self, *, before: datetime, most: int) -> Sequence[Early]:
        due = EarlyRecord.query(EARLY, EarlyRecord.sk <= instant(before) + "~", limit=most)
        return [_early(record) for record in due]

    def drop(self, early: Early) -> None:
        EarlyRecord(EARLY, _place(early)).delete()


def _is_with(kind: Kind) -> Any:  # noqa: ANN401  (of PynamoDB)
    """The message is not with another kind of contact, and has not gone on from this one."""
    with_it = MessageRecord.kind.does_not_exist() | (MessageRecord.kind == kind.value)
    before = MessageRecord.tried.does_not_exist() | ~MessageRecord.tried.contains(kind.value)
    return with_it & before


def _place(early: Early) -> str:
    return f"{instant(early.due_at)}#{early.receipt.channel}#{early.receipt.event_id}"


def _said(receipt: Receipt) -> dict[str, str]:
    known = asdict(receipt) | {"at": receipt.at.isoformat()}
    return {name: str(value) for name, value in known.items() if value is not None}


def _early(record: EarlyRecord) -> Early:
    due_at, _, _ = record.sk.partition("#")
    return Early(
        receipt=_receipt(record.said),
        since=datetime.fromisoformat(record.since),
        tries=int(record.tries),
        due_at=datetime.fromisoformat(due_at),
    )


def _receipt(said: Mapping[str, str]) -> Receipt:
    whose, which = said.get("organisation_id"), said.get("message_id")
    return Receipt(
        organisation_id=OrganisationId(whose) if whose else None,
        channel=said["channel"],
        kind=Kind(said["kind"]),
        event_id=said["event_id"],
        status=MessageStatus(said["status"]),
        at=datetime.fromisoformat(said["at"]),
        message_id=MessageId(which) if which else None,
        provider_id=said["provider_id"],
        reason=Reason(said["reason"]),
    )
