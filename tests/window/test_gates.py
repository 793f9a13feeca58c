"""A flow keeps the hours of the wall it hangs on, also on the two days a year when the clock jumps."""

from datetime import UTC, datetime

import pytest

from frontdesk.kernel.ids import LocationId
from frontdesk.window.model.plan import Plan
from frontdesk.window.rules.gates import is_open, is_valid
from tests.clinic import lindenhof

from .builders import a_small_definition

MITTE = lindenhof().location(LocationId("mitte"))


def callback(**gates):
    definition = a_small_definition()
    flow = definition["flows"]["callback"]
    del flow["hours"]
    flow.update(gates)
    return Plan.read(definition).flows["callback"]


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.requirement("N5")
@pytest.mark.parametrize(
    ("instant", "answers"),
    [
        (utc(2026, 11, 23, 6, 59), False),
        (utc(2026, 11, 23, 7, 0), True),
        (utc(2026, 11, 23, 11, 29), True),
        (utc(2026, 11, 23, 11, 30), False),
        (utc(2026, 11, 22, 9, 0), False),
        (utc(2026, 7, 20, 6, 0), True),
        (utc(2026, 7, 20, 10, 30), False),
    ],
)
def test_the_location_s_hours_hold_in_winter_and_in_summer(instant, answers):
    assert is_open(callback(hours="location"), MITTE, instant) is answers


@pytest.mark.requirement("N5")
def test_an_hour_that_the_clock_skips_is_never_open_and_one_that_it_repeats_is_open_twice():
    night = callback(hours={"6": [["02:00", "03:00"]]})
    spring = [is_open(night, MITTE, utc(2026, 3, 29, hour, 30)) for hour in range(3)]
    autumn = [is_open(night, MITTE, utc(2026, 10, 25, hour, 30)) for hour in range(3)]
    assert (spring, autumn) == ([False, False, False], [True, True, False])


@pytest.mark.requirement("N5")
def test_hours_on_a_day_outside_the_validity_do_not_count():
    flow = callback(hours="location", valid={"from": "2026-11-24"})
    assert not is_open(flow, MITTE, utc(2026, 11, 23, 9))
    assert is_open(flow, MITTE, utc(2026, 11, 24, 9))


@pytest.mark.requirement("N5")
@pytest.mark.parametrize(
    ("valid", "days"),
    [
        ({"from": "2026-11-24"}, [False, True, True]),
        ({"until": "2026-11-24"}, [True, True, False]),
        ({"from": "2026-11-24", "until": "2026-11-24"}, [False, True, False]),
    ],
)
def test_both_dates_of_a_validity_belong_to_it(valid, days):
    flow = callback(valid=valid)
    assert [is_valid(flow, datetime(2026, 11, day, tzinfo=UTC).date()) for day in (23, 24, 25)] == days


@pytest.mark.requirement("N5")
def test_a_flow_without_hours_answers_all_day_while_it_is_in_force():
    flow = callback(valid={"until": "2026-11-24"})
    assert [is_open(flow, MITTE, utc(2026, 11, day, 3)) for day in (24, 25)] == [True, False]
