"""What is counted of messages in the table, a month together."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

from frontdesk.kernel.ids import EventId, LocationId, MessageId, OrganisationId, TimeTypeId
from frontdesk.messaging.model import Kind, MessageStatus, Purpose, Reason
from frontdesk.messaging.model.tallies import Followed, Sequel, Tally
from frontdesk.messaging.rules import RANKS
from frontdesk.messaging.storage.table import Table, unless_refused

KEPT_FOR = timedelta(days=31 + 13 * 31)


class TallyRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    purpose = UnicodeAttribute()
    template = UnicodeAttribute()
    kind = UnicodeAttribute(null=True)
    status = UnicodeAttribute()
    reason = UnicodeAttribute(null=True)
    rank = NumberAttribute()
    ttl = NumberAttribute()


class FollowedRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    location = UnicodeAttribute()
    time_type = UnicodeAttribute()
    sequel = UnicodeAttribute()
    reminded = BooleanAttribute()
    ttl = NumberAttribute()


class DynamoTallies:
    """`Tallies` on DynamoDB."""

    def count(self, tally: Tally) -> None:
        record = TallyRecord(
            _key(tally.organisation_id, "messages", tally.month),
            sha256(f"counted {tally.organisation_id} {tally.message_id}".encode()).hexdigest()[:20],
            purpose=tally.purpose.value,
            template=tally.template,
            kind=tally.kind.value if tally.kind else None,
            status=tally.status.value,
            reason=tally.reason.value or None,
            rank=RANKS[tally.status],
            ttl=_until(tally.month),
        )
        try:
            record.save(condition=TallyRecord.pk.does_not_exist() | (TallyRecord.rank < record.rank))
        except PutError as error:
            unless_refused(error)

    def follow(self, followed: Followed) -> None:
        # Without a condition: whichever of two deliveries is the last, it is one item.
        FollowedRecord(
            _key(followed.organisation_id, "followed", followed.month),
            followed.id,
            location=followed.location_id,
            time_type=followed.time_type_id,
            sequel=followed.sequel.value,
            reminded=followed.reminded,
            ttl=_until(followed.month),
        ).save()

    def messages_of(self, organisation_id: OrganisationId, month: date) -> Iterator[Tally]:
        for it in TallyRecord.query(_key(organisation_id, "messages", month)):
            yield Tally(
                message_id=MessageId(it.sk),
                organisation_id=organisation_id,
                month=month.replace(day=1),
                purpose=Purpose(it.purpose),
                template=it.template,
                status=MessageStatus(it.status),
                kind=Kind(it.kind) if it.kind else None,
                reason=Reason(it.reason or ""),
            )

    def followed_in(self, organisation_id: OrganisationId, month: date) -> Iterator[Followed]:
        for it in FollowedRecord.query(_key(organisation_id, "followed", month)):
            yield Followed(
                id=EventId(it.sk),
                organisation_id=organisation_id,
                month=month.replace(day=1),
                location_id=LocationId(it.location),
                time_type_id=TimeTypeId(it.time_type),
                sequel=Sequel(it.sequel),
                reminded=it.reminded,
            )


def _key(organisation_id: OrganisationId, what: str, month: date) -> str:
    return f"{organisation_id}#{what}#{month:%Y-%m}"


def _until(month: date) -> int:
    return int((datetime(month.year, month.month, 1, tzinfo=UTC) + KEPT_FOR).timestamp())
