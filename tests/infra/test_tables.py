"""The tables as the template makes them are the tables as each area's storage knows them."""

import importlib

import pytest
from pynamodb.models import Model

from infra.target import ROOT

AREAS = sorted(
    it.parent.name for it in (ROOT / "layers/frontdesk").glob("*/storage*") if it.name != "__pycache__"
)
GUESTS = {"outreach": "reminders"}
"""Areas without a table: what they keep lies in another's, under keys of their own."""
TABLES = {area: f"{GUESTS.get(area, area).capitalize()}Table" for area in AREAS}


def records(area):
    """The record classes an area defines; abstract ones have no table name."""
    storage = importlib.import_module(f"frontdesk.{area}.storage")
    found = [it for it in vars(storage).values() if isinstance(it, type) and issubclass(it, Model)]
    own = [it for it in found if it.__module__.startswith(storage.__name__) and hasattr(it, "Meta")]
    return [it for it in own if getattr(it.Meta, "table_name", None)]


def keys(schema):
    return [(key["AttributeName"], key["KeyType"]) for key in schema]


@pytest.mark.parametrize("area", TABLES)
def test_table_and_storage_agree_on_the_keys(area, of_type):
    table = of_type("AWS::DynamoDB::Table")[TABLES[area]]
    for record in records(area):
        known = record._get_schema()
        assert sorted(keys(known["key_schema"])) == sorted(keys(table["KeySchema"])), record.__name__


@pytest.mark.parametrize("area", TABLES)
def test_table_and_storage_agree_on_the_indexes(area, of_type):
    table = of_type("AWS::DynamoDB::Table")[TABLES[area]]
    deployed = {
        index["IndexName"]: (sorted(keys(index["KeySchema"])), index["Projection"]["ProjectionType"])
        for index in table.get("GlobalSecondaryIndexes", [])
    }
    known = {
        index["index_name"]: (sorted(keys(index["key_schema"])), index["projection"]["ProjectionType"])
        for record in records(area)
        for index in record._get_schema()["global_secondary_indexes"]
    }
    of_others = deployed if area in GUESTS else {}
    assert of_others | known == deployed


@pytest.mark.parametrize("area", TABLES)
def test_table_and_storage_agree_on_whether_facts_leave(area, of_type):
    streams = "StreamSpecification" in of_type("AWS::DynamoDB::Table")[TABLES[area]]
    told = any(getattr(record.Meta, "stream_view_type", None) for record in records(area))
    assert told == streams


@pytest.mark.parametrize(("guest", "host"), GUESTS.items())
def test_a_guest_keeps_things_in_the_table_of_its_host(guest, host):
    assert {it.Meta.table_name for it in records(guest)} == {it.Meta.table_name for it in records(host)}


@pytest.mark.parametrize("area", TABLES)
def test_the_template_describes_exactly_the_attributes_that_are_keys(area, of_type):
    table = of_type("AWS::DynamoDB::Table")[TABLES[area]]
    schemas = [table["KeySchema"], *(index["KeySchema"] for index in table.get("GlobalSecondaryIndexes", []))]
    used = {name for schema in schemas for name, _ in keys(schema)}
    assert {it["AttributeName"] for it in table["AttributeDefinitions"]} == used
