"""What a use costs: calls, read and write units, transitions, invocations, events and messages.

moto's own figures are constants, so that units come from the items: what a write finds and leaves, what a read brings.
"""

import json
from collections import Counter

from botocore.exceptions import ClientError
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.utilities import dynamo_json_dump

from tests.conftest import client

from .hook import Probe, running, watching
from .sizes import index_units, item_size, read_units, write_units
from .state import tables

WRITES = ("PutItem", "UpdateItem", "DeleteItem")
REFUSED = {"ConditionalCheckFailedException", "TransactionCanceledException"}
COUNTED = ("calls", "read_units", "write_units", "transitions", "invocations", "events", "messages")


class Meter(Probe):
    """A probe that counts; `counts` has every name of COUNTED but what only the world knows."""

    def __init__(self):
        super().__init__()
        self.counts = Counter()

    def passes(self, call, really):
        if call.handler is None:
            return really()
        touched = list(_touched(call))
        before = [_stored(table, key) for table, key in touched]
        try:
            call.answer = super().passes(call, really)
        finally:
            self.counts["calls"] += 1
            after = [_stored(table, key) for table, key in touched]
            doubled = 2 if call.operation.startswith("Transact") else 1
            for (table, _), was, now in zip(touched, before, after, strict=True):
                base, indexes = _written(table, was, now, call)
                self.counts["write_units"] += doubled * base + indexes
                self.counts["index_units"] += indexes
        self.counts["read_units"] += _read(call)
        self.counts["events"] += len(call.params["Entries"]) if call.operation == "PutEvents" else 0
        return call.answer


def measured(world, deed):
    """The counts of a deed and of everything that follows from it by itself."""
    meter = Meter()
    before = _of_the_world(world)
    with watching(meter):
        deed()
        world.follow()
    counts = meter.counts + _of_the_world(world)
    counts.subtract(before)
    return {name: counts[name] for name in COUNTED}


def _of_the_world(world):
    executions = world.machines.executions.values()
    return Counter(
        transitions=sum(it.transitions for it in executions),
        invocations=world.invocations,
        messages=len(world.phone.came),
    )


def _touched(call):
    """Table and key of every item that a call writes."""
    if call.service != "dynamodb":
        return
    if call.operation in WRITES:
        yield call.params["TableName"], _key(call.params)
    for it in call.params.get("TransactItems", ()):
        [(kind, one)] = it.items()
        if kind != "ConditionCheck":
            yield one["TableName"], _key(one)
    if call.operation == "BatchWriteItem":
        for table, wanted in call.params["RequestItems"].items():
            for it in wanted:
                [one] = it.values()
                yield table, _key({"TableName": table, **one})


def _key(params):
    return (
        params["Key"]
        if "Key" in params
        else {it: params["Item"][it] for it in _table(params["TableName"])[1]}
    )


def _table(name):
    """moto's table, and the names of its keys."""
    table = dict(tables())[name]
    return table, [it for it in (table.hash_key_attr, table.range_key_attr) if it]


def _stored(name, key):
    table, names = _table(name)
    item = table.get_item(*[DynamoType(key[it]) for it in names])
    return json.loads(dynamo_json_dump(item.attrs)) if item else None


def _written(name, was, now, call):
    """Units of the table, which a transaction doubles, and of its indexes, which it does not."""
    table, names = _table(name)
    failed = isinstance(call.error, ClientError)
    assert not failed or call.error.response["Error"]["Code"] in REFUSED, call.error
    indexes = [
        {
            "keys": [key["AttributeName"] for key in it.schema],
            "table_keys": names,
            "others": None
            if it.projection["ProjectionType"] == "ALL"
            else it.projection.get("NonKeyAttributes", []),
        }
        for it in table.global_indexes
    ]
    return write_units(was, now), sum(index_units(was, now, it) for it in indexes)


def _items(call):
    """What was read; counting reads as much and brings nothing, so that it is looked up again."""
    if call.params.get("Select") != "COUNT":
        return call.answer["Items"]
    with running(None):
        return client("dynamodb").query(**{k: v for k, v in call.params.items() if k != "Select"})["Items"]


def _read(call):
    if call.service != "dynamodb":
        return 0
    consistent = bool(call.params.get("ConsistentRead"))
    match call.operation:
        case "GetItem":
            return read_units(item_size(call.answer.get("Item")), consistent=consistent)
        case "Query" | "Scan":
            # A filter hides what was read and paid: nothing here may filter unseen.
            assert "FilterExpression" not in call.params, call.name
            return read_units(sum(map(item_size, _items(call))), consistent=consistent)
        case "BatchGetItem":
            found = [
                (it, wanted) for table, wanted in call.params["RequestItems"].items() for it in wanted["Keys"]
            ]
            sizes = [item_size(it) for items in call.answer["Responses"].values() for it in items]
            missing = len(found) - len(sizes)
            eventual = not all(wanted.get("ConsistentRead") for _, wanted in found)
            return sum(read_units(it, consistent=not eventual) for it in sizes + [0] * missing)
    return 0
