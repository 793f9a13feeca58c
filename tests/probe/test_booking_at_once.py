"""People book, move, cancel, hold and block at the same time: in every order a time has one owner, or none."""

from itertools import combinations

import pytest
from pynamodb.expressions.operand import Path

from frontdesk.booking.errors import Overlaps, Taken
from frontdesk.booking.storage import AppointmentRecord
from tests.width import seeded, wide

from .booking_scene import EVERYBODY, faults, scene
from .explorer import every_order, some_orders

PAIRS = list(combinations(EVERYBODY, 2))
TRIPLES = list(combinations(EVERYBODY, 3))


@pytest.fixture(scope="module")
def morning():
    with scene() as it:
        yield it


def wrong(morning, orders, names):
    """A sentence for everything that does not hold, and how many orders it were."""
    found, tried = [], 0
    for told in orders:
        tried += 1
        found += [f"{told.order}: {it}" for it in faults(told)]
    assert tried, names
    return found, tried


def test_two_people_act_on_the_same_morning_in_every_order(morning, record_property):
    chosen = PAIRS if wide(0, 1) else seeded().sample(PAIRS, 12)
    found, tried = [], 0
    for names in chosen:
        some, count = wrong(
            morning, every_order(morning.restore, lambda names=names: morning.actors(names)), names
        )
        found += some
        tried += count
    record_property(
        "covered", f"pairs at the appointment book: {len(chosen)} of {len(PAIRS)}, {tried} orders"
    )
    assert found == []


def test_three_people_act_on_the_same_morning_in_orders_of_the_dice(morning, record_property):
    dice, count = seeded(), wide(20, 2000)
    found = []
    for _ in range(count):
        names = dice.choice(TRIPLES)
        some, _ = wrong(
            morning, some_orders(morning.restore, lambda names=names: morning.actors(names), dice, 1), names
        )
        found += some
    record_property("covered", f"orders of three at the appointment book: {count}")
    assert found == []


@pytest.mark.parametrize(
    ("names", "loses"),
    [
        (("dora books 9:45", "emil books 9:45"), Taken),
        (("dora books 9:45", "anna moves to 9:45"), Taken),
        (("dora books 9:45", "katrin blocks from 9:30"), Taken),
        (("dora books 9:45", "berta holds 9:45 instead"), Taken),
        (("dora books 9:45", "dora books elsewhere then"), Overlaps),
        (("dora joins the group", "emil joins the group"), Taken),
    ],
)
def test_of_two_who_want_the_same_exactly_one_gets_it(morning, names, loses):
    winners = set()
    for told in every_order(morning.restore, lambda: morning.actors(names)):
        [winner] = told.won()
        [no] = [it for it in told.answers.values() if isinstance(it, Exception)]
        assert isinstance(no, loses), told.order
        winners.add(winner)
    assert winners == set(names)


def test_an_ended_hold_is_whose_write_comes_first(morning):
    """Its orders are many: who makes room reads, lets it lapse, and takes it."""
    names = ("emil books the ended hold", "cem confirms late")
    if wide(0, 1):
        orders = every_order(morning.restore, lambda: morning.actors(names))
    else:
        orders = some_orders(morning.restore, lambda: morning.actors(names), seeded(), 30)
    winners = set()
    for told in orders:
        assert faults(told) == [], told.order
        [winner] = told.won()
        winners.add(winner)
    assert winners == set(names)


def test_a_second_click_is_the_same_appointment(morning):
    for told in every_order(
        morning.restore, lambda: morning.actors(("dora books 9:45", "dora clicks twice"))
    ):
        first, second = told.answers.values()
        assert (first.id, first.slot, first.version) == (second.id, second.slot, second.version)


def test_a_time_that_is_cancelled_can_be_taken_at_once(morning):
    ends = set()
    names = ("anna cancels", "emil books what anna has")
    for told in every_order(morning.restore, lambda: morning.actors(names)):
        assert "anna cancels" in told.won()
        ends.add("emil books what anna has" in told.won())
    assert ends == {True, False}


def test_a_group_gives_way_to_a_block_only_when_nobody_is_in_it(morning):
    ends = set()
    names = ("anna leaves the group", "katrin blocks noon")
    for told in every_order(morning.restore, lambda: morning.actors(names)):
        assert not faults(told), told.order
        ends.add("katrin blocks noon" in told.won())
    assert ends == {True, False}


def test_a_taken_cell_that_is_taken_again_is_found(morning, monkeypatch):
    """The planted fault: cells are set whoever has them."""
    monkeypatch.setattr(Path, "does_not_exist", lambda self: Path("pk") != "nobody")
    names = ("dora books 9:45", "emil books 9:45")
    found, _ = wrong(morning, every_order(morning.restore, lambda: morning.actors(names)), names)
    assert any("belongs to" in it for it in found)


def test_a_hold_that_lapses_although_it_was_confirmed_is_found(morning, monkeypatch):
    """The planted fault: an appointment is written whatever has become of it meanwhile."""
    numbered = AppointmentRecord._handle_version_attribute

    def careless(self, **where):
        numbered(self, **where)

    monkeypatch.setattr(AppointmentRecord, "_handle_version_attribute", careless)
    names = ("emil books the ended hold", "cem confirms late")
    orders = some_orders(morning.restore, lambda: morning.actors(names), seeded(), 60)
    found, _ = wrong(morning, orders, names)
    assert any("was told" in it for it in found)
