"""The table of messaging, its records, and one way to write under a condition."""

import os
from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.constants import STREAM_NEW_AND_OLD_IMAGE
from pynamodb.exceptions import PutError, UpdateError
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection
from pynamodb.models import Model

from frontdesk.kernel.patience import REFUSED, EveryTable, code_of
from frontdesk.messaging.model import Purpose

EARLY = "#receipts"


class Table(EveryTable):
    table_name = os.environ.get("MESSAGING_TABLE", "frontdesk-messaging")
    stream_view_type = STREAM_NEW_AND_OLD_IMAGE


class OutboxIndex(GlobalSecondaryIndex["MessageRecord"]):
    """What never changes of a message stands beside its keys, so that sending it writes no entry anew."""

    class Meta:
        index_name = "outbox"
        projection = IncludeProjection(["kinds", "purpose"])

    outbox_key = UnicodeAttribute(hash_key=True)
    outbox_at = UnicodeAttribute(range_key=True)
    kinds = UnicodeAttribute(null=True)
    purpose = UnicodeAttribute()


class ByRecipientIndex(GlobalSecondaryIndex["MessageRecord"]):
    class Meta:
        index_name = "by_recipient"
        projection = KeysOnlyProjection()

    recipient_key = UnicodeAttribute(hash_key=True)
    listed_at = UnicodeAttribute(range_key=True)


class ByProviderIndex(GlobalSecondaryIndex["MessageRecord"]):
    class Meta:
        index_name = "by_provider"
        projection = KeysOnlyProjection()

    provider_key = UnicodeAttribute(hash_key=True)


class MessageRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default="-")
    outbox = OutboxIndex()
    by_recipient = ByRecipientIndex()
    by_provider = ByProviderIndex()
    outbox_key = UnicodeAttribute(null=True)
    outbox_at = UnicodeAttribute(null=True)
    recipient_key = UnicodeAttribute()
    listed_at = UnicodeAttribute()
    schema_version = NumberAttribute(default=2)
    recipient_kind = UnicodeAttribute()
    recipient_id = UnicodeAttribute()
    template = UnicodeAttribute()
    language = UnicodeAttribute()
    purpose = UnicodeAttribute(default=Purpose.SERVICE.value)
    parameters = JSONAttribute()
    cause = UnicodeAttribute(null=True)
    members = UnicodeSetAttribute(null=True)
    kinds = UnicodeAttribute(null=True)
    tried = UnicodeAttribute(null=True)
    queued_at = UnicodeAttribute()
    due_at = UnicodeAttribute(null=True)
    status = UnicodeAttribute()
    rank = NumberAttribute(default=0)
    reason = UnicodeAttribute(null=True)
    kind = UnicodeAttribute(null=True)
    provider_id = UnicodeAttribute(null=True)
    provider_key = UnicodeAttribute(null=True)
    attempts = NumberAttribute(default=0)
    answered = NumberAttribute(default=0)
    failures = NumberAttribute(default=0)
    claimed_until = UnicodeAttribute(null=True)
    facts = JSONAttribute()
    ttl = NumberAttribute()


class EarlyRecord(Model):
    """A receipt whose message nobody knows; of no organisation, for the bus of an account names none."""

    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True, default=EARLY)
    sk = UnicodeAttribute(range_key=True)
    said = JSONAttribute()
    since = UnicodeAttribute()
    tries = NumberAttribute()
    ttl = NumberAttribute()


class LetterRecord(Model):
    class Meta(Table):
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    listed_at = UnicodeAttribute()
    to = UnicodeAttribute(null=True)
    subject = UnicodeAttribute(null=True)
    text = UnicodeAttribute(null=True)
    printed_at = UnicodeAttribute(null=True)
    ttl = NumberAttribute()


def update(record: Any, actions: list[Any], condition: Any) -> bool:  # noqa: ANN401  (all of PynamoDB)
    """Whether the condition held, and the record is as it is stored now."""
    try:
        record.update(actions=actions, condition=condition)
    except UpdateError as error:
        unless_refused(error)
        return False
    return True


def unless_refused(error: PutError | UpdateError) -> None:
    if code_of(error) != REFUSED:
        raise error


def either(attribute: Any, value: str) -> Any:  # noqa: ANN401  (of PynamoDB)
    """DynamoDB keeps no empty text as an attribute of ours."""
    return attribute.set(value) if value else attribute.remove()
