"""How many messages there were: counted where the public causes them, looked up in a recipient's list otherwise."""

from datetime import UTC, datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.operand import Path
from pynamodb.models import Model

from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model import Message
from frontdesk.messaging.model.settings import Caps
from frontdesk.messaging.storage.table import MessageRecord, Table, update

KEPT_FOR = timedelta(days=2)


class TurnsRecord(Model):
    """The text messages and calls of a UTC day; beside the total, `to_<country>` has those to each."""

    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    schema_version = NumberAttribute(default=1)
    total = NumberAttribute(default=0)
    ttl = NumberAttribute()


class DynamoTurns:
    """`Turns` on DynamoDB. A turn is one conditional write; a list is read by its keys alone."""

    def take_turn(self, organisation_id: OrganisationId, country: str, caps: Caps, *, now: datetime) -> bool:
        at = now.astimezone(UTC)
        record = TurnsRecord(f"{organisation_id}#TURNS", at.date().isoformat())
        total, there = TurnsRecord.total, Path(f"to_{country}")
        return update(
            record,
            [
                TurnsRecord.schema_version.set(1),
                total.add(1),
                there.add(1),
                TurnsRecord.ttl.set(int((at + KEPT_FOR).timestamp())),
            ],
            (total.does_not_exist() | (total < caps.organisation))
            & (there.does_not_exist() | (there < caps.country)),
        )

    def told_before(self, message: Message, *, since: datetime, most: int) -> int:
        place = f"{_instant(message.due_at or message.queued_at)}#{message.id}"
        found = MessageRecord.by_recipient.query(
            f"{message.organisation_id}#{message.listed_under or message.recipient.id}",
            MessageRecord.listed_at.between(_instant(since), place),
            limit=most + 1,
        )
        return sum(it.listed_at != place for it in found)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
