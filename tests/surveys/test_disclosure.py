"""No small number is shown, and none can be worked out from all that is."""

from collections import Counter as Numbers
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.surveys.model.tallies import Cells
from frontdesk.surveys.rules.disclosure import cells, grain, people, place_of, places_of, whole
from frontdesk.surveys.rules.grids import Grid
from frontdesk.surveys.rules.solving import Sums, Unknown

from .attackers import World
from .counting import EVERY_SPOT

A, B, C = (frozenset(it) for it in "abc")
ALL = A | B | C
YES_NO = Grid(column="q", codes=(1, 0))


@pytest.mark.requirement("R-5.4.16")
@settings(max_examples=250, deadline=None)
@given(
    st.integers(1, 3).flatmap(
        lambda codes: st.lists(
            st.lists(st.integers(0, 4), min_size=codes, max_size=codes).filter(lambda it: sum(it) <= 7),
            min_size=1,
            max_size=3,
        ).filter(lambda rows: sum(map(sum, rows)) <= 14)
    ),
    st.sets(st.integers(2, 2)),
    st.integers(2, 4),
)
def test_an_attacker_who_tries_every_world_finds_no_small_number(rows, groups, smallest):
    assert World(rows, [it for it in groups if it <= len(rows)], smallest).small_ones_told() == []


def test_a_naive_table_is_broken_by_the_same_attacker():
    """The attacker is worth something: of cells that are only suppressed it finds the small one."""
    world = World([[4, 1], [4, 4]], (), 3)
    world.published = {
        place: Cells(shown={code: n for code, n in _row(world, place).items() if n >= 3}, hidden=0)
        for place in world.shown
    }
    assert (frozenset({"s0"}), 1, 1) in world.small_ones_told()


def _row(world, place):
    return {code: sum(world.true[it][code] for it in place) for code in world.codes}


def test_a_place_with_too_few_takes_the_smallest_other_with_it():
    """30 in all, 20 and 8 of them shown: the last two would be told."""
    shown = people([ALL, A, B, C], {"a": 20, "b": 8, "c": 2}, 5)
    assert shown == {ALL, A}


def test_where_too_few_answered_in_all_nothing_is_shown():
    assert people([ALL, A, B, C], {"a": 2, "b": 2}, 5) == frozenset()


def test_an_answer_too_few_gave_takes_another_with_it_and_not_only_there():
    counts = {"a": {1: 20, 0: 2}, "b": {1: 20, 0: 9}, "c": {1: 20, 0: 9}}
    rows = frozenset({ALL, A, B, C})
    found = cells(
        YES_NO,
        counts,
        places=rows,
        shown=rows,
        responses={it: sum(row.values()) for it, row in counts.items()},
        smallest=5,
    )
    assert found[A] == Cells(shown={}, hidden=22)
    assert sum(1 for it in (B, C) if found[it] == Cells(shown={}, hidden=29)) == 1
    assert found[ALL].shown == {1: 60, 0: 20}


def test_what_is_hidden_of_a_row_is_nobody_or_enough():
    random = Random(7)  # noqa: S311
    for _ in range(200):
        counts = {it: {code: random.choice((0, 1, 3, 6, 12)) for code in range(5)} for it in "abc"}
        responses = {it: sum(row.values()) for it, row in counts.items()}
        rows = people([ALL, A, B, C, A | B], responses, 5)
        found = cells(
            Grid(column="q", codes=tuple(range(5))),
            counts,
            places=[ALL, A, B, C, A | B],
            shown=rows,
            responses=responses,
            smallest=5,
        )
        for row, it in found.items():
            assert it.hidden == 0 or it.hidden >= 5
            assert all(n >= 5 for n in it.shown.values())
            assert it.hidden + sum(it.shown.values()) == sum(responses[one] for one in row)


def test_forty_spots_are_protected_in_a_moment():
    random = Random(3)  # noqa: S311
    spots = [f"s{number}" for number in range(40)]
    counts = {
        it: Numbers(random.choices(range(7), (1, 3, 8, 30, 20, 1, 2), k=random.randrange(90))) for it in spots
    }
    groups = [frozenset(spots[at : at + 5]) for at in range(0, 40, 5)]
    places = [frozenset(spots), *groups, *(frozenset([it]) for it in spots)]
    responses = {it: counts[it].total() for it in spots}
    rows = people(places, responses, 5)
    found = cells(
        Grid(column="q", codes=tuple(range(7))),
        counts,
        places=places,
        shown=rows,
        responses=responses,
        smallest=5,
    )
    assert len(found[frozenset(spots)].shown) == 7


def test_a_question_that_only_some_are_asked_is_shown_where_all_is_that_decided_it():
    followed = Grid(column="why", codes=(1, 0, -8), hangs_on=frozenset({"q"}))
    full, part = Cells(shown={1: 9, 0: 9}, hidden=0), Cells(shown={1: 9}, hidden=6)
    assert whole({ALL: {"q": full}, A: {"q": full}}, followed, ALL) == {ALL, A}
    assert whole({ALL: {"q": full}, A: {"q": part}}, followed, ALL) == {ALL}
    assert whole({ALL: {"q": part}, A: {"q": full}}, followed, ALL) == frozenset()
    assert whole({ALL: {}, A: {}}, followed, ALL) == frozenset()
    assert whole({ALL: {"q": full, "q=2": part}}, followed, ALL) == frozenset()


def test_a_mean_is_as_coarse_as_so_many_answers_may_be():
    assert grain(40, 4, 5) == 1
    assert grain(500, 4, 5) == 0.1
    assert grain(1_000_000, 100, 5) == 0.01
    assert grain(5, 100, 5) is None


def test_the_places_of_a_survey_lie_within_each_other():
    found = places_of(EVERY_SPOT)
    assert set(found) == {
        "all", "l.mitte", "l.sued", "d.mitte.surgery", "s.ward-1", "s.ward-2", "s.er", "s.sued",
    }  # fmt: skip
    assert found["d.mitte.surgery"] == {"ward-1", "ward-2"}
    assert all(a <= b or b <= a or not a & b for a in found.values() for b in found.values())
    assert place_of("l.sued", EVERY_SPOT) == "l.sued"
    assert place_of("l.elsewhere", EVERY_SPOT) is None


def test_what_can_be_worked_out_is_known_exactly():
    """Two places, two answers: with all four margins one number is free; where one is nought in a corner, none is."""
    free = [Unknown(row, column, 1) for row in "ab" for column in "xy"]
    assert not any(Sums(free).tell([it]) for it in range(4))
    assert Sums(free).tell([0, 1])
    fixed = [Unknown("a", "x", 3), Unknown("a", "y", 0), Unknown("b", "x", 0), Unknown("b", "y", 2)]
    assert not Sums(fixed).tell([0])
    alone = [Unknown("a", "x", 3), Unknown("b", "x", 2), Unknown("b", "y", 1)]
    assert all(Sums(alone).tell([it]) for it in range(3))
