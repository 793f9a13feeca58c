"""Where follow-up keeps things: one table, its indexes, and one way to write under a condition."""

import json
import os
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.constants import STREAM_NEW_AND_OLD_IMAGE
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.kernel.patience import EveryTable

KEPT_FOR = timedelta(days=3653)


class Table(EveryTable):
    """What every record of follow-up says about its table."""

    table_name = os.environ.get("FOLLOWUP_TABLE", "frontdesk-followup")
    stream_view_type = STREAM_NEW_AND_OLD_IMAGE


class Json(JSONAttribute):
    """JSON in as few bytes as it takes, in Chinese too."""

    def serialize(self, value: Any) -> str | None:  # noqa: ANN401  (as its base has it)
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Listed(GlobalSecondaryIndex[Any]):
    class Meta:
        index_name = "listed"
        projection = KeysOnlyProjection()

    list_key = UnicodeAttribute(hash_key=True)
    listed_on = UnicodeAttribute(range_key=True)


class Owned(GlobalSecondaryIndex[Any]):
    class Meta:
        index_name = "owned"
        projection = KeysOnlyProjection()

    owner_key = UnicodeAttribute(hash_key=True)
    listed_on = UnicodeAttribute(range_key=True)


class Running(GlobalSecondaryIndex[Any]):
    class Meta:
        index_name = "running"
        projection = KeysOnlyProjection()

    running_key = UnicodeAttribute(hash_key=True)
    running_at = UnicodeAttribute(range_key=True)


class BySubject(GlobalSecondaryIndex[Any]):
    class Meta:
        index_name = "by_subject"
        projection = KeysOnlyProjection()

    subject_key = UnicodeAttribute(hash_key=True)
    filed_at = UnicodeAttribute(range_key=True)


def connection_of(model: Any) -> Connection:  # noqa: ANN401  (a model; PynamoDB keeps it to itself)
    """For a transaction over records of this table."""
    found: Connection = model._get_connection().connection  # noqa: SLF001
    return found


def subject_key(organisation_id: OrganisationId, subject_id: SubjectId) -> str:
    """The hash key of what a patient has."""
    return f"{organisation_id}#{subject_id}"


def instant(at: datetime) -> str:
    """As it stands in a key: to the second, always of one length."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def ends_after(day: date, kept_for: timedelta = KEPT_FOR) -> int:
    """The `ttl` of a record that is kept so long from that day, a record of care where nothing else is said."""
    return int((datetime(day.year, day.month, day.day, tzinfo=UTC) + kept_for).timestamp())
