"""The meter counts what AWS bills, and a use that costs more than before turns the run red."""

import json

import pytest

from benchmarks.units import lower, risen
from tests.conftest import client

from .hook import running, watching
from .meter import Meter
from .sizes import index_units, item_size, read_units, write_units

TABLE = "frontdesk-requests"
BY_STATE = {"keys": ["state"], "table_keys": ["pk"], "others": ["note"]}


def item(**values):
    return {"pk": {"S": "lindenhof#1"}, "sk": {"S": "-"}} | {name: {"S": it} for name, it in values.items()}


def spent(deed):
    with running("window/api"), watching(Meter()) as meter:
        deed()
    return {name: count for name, count in meter.counts.items() if count}


def put(**values):
    client("dynamodb").put_item(TableName=TABLE, Item=item(**values))


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": "Änne"}, 5),
        ({"N": "0"}, 1),
        ({"N": "1234567"}, 5),
        ({"N": "-12.5"}, 4),
        ({"B": b"four"}, 4),
        ({"BOOL": True}, 1),
        ({"NULL": True}, 1),
        ({"M": {"a": {"S": "b"}}}, 6),
        ({"L": [{"S": "ab"}, {"S": "c"}]}, 8),
        ({"SS": ["a", "bc"]}, 3),
    ],
)
def test_a_value_has_the_size_that_the_guide_gives_it(value, size):
    assert item_size({"name": value}) == len("name") + size


def test_a_write_is_billed_by_the_larger_item_and_a_read_by_four_kilobytes():
    assert write_units({}, {"a": {"S": "x" * 1023}}) == 1
    assert write_units({"a": {"S": "x" * 1024}}, {}) == 2
    assert read_units(4096, consistent=True) == 1
    assert read_units(4097, consistent=False) == 1


@pytest.mark.parametrize(
    ("before", "after", "units"),
    [
        (None, item(), 0),
        (None, item(state="open"), 1),
        (item(state="open"), None, 1),
        (item(state="open"), item(state="closed"), 2),
        (item(state="open"), item(state="open", note="x" * 2000), 2),
        (item(state="open"), item(state="open", text="not in the index"), 0),
    ],
)
def test_an_index_is_written_when_what_it_holds_changes(before, after, units):
    assert index_units(before, after, BY_STATE) == units


def test_a_transaction_costs_twice_and_a_refused_condition_as_much_as_a_write(cloud):
    once = {"TableName": TABLE, "Item": item(), "ConditionExpression": "attribute_not_exists(pk)"}
    assert spent(lambda: client("dynamodb").transact_write_items(TransactItems=[{"Put": once}])) == {
        "calls": 1,
        "write_units": 2,
    }

    def again():
        with pytest.raises(client("dynamodb").exceptions.ConditionalCheckFailedException):
            client("dynamodb").put_item(**once)

    assert spent(again) == {"calls": 1, "write_units": 1}


def test_events_are_counted_by_entry_and_what_a_test_asks_for_itself_is_free(cloud):
    entry = {"EventBusName": "frontdesk", "Source": "a", "DetailType": "b", "Detail": "{}"}
    assert spent(lambda: client("events").put_events(Entries=[entry, entry])) == {"calls": 1, "events": 2}
    with watching(Meter()) as meter:
        put()
    assert not meter.counts


def test_a_batch_of_reads_is_rounded_up_item_by_item(cloud):
    put()
    keys = [{"pk": {"S": f"lindenhof#{n}"}, "sk": {"S": "-"}} for n in (1, 2)]
    wanted = {TABLE: {"Keys": keys, "ConsistentRead": True}}
    assert spent(lambda: client("dynamodb").batch_get_item(RequestItems=wanted)) == {
        "calls": 1,
        "read_units": 2,
    }


EXTRA = {
    "an extra read": lambda: client("dynamodb").get_item(TableName=TABLE, Key=item()),
    "an item of 1.1 kB": lambda: put(note="x" * 1100),
    "a scan": lambda: client("dynamodb").scan(TableName=TABLE),
    "a second transaction": lambda: client("dynamodb").transact_write_items(
        TransactItems=[{"Put": {"TableName": TABLE, "Item": item(note="2")}}]
    ),
}


@pytest.mark.parametrize("extra", EXTRA)
def test_whatever_is_spent_more_is_told(cloud, extra):
    allowed = {"open": {"calls": 1, "write_units": 1, "read_units": 0}}
    assert risen({"open": {"calls": 0, "write_units": 0, "read_units": 0} | spent(put)}, allowed) == []

    def more():
        put()
        EXTRA[extra]()

    assert risen({"open": {"calls": 0, "write_units": 0, "read_units": 0} | spent(more)}, allowed) != []


def test_a_use_without_budget_and_a_budget_without_use_are_told():
    assert risen({"open": {}}, {"close": {}}) == [
        "BROKEN close: not measured any more",
        "BROKEN open: no budget",
    ]


def test_budgets_are_lowered_and_never_raised(tmp_path):
    path = tmp_path / "budget.json"
    path.write_text(json.dumps({"use_cases": {"open": {"calls": 3, "events": 1}}}))
    lower({"open": {"calls": 2, "events": 4}, "close": {"calls": 1}}, path)
    assert json.loads(path.read_text())["use_cases"] == {
        "open": {"calls": 2, "events": 1},
        "close": {"calls": 1},
    }
