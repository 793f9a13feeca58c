"""Functions die, AWS refuses, repeats and reorders: nothing is lost, nothing happens twice, everybody is told."""

from benchmarks.budgets import budgets
from benchmarks.units import risen
from tests.width import seeded, wide

from .disturbances import Delivers, Dies
from .grants import FURTHER, differences, granted, seen
from .matrix import points, sampled
from .uses import metered

ALL = 10**9


def test_a_function_may_die_at_every_call(town, covered):
    every = [(act, at, Dies(when)) for act, at in points(town.acts) for when in ("before", "after")]
    assert 300 <= len(every) <= 2 * town.calls
    chosen = sampled(every, wide(40, ALL), seeded())
    covered("crash points", chosen, every)
    assert town.faults(chosen) == []


def test_everything_may_be_delivered_again_and_in_another_order(town, covered):
    manners = [(2, None), (5, None), *((copies, seed) for copies in (1, 2) for seed in range(5))]
    every = [(act, 0, Delivers(*it)) for act in town.acts for it in manners]
    chosen = sampled(every, wide(40, ALL), seeded())
    covered("deliveries", chosen, every)
    assert town.faults(chosen) == []


def test_every_use_keeps_to_its_budget(town):
    town.world.restore(town.begin)
    assert risen(metered(town.world), budgets("use_cases")) == []


def test_every_function_may_do_what_it_does_and_the_rest_has_a_reason(town):
    did = seen(call for act in town.acts for call in act.calls)
    found = differences(granted(), did, FURTHER)
    assert not found, "\n".join(found)
