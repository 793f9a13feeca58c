"""The decision table lists every way of a location once, and each way leads where it says."""

from itertools import product

import pytest
from hypothesis import given, settings

from frontdesk.window.model.plan import Plan
from frontdesk.window.rules.table import decision_table
from frontdesk.window.rules.walk import Walk
from tests.clinic import LINDENHOF, XINGLIN, a_definition, demo_catalogue, lindenhof

from .builders import MONDAY_MORNING, a_small_definition
from .test_definition import correct_definitions


def rows(location, definition=None):
    plan = Plan.read(definition or a_small_definition())
    return [
        (row.flow, [f"{it.place}={'|'.join(it.values)}" for it in row.asked], row.case.do)
        for row in decision_table(plan, location)
    ]


@pytest.mark.requirement("N3")
def test_every_way_of_a_location_is_a_row_and_answers_alike_share_one():
    assert rows("nord") == [
        ("appointment", ["appointment/known=no", "appointment/insurance=statutory"], "message"),
        ("appointment", ["appointment/known=no", "appointment/insurance=private"], "external"),
        ("appointment", ["appointment/known=yes", "appointment/insurance=statutory"], "message"),
        ("appointment", ["appointment/known=yes", "appointment/insurance=private"], "message"),
        ("callback", [], "message"),
    ]
    private = ["appointment/known=yes", "appointment/insurance=private"]
    attached = [*private, "appointment/service=vaccination", "shots/menu=sheet"]
    assert ("appointment", attached, "file") in rows("mitte")


def leads_there(plan, catalogue, location, row):
    """Walk each of the row's ways; the cases they end in."""
    for values in product(*(it.values for it in row.asked)):
        walk = Walk(plan, catalogue)
        walk.location = location
        walk.enter(row.flow, None, MONDAY_MORNING)
        for asked, value in zip(row.asked, values, strict=True):
            assert walk.take(asked.place, value, MONDAY_MORNING), (row, value)
        yield walk.case


@pytest.mark.requirement("N3", "S3")
@pytest.mark.parametrize("organisation_id", [LINDENHOF, XINGLIN])
def test_each_row_of_the_demo_clinics_leads_where_it_says(organisation_id):
    plan, catalogue = Plan.read(a_definition(organisation_id)), demo_catalogue(organisation_id)
    for location in plan.locations:
        for row in decision_table(plan, location):
            open_flows = not any(it.gated for it in plan.flows.values() if it.name == row.flow)
            for case in leads_there(plan, catalogue, location, row):
                assert case == row.case or (case is None and not open_flows)


@settings(max_examples=80)
@given(correct_definitions())
def test_each_row_of_any_correct_release_leads_where_it_says(definition):
    plan = Plan.read(definition)
    for row in decision_table(plan, "mitte"):
        if row.flow == "appointment":
            assert all(it == row.case for it in leads_there(plan, lindenhof(), "mitte", row))
