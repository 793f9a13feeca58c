"""Where reminders keep things: one table, and one way to write under a condition."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pynamodb.attributes import JSONAttribute
from pynamodb.constants import STREAM_NEW_AND_OLD_IMAGE
from pynamodb.exceptions import PutError

from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.kernel.patience import REFUSED, EveryTable, code_of

SEND, CALL = "send", "call"
"""The two lists of the index `queue`: what goes out, and who is to be called."""
BETWEEN = "."


class Table(EveryTable):
    """What every record of reminders says about its table."""

    table_name = os.environ.get("REMINDERS_TABLE", "frontdesk-reminders")
    stream_view_type = STREAM_NEW_AND_OLD_IMAGE


class Json(JSONAttribute):
    """JSON in as few bytes as it takes: a reminder shall fit in one unit, in Chinese too."""

    def serialize(self, value: Any) -> str | None:  # noqa: ANN401  (as its base has it)
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def patient_pk(organisation_id: OrganisationId, subject_id: SubjectId) -> str:
    """Where all lies that is known of a patient here."""
    return f"{organisation_id}#PATIENT#{subject_id}"


def subject_of(organisation_id: OrganisationId, pk: str) -> SubjectId:
    """Whose partition it is."""
    return SubjectId(pk.removeprefix(patient_pk(organisation_id, SubjectId(""))))


def place_key(organisation_id: OrganisationId, location_id: LocationId, pile: str = "") -> str:
    """The hash key of a location's list."""
    return f"{organisation_id}#{location_id}{f'#{pile}' if pile else ''}"


def instant(at: datetime) -> str:
    """As it stands in a key: to the second, always of one length."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def save_new(record: Any) -> bool:  # noqa: ANN401  (all of PynamoDB)
    """Store a record without a version where none is; whether that was so."""
    try:
        record.save(condition=type(record).pk.does_not_exist())
    except PutError as error:
        if code_of(error) != REFUSED:
            raise
        return False
    return True


class Page:
    """A page of an index: its keys in order, and where the next one begins, as an address can carry it."""

    def __init__(self, found: Any, most: int, range_name: str) -> None:  # noqa: ANN401  (a ResultIterator)
        self.keys: list[tuple[str, str]] = []
        last: Any = None
        for record in found:
            if len(self.keys) == most:
                self.after: str | None = BETWEEN.join((getattr(last, range_name), last.sk, last.pk))
                return
            self.keys.append((record.pk, record.sk))
            last = record
        self.after = None


def start_key(
    organisation_id: OrganisationId, after: str | None, hash_key: Mapping[str, str], range_name: str
) -> dict[str, dict[str, str]] | None:
    """Where to go on. What an address carries is trusted with nothing: it stays in the list of that hash key."""
    range_, _, rest = (after or "").partition(BETWEEN)
    sk, _, pk = rest.partition(BETWEEN)
    if not pk or not sk or not range_ or not pk.startswith(f"{organisation_id}#"):
        return None
    said = {**hash_key, range_name: range_, "pk": pk, "sk": sk}
    return {name: {"S": value} for name, value in said.items()}


def in_order(keys: Sequence[tuple[str, str]], records: Iterator[Any]) -> list[Any]:
    """The records that exist, in the order of their keys."""
    found = {(it.pk, it.sk): it for it in records}
    return [found[key] for key in keys if key in found]
