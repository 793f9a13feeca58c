"""Every figure is what a recount of the raw answers gives, and says a range where something is hidden."""

from statistics import mean as recounted_mean
from statistics import median as recounted_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.surveys.model.tallies import Cells
from frontdesk.surveys.rules import figures
from frontdesk.surveys.rules.figures import Range, boxes, net_promoters, percentages, piled, shares
from frontdesk.surveys.rules.holding import items

from .questionnaires import item, option, questionnaire, said

Q = questionnaire(
    [
        item("nps", "nps"),
        item("stars", "stars", most=5),
        item("fft", "single", options=[option(n, f"o{n}", points=100 if n <= 2 else 0) for n in range(1, 7)]),
        item("pain", "scale", not_applicable=said("Trifft nicht zu")),
    ]
)
NPS, STARS, FFT, PAIN = items(Q)
NPS_CODES = (*range(11), -9)
PAIN_CODES = (1, 2, 3, 4, -7, -9)


def full(codes, numbers):
    return piled(codes, [Cells(shown=dict(zip(codes, numbers, strict=True)), hidden=0)])


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_percentages_add_up_to_exactly_a_hundred(numbers):
    found = percentages(numbers)
    assert sum(found) == (100 if any(numbers) else 0)
    if total := sum(numbers):
        assert all(abs(it - 100 * n / total) < 1 for it, n in zip(found, numbers, strict=True))


def test_largest_remainders_are_rounded_up():
    assert percentages([1, 1, 1]) == (34, 33, 33)
    assert percentages([0, 0]) == (0, 0)


@given(st.lists(st.sampled_from(NPS_CODES), min_size=1))
def test_nps_equals_a_recount(row):
    pile = full(NPS_CODES, [row.count(it) for it in NPS_CODES])
    said = [it for it in row if it >= 0]
    if not said:
        assert net_promoters(pile) is None
        return
    known = 100 * (sum(it >= 9 for it in said) - sum(it <= 6 for it in said)) / len(said)
    found = net_promoters(pile)
    assert found.low == pytest.approx(known, abs=1e-9)
    assert found.high == pytest.approx(known, abs=1e-9)


@given(st.lists(st.sampled_from(PAIN_CODES), min_size=1))
def test_mean_median_and_boxes_equal_a_recount_without_those_who_gave_no_answer(row):
    pile = full(PAIN_CODES, [row.count(it) for it in PAIN_CODES])
    said = [it for it in row if it > 0]
    if not said:
        assert figures.mean(pile, PAIN) is None
        assert boxes(pile, PAIN) is None
        assert figures.median(pile, PAIN) is None
        return
    assert figures.mean(pile, PAIN).low == pytest.approx(recounted_mean(said))
    assert figures.median(pile, PAIN) == recounted_median(said)
    found = boxes(pile, PAIN)
    for box, codes in (
        (found.top, [4]),
        (found.top_two, [3, 4]),
        (found.middle, [2, 3]),
        (found.bottom, [1]),
    ):
        known = 100 * sum(it in codes for it in said) / len(said)
        assert box.low == pytest.approx(known, abs=1e-9)
        assert box.high == pytest.approx(known, abs=1e-9)


def test_the_nhs_question_counts_dont_know_in_the_denominator():
    """60, 20, 5, 3, 2 and 10 who do not know: 80 %, not 88.9 (cuh.nhs.uk)."""
    pile = full((1, 2, 3, 4, 5, 6), (60, 20, 5, 3, 2, 10))
    assert figures.mean(pile, FFT) == Range(80, 80)


def test_not_applicable_leaves_the_denominator():
    pile = full(PAIN_CODES, (5, 0, 0, 5, 90, 0))
    assert shares(pile) == {1: Range(50, 50), 2: Range(0, 0), 3: Range(0, 0), 4: Range(50, 50)}


@given(st.lists(st.integers(0, 6), min_size=12, max_size=12), st.sets(st.sampled_from(NPS_CODES), min_size=2))
def test_a_range_holds_whatever_is_hidden_however_it_lies(numbers, hidden):
    true = dict(zip(NPS_CODES, numbers, strict=True))
    shown = {code: n for code, n in true.items() if code not in hidden}
    pile = piled(NPS_CODES, [Cells(shown=shown, hidden=sum(true[it] for it in hidden))])
    exact, found = net_promoters(full(NPS_CODES, numbers)), net_promoters(pile)
    if found is not None:
        assert found.low - 1e-9 <= exact.low <= found.high + 1e-9
    exact, found = shares(full(NPS_CODES, numbers)), shares(pile)
    assert all(found[code].low - 1 <= exact[code].low <= found[code].high + 1 for code in found)


def test_a_figure_that_hangs_on_what_is_hidden_is_a_range_and_no_more_can_be_known():
    pile = piled(PAIN_CODES, [Cells(shown={3: 20, 4: 20}, hidden=10)])
    assert figures.mean(pile, PAIN) == Range((60 + 80 + 10) / 50, 3.5)
    assert figures.median(pile, PAIN) is None
    assert shares(pile) == {3: Range(40, 50), 4: Range(40, 50)}


def test_periods_are_put_together_and_what_is_hidden_in_one_stays_hidden():
    pile = piled(PAIN_CODES, [Cells(shown={3: 6, 4: 20}, hidden=0), Cells(shown={4: 20}, hidden=8)])
    assert pile.known[3] == 6
    assert 3 not in shares(pile)
    assert not pile.is_whole
