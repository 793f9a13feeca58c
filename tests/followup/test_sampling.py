"""What is drawn: the same for any order, so many of each department; and nobody looks at their own work."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.followup.errors import OwnCase, OwnDepartment
from frontdesk.followup.model import (
    Attempt,
    Level,
    NoContact,
    Record,
    Review,
    State,
    TaskId,
    Verdict,
)
from frontdesk.followup.model.plans import Channel, Policy
from frontdesk.followup.model.samples import Case
from frontdesk.followup.rules.sampling import (
    after_draw,
    draw,
    may_review,
    ripe,
    why_dropped,
    why_forced,
)

from .builders import NOW, TODAY, WARD, a_task

CASES = st.lists(
    st.builds(
        Case,
        task_id=st.uuids().map(lambda it: TaskId(it.hex)),
        stratum=st.sampled_from(["cardiology", "surgery", "ward"]),
        forced=st.sampled_from(["", "", "", "vip"]),
        dropped=st.sampled_from(["", "", "", "refused"]),
    ),
    max_size=60,
    unique_by=lambda it: it.task_id,
)
SHARES = {"share": st.integers(0, 100), "least": st.integers(0, 5), "seed": st.text(max_size=8)}


@pytest.mark.requirement("R-5.2b")
@given(frame=CASES, other=st.randoms(), **SHARES)
def test_any_order_and_any_repetition_draws_the_same(frame, other, share, least, seed):
    first = draw(frame, share=share, least=least, seed=seed)
    shuffled = other.sample(frame, len(frame))
    assert draw(shuffled, share=share, least=least, seed=seed) == first
    assert draw(frame, share=share, least=least, seed=seed) == first


@pytest.mark.requirement("R-5.2b")
@given(frame=CASES, **SHARES)
def test_so_many_of_each_department_are_drawn_with_that_probability(frame, share, least, seed):
    drawn = draw(frame, share=share, least=least, seed=seed)
    free = Counter(it.stratum for it in frame if not it.dropped and not it.forced)
    by_chance = Counter(it.stratum for it in drawn.picks if not it.forced)
    for stratum, size in free.items():
        up = min(size, max(least, ceil(size * share / 100)))
        assert by_chance[stratum] in ({up} if least else {up, floor(size * share / 100)})
        assert drawn.sizes[stratum] == size
    for it in drawn.picks:
        drawn_by_chance = by_chance[it.stratum] / free[it.stratum] if least and not it.forced else share / 100
        assert it.probability == (1.0 if it.forced else drawn_by_chance)
    picked = {it.task_id for it in drawn.picks}
    assert picked >= {it.task_id for it in frame if it.forced and not it.dropped}
    assert not picked & {it.task_id for it in frame if it.dropped}
    assert len(picked) == len(drawn.picks)


@given(frame=CASES, more=CASES, **SHARES)
def test_a_case_more_in_one_department_never_moves_another_ones_sample(frame, more, share, least, seed):
    known = {it.task_id for it in frame}
    added = [replace(it, stratum="ward") for it in more if it.task_id not in known]
    before = draw(frame, share=share, least=least, seed=seed)
    after = draw([*frame, *added], share=share, least=least, seed=seed)
    others = [it for it in before.picks if it.stratum != "ward"]
    assert [it for it in after.picks if it.stratum != "ward"] == others


def test_over_many_seeds_everybody_is_drawn_as_often_as_it_says():
    frame = [Case(task_id=TaskId(f"{it:032x}"), stratum="ward") for it in range(20)]
    drawn = Counter(
        it.task_id for seed in range(2000) for it in draw(frame, share=20, least=1, seed=str(seed)).picks
    )
    assert len(drawn) == 20
    assert all(340 < it < 460 for it in drawn.values())  # 400 expected; four standard deviations are 72


def test_where_none_must_be_drawn_a_share_of_two_in_a_hundred_stays_that_in_small_departments():
    frame = [Case(task_id=TaskId(f"{it:032x}"), stratum="ward") for it in range(5)]
    drawn = [it for seed in range(4000) for it in draw(frame, share=2, least=0, seed=str(seed)).picks]
    assert 320 < len(drawn) < 480  # 400 expected; four standard deviations are 76
    assert {it.probability for it in drawn} == {0.02}
    assert len({it.task_id for it in drawn}) == 5


def test_a_sample_by_hand():
    frame = [Case(task_id=TaskId(it), stratum="ward") for it in "abcde"]
    [pick] = draw(frame, share=20, least=1, seed="2026-11").picks
    assert (pick.probability, pick.task_id in set("abcde")) == (0.2, True)


@pytest.mark.requirement("R-5.3e")
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, ""),
        ({"vip": 1}, "vip"),
        ({"regenerated_from": TaskId("x")}, "regenerated"),
        ({"risk": "high"}, "high_risk"),
        ({"risk": "unknown"}, ""),
        ({"record": Record(answers={"complaint": "Laut"}, summary="", by="1001", at=NOW)}, "complaint"),
        ({"record": Record(answers={"recovery": 1}, summary="", by="1001", at=NOW)}, "worrying"),
        ({"record": Record(answers={"recovery": 2}, summary="", by="1001", at=NOW)}, ""),
        ({"record": Record(answers={"sleep": 1}, summary="", revision="r", by="1001", at=NOW)}, ""),
        (
            {"record": Record(answers={}, summary="", revision="r", alerts=("mood",), by="1001", at=NOW)},
            "worrying",
        ),
    ],
)
def test_some_cases_are_looked_at_in_any_case(change, why):
    assert why_forced(a_task(**change)) == why


def an_attempt(reason):
    return Attempt(number=1, at=NOW, by="1001", channel=Channel.PHONE, reason=reason)


def a_review(level=Level.CENTRE, by="1005", at=NOW):
    return Review(level=level, verdict=Verdict.CONFIRMED, score=90, satisfaction=5, remark="", by=by, at=at)


@pytest.mark.parametrize(
    ("task", "others", "why"),
    [
        (a_task(), [], ""),
        (a_task(attempts=(an_attempt(NoContact.REFUSED),)), [], "refused"),
        (a_task(), [a_task(2, attempts=(an_attempt(NoContact.DIED),))], "died"),
        (a_task(), [a_task(2, reviews=(a_review(at=NOW - timedelta(days=89)),))], "fatigue"),
        (a_task(), [a_task(2, reviews=(a_review(at=NOW - timedelta(days=90)),))], ""),
        (a_task(), [a_task(2, state=State.LEVEL2_OPEN, samples=frozenset({Level.CENTRE}))], "fatigue"),
    ],
)
def test_nobody_is_called_who_must_not_be_called_again(task, others, why):
    assert why_dropped(task, others, policy=Policy(modes={}), now=NOW) == why


def test_a_department_with_few_cases_waits_for_more():
    def names(tasks, today=TODAY):
        return len(ripe(tasks, today=today, share=20, stratum=lambda it: it.department_id))

    assert names([a_task(it) for it in range(4)]) == 0
    assert names([a_task(it) for it in range(5)]) == 5
    assert names([a_task(it) for it in range(4)], TODAY + timedelta(days=2)) == 4
    assert names([*(a_task(it) for it in range(5)), a_task(9, department_id="bay")]) == 5


@pytest.mark.parametrize(
    ("state", "had", "drawn", "then"),
    [
        (State.COMPLETED, (), (), State.CLOSED),
        (State.COMPLETED, (), (Level.CENTRE,), State.LEVEL2_OPEN),
        (State.COMPLETED, (), (Level.CENTRE, Level.LEADERS), State.LEVEL2_OPEN),
        (State.COMPLETED, (), (Level.LEADERS,), State.LEVEL3_OPEN),
        (State.LEVEL2_CONFIRMED, (Level.CENTRE,), (), State.CLOSED),
        (State.LEVEL2_CONFIRMED, (Level.CENTRE,), (Level.LEADERS,), State.LEVEL3_OPEN),
        (State.LEVEL2_CONFIRMED, (Level.CENTRE, Level.LEADERS), (), State.LEVEL3_OPEN),
    ],
)
def test_what_is_drawn_opens_the_next_level_and_all_else_is_closed(state, had, drawn, then):
    it = after_draw(a_task(state=state, samples=frozenset(had)), frozenset(drawn))
    assert (it.state, it.samples) == (then, frozenset((*had, *drawn)))


@pytest.mark.requirement("R-5.2d")
def test_nobody_looks_at_their_own_work_and_leaders_not_at_their_own_department():
    task = a_task(reviews=(a_review(by="1005"),), attempts=(an_attempt(NoContact.BUSY),))
    assert isinstance(may_review("1001", (), task, Level.CENTRE), OwnCase)
    assert may_review("1005", (), task, Level.CENTRE) is None
    assert isinstance(may_review("1001", (), task, Level.LEADERS), OwnCase)
    assert isinstance(may_review("1005", (), task, Level.LEADERS), OwnCase)
    assert isinstance(may_review("1003", (WARD,), task, Level.LEADERS), OwnDepartment)
    assert may_review("1003", ("bay",), task, Level.LEADERS) is None
