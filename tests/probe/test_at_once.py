"""People act on the same request at the same time: whoever is heard first, there is one winner and no lost word."""

from datetime import timedelta
from itertools import combinations

import pytest
from pynamodb.models import Model

from frontdesk.requests.storage import RequestRecord
from tests.width import seeded, wide

from .at_once import SAYS, actors, faults, request_of, untold
from .explorer import every_order, some_orders
from .scripts import SENT, asks_back, looks, opens_the_request
from .street import Street, clinics

BEGINNINGS = {
    "waiting": (SENT, timedelta()),
    "overdue": (SENT, timedelta(days=3)),
    "asked": ((*SENT, opens_the_request, asks_back, looks), timedelta()),
    "asked and overdue": ((*SENT, opens_the_request, asks_back, looks), timedelta(days=15)),
}
PAIRS = list(combinations(SAYS, 2))
TRIPLES = list(combinations(SAYS, 3))


@pytest.fixture(scope="module")
def beginnings():
    """The world, and a request in each state; time has gone by for some, and nobody has noticed yet."""
    with pytest.MonkeyPatch.context() as patch, clinics(patch) as world:
        empty, ready = world.snapshot(), {}
        for name, (acts, later) in BEGINNINGS.items():
            world.restore(empty)
            for act in acts:
                act(Street(world))
                world.settle()
            world.now += later
            ready[name] = world.snapshot()
        yield world, ready


class Scene:
    """A state, some people, and what was wrong after the orders that were tried."""

    def __init__(self, beginnings, state, names):
        self.world, ready = beginnings
        self.begin, self.state, self.names = ready[state], state, names

    def begins(self):
        self.world.restore(self.begin)
        self.before = request_of(self.world)

    def people(self):
        return actors(self.world, self.names)

    def faults(self, orders):
        """A sentence for everything that does not hold; how many orders it were is counted."""
        found, self.tried = [], 0
        for told in orders:
            self.tried += 1
            wrong = faults(self.world, told, self.before)
            self.world.settle()
            wrong += untold(self.world)
            found += [f"{self.state}, {told.order}: {it}" for it in wrong]
        return found


def test_two_people_act_in_every_order(beginnings, record_property):
    everything = [(state, names) for state in BEGINNINGS for names in PAIRS]
    chosen = everything if wide(0, 1) else seeded().sample(everything, 6)
    found, tried = [], 0
    for state, names in chosen:
        scene = Scene(beginnings, state, names)
        found += scene.faults(every_order(scene.begins, scene.people))
        tried += scene.tried
    record_property("covered", f"pairs of people: {len(chosen)} of {len(everything)}, in all {tried} orders")
    assert tried > 2 * len(chosen)
    assert found == []


def test_three_people_act_in_orders_of_the_dice(beginnings, record_property):
    dice, count = seeded(), wide(12, 2000)
    found = []
    for _ in range(count):
        scene = Scene(beginnings, dice.choice(list(BEGINNINGS)), dice.choice(TRIPLES))
        found += scene.faults(some_orders(scene.begins, scene.people, dice, 1))
    record_property("covered", f"orders of three people: {count}")
    assert found == []


def test_a_write_without_its_condition_is_found(beginnings, monkeypatch):
    """The planted fault: read, decide, then write whatever was stored meanwhile."""
    monkeypatch.setattr(RequestRecord, "save", lambda self: Model.save(self, add_version_condition=False))
    scene = Scene(beginnings, "waiting", ("answers", "withdraws"))
    found = scene.faults(every_order(scene.begins, scene.people))
    assert any("the thread has" in it for it in found)
