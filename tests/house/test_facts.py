"""A fact, its schema, its place in the documents and its listeners are one list."""

import ast
import json
import re
from dataclasses import fields

import pytest
from jsonschema import Draft202012Validator

from frontdesk.audit.usecases.record_fact import ABOUT
from frontdesk.kernel.events import ENVELOPE
from tests.house.plan import AREAS, HOUSE, ROOT, area_of, facts, module_of, read

FACTS = facts()


def schema_of(fact):
    return json.loads(read(f"events/{area_of(fact)}/{fact.__name__}.json"))


def lambda_functions():
    """`<app>-<function>` of every function the apps declare, read from their text."""
    found = set()
    for path in ROOT.glob("functions/*/app.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "lambda_function":
                names = [it.value.value for it in node.keywords if it.arg == "name"]
                found |= {f"{path.parent.name}-{name}" for name in names}
    return found


@pytest.mark.parametrize("fact", FACTS, ids=lambda it: it.__name__)
def test_the_schema_of_a_fact_has_exactly_its_fields(fact):
    own = {it.name for it in fields(fact)} - set(ENVELOPE)
    schema = schema_of(fact)
    assert schema["title"] == fact.__name__
    assert set(schema["properties"]) == own
    assert set(schema["required"]) == own
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("fact", FACTS, ids=lambda it: it.__name__)
def test_the_example_of_a_fact_fits_its_schema(fact):
    schema = schema_of(fact)
    Draft202012Validator.check_schema(schema)
    assert schema["examples"]
    for example in schema["examples"]:
        Draft202012Validator(schema).validate(example)


@pytest.mark.parametrize("fact", FACTS, ids=lambda it: it.__name__)
def test_the_trail_knows_what_a_fact_is_about(fact):
    assert {it.name for it in fields(fact)} & set(ABOUT)


def test_every_schema_is_the_schema_of_a_fact():
    written = {f"{path.parent.name}/{path.stem}" for path in ROOT.glob("events/*/*.json")}
    assert written == {f"{area_of(fact)}/{fact.__name__}" for fact in FACTS}


@pytest.mark.parametrize("fact", FACTS, ids=lambda it: it.__name__)
def test_a_fact_comes_from_the_area_that_defines_it(fact):
    assert fact.__module__ == f"{fact.source}.events"


@pytest.mark.parametrize("area", [area for area in AREAS if area != "kernel"])
def test_the_first_lines_of_an_area_name_what_it_publishes(area):
    said = module_of(HOUSE / area / "__init__.py").__doc__.partition("Publishes")[2].partition("Listens")[0]
    assert set(re.findall(r"[A-Z]\w+", said)) == {it.__name__ for it in FACTS if area_of(it) == area}


def test_the_routes_name_facts_that_exist():
    routes = json.loads(read("events/routes.json"))
    routed = {(source, fact) for source, heard in routes.items() for fact in heard}
    assert routed <= {(fact.source, fact.__name__) for fact in FACTS}


def test_the_routes_name_functions_that_exist():
    routes = json.loads(read("events/routes.json"))
    listeners = {name for heard in routes.values() for names in heard.values() for name in names}
    assert listeners
    assert listeners <= lambda_functions()
