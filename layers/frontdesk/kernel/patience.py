"""How long a service under us is waited for: shorter than a person waits for a page, and than a function may run."""

import os
import random
import time
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Any, TypeVar

from frontdesk.kernel.errors import Conflict, Unavailable

CONNECT_S, READ_S, TRIES = 1, 4, 3
AT_ONCE = 100
"""Records that one call can ask for."""
PAUSE_S = 0.05
REFUSED = "ConditionalCheckFailedException"
CROWDED_TRIES = 6
FAILED, CONFLICT = "ConditionalCheckFailed", "TransactionConflict"
"""Why DynamoDB cancels a transaction: for a condition, or for another one."""
T = TypeVar("T")

CLIENT: dict[str, Any] = {
    "connect_timeout": CONNECT_S,
    "read_timeout": READ_S,
    "retries": {"total_max_attempts": TRIES},
}
"""The same for a client of botocore, as its Config takes it."""


class EveryTable:
    """What each DynamoDB table says alike in its Meta."""

    region = os.environ.get("AWS_REGION", "eu-central-1")
    billing_mode = "PAY_PER_REQUEST"
    connect_timeout_seconds = CONNECT_S
    read_timeout_seconds = READ_S
    max_retry_attempts = TRIES - 1


def past_a_crowd(write: Callable[[], T]) -> T:
    """What the transaction gives; again, while nothing but others at its records is in the way: six times at most.

    Of two transactions at one record DynamoDB refuses one without asking its conditions.
    """
    for _ in range(CROWDED_TRIES - 1):
        try:
            return write()
        except Exception as error:
            codes = {it.code for it in getattr(error, "cancellation_reasons", ()) if it}
            if FAILED in codes or CONFLICT not in codes:
                raise
        time.sleep(random.uniform(0, PAUSE_S))  # noqa: S311  (so that they do not meet again)
    return write()


def save_versioned(record: Any, version: int | None) -> bool:  # noqa: ANN401  (all of PynamoDB)
    """Store the record in place of that version, None where none may be; whether it was still so."""
    if version is not None:
        record.version = version
    try:
        record.save()  # VersionAttribute adds its own condition
    except Exception as error:
        if code_of(error) != REFUSED:
            raise
        return False
    return True


def save_or_conflict(record: Any, version: int | None) -> int:  # noqa: ANN401  (all of PynamoDB)
    """The same; the new version. Conflict when it was not so."""
    if not save_versioned(record, version):
        raise Conflict(sk=record.sk)
    return int(record.version)


def code_of(error: Any) -> str:  # noqa: ANN401  (any error of PynamoDB)
    """What DynamoDB calls its no; empty where it gave no answer at all, of which PynamoDB's own property dies."""
    answer = getattr(getattr(error, "cause", None), "response", None) or {}
    code: str = answer.get("Error", {}).get("Code", "")
    return code


def use_up_a_try(record: Any, *, most: int, until: datetime) -> int | None:  # noqa: ANN401  (a record of PynamoDB)
    """Count one more of `most` tries on the record, kept until `until`: how many are left, None when none was."""
    model = type(record)
    used = model.tries
    try:
        record.update(
            actions=[used.add(1), model.ttl.set(int(until.timestamp()))],
            condition=used.does_not_exist() | (used < most),
            add_version_condition=False,
        )
    except Exception as error:
        if code_of(error) != REFUSED:
            raise
        return None
    return most - int(record.tries or most)


def read_many(model: Any, keys: Collection[tuple[str, str]]) -> Iterator[Any]:  # noqa: ANN401  (a Model of PynamoDB)
    """The records of a table that exist, by partition and sort key; Unavailable when DynamoDB leaves some unread.

    PynamoDB's own `batch_get` asks for what was left again and again, without a pause and without an end.
    """
    wanted = [{"pk": pk, "sk": sk} for pk, sk in keys]
    table = model.Meta.table_name
    for at in range(0, len(wanted), AT_ONCE):
        left: list[Any] = wanted[at : at + AT_ONCE]
        for tried in range(TRIES):
            said = model._get_connection().batch_get_item(left)  # noqa: SLF001
            yield from map(model.from_raw_data, said["Responses"][table])
            left = said.get("UnprocessedKeys", {}).get(table, {}).get("Keys", [])
            if not left:
                break
            time.sleep(random.uniform(0, PAUSE_S * (tried + 1)))  # noqa: S311  (so that they do not meet again)
        else:
            raise Unavailable
