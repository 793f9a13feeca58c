"""Staff, the centre, the clock and the night are at one task: it moves once for each who is not refused."""

from itertools import combinations

import pytest

from frontdesk.followup.storage.tasks import TaskRecord
from tests.clouds import put_back
from tests.width import seeded, wide

from .explorer import every_order, some_orders
from .followup_scene import BEGINNINGS, DEEDS, Scene, clinic

PAIRS = [
    (state, names)
    for state in BEGINNINGS
    for names in combinations([it for it, states in DEEDS.items() if state in states], 2)
]
THREES = [
    (state, names)
    for state in BEGINNINGS
    for names in combinations([it for it, states in DEEDS.items() if state in states], 3)
]


@pytest.fixture(scope="module")
def scenes():
    """A scene of each state, each in tables of its own."""
    with clinic() as empty:
        ready = {}
        for state in BEGINNINGS:
            put_back(*empty)
            ready[state] = Scene(state)
        yield ready


def orders(scene, state, names):
    """Every one; of a draw, which asks a dozen times, as many as the dice throw."""
    actors = lambda: scene.actors(names)  # noqa: E731
    if state == "locked":
        return some_orders(scene.restore, actors, seeded(), wide(10, 300))
    return every_order(scene.restore, actors)


def faults(scene, state, tried):
    return [f"{state}, {told.order}: {it}" for told in tried for it in scene.faults(told)]


def test_two_are_at_one_task_in_every_order(scenes, covered):
    chosen = PAIRS if wide(0, 1) else seeded().sample(PAIRS, 12)
    covered("pairs at one task of follow-up", chosen, PAIRS)
    found = []
    for state, names in chosen:
        found += faults(scenes[state], state, orders(scenes[state], state, names))
    assert found == []


def test_three_are_at_one_task_in_orders_of_the_dice(scenes, covered):
    dice = seeded()
    chosen = [dice.choice(THREES) for _ in range(wide(15, 1000))]
    covered("orders of three at one task of follow-up", chosen, THREES)
    found = []
    for state, names in chosen:
        scene = scenes[state]
        thrown = some_orders(scene.restore, lambda it=scene, of=names: it.actors(of), dice, 1)
        found += faults(scene, state, thrown)
    assert found == []


@pytest.mark.parametrize(
    ("state", "names", "found"),
    [
        ("ready", ("claims", "a colleague claims"), "two have it in hand"),
        ("in hand", ("submits", "interrupts"), "submits was not refused, and is not on record"),
        ("locked", ("the night draws", "the night draws again"), "it was written"),
    ],
)
def test_a_write_without_its_condition_is_found(scenes, monkeypatch, state, names, found):
    """The planted fault: it is written whatever version is there."""
    numbered = TaskRecord._handle_version_attribute

    def careless(self, **where):
        numbered(self, **where)

    monkeypatch.setattr(TaskRecord, "_handle_version_attribute", careless)
    said = faults(scenes[state], state, orders(scenes[state], state, names))
    assert any(found in it for it in said), said[:5]
