"""AWS refuses, is silent or does half at any call: success, or a clean no. Apart, for it takes longest."""

from tests.width import seeded, wide

from . import disturbances
from .matrix import points, sampled

ALL = 10**9


def test_every_service_may_refuse_once_or_for_ten_minutes(town, covered):
    places = points(town.acts, distinct=True)
    every = [(act, at, fault) for act, at in places for fault in disturbances.of(act.calls[at], at)]
    chosen = sampled(every, wide(60, ALL), seeded())
    covered("faults of services", chosen, every)
    assert town.faults(chosen) == []
