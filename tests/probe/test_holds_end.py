"""A hold ends while others want its time: at every moment of an order, and then it is one person's."""

import pytest

from tests.width import seeded, wide

from .booking_holds import CONFIRMS, ENDS, WANT, when_a_hold_ends
from .booking_scene import faults, scene
from .explorer import every_order, some_orders


@pytest.fixture(scope="module")
def morning():
    with scene() as it:
        yield it


@pytest.mark.parametrize("wants", WANT)
def test_what_is_held_is_somebody_elses_only_when_the_hold_has_ended(morning, wants):
    had = set()
    for told in every_order(morning.restore, lambda: when_a_hold_ends(morning, (ENDS, wants))):
        assert faults(told) == [], told.order
        got_it = wants in told.won()
        assert not got_it or told.order[-1] == wants, told.order
        had.add(got_it)
    assert had == {True, False}


def test_a_form_still_books_its_own_time_when_its_hold_ends_meanwhile(morning):
    for told in every_order(morning.restore, lambda: when_a_hold_ends(morning, (ENDS, CONFIRMS))):
        assert faults(told) == [], told.order
        assert CONFIRMS in told.won()


@pytest.mark.parametrize("wants", WANT)
def test_a_hold_that_ends_between_its_form_and_somebody_else_is_one_persons(morning, wants, record_property):
    names = (ENDS, CONFIRMS, wants)
    if wide(0, 1):
        orders = every_order(morning.restore, lambda: when_a_hold_ends(morning, names))
    else:
        orders = some_orders(morning.restore, lambda: when_a_hold_ends(morning, names), seeded(), 8)
    tried, winners = 0, set()
    for told in orders:
        assert faults(told) == [], told.order
        [winner] = {*told.won()} - {ENDS}
        winners.add(winner)
        tried += 1
    record_property("covered", f"orders of a hold that ends and {wants}: {tried}")
    assert winners == {CONFIRMS, wants}
