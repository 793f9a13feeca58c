"""Every response is counted once, in the month it may be counted in, whoever is in the way."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.surveys.rules.counting import batch, is_over, is_settled, month_of
from frontdesk.surveys.usecases.count_responses import count_responses

from .counting import (
    DECEMBER,
    DECEMBER_10,
    MID_NOVEMBER,
    NORTH,
    NOVEMBER,
    SOUTH,
    Counter,
    Store,
    a_response,
    a_survey,
)


@pytest.fixture(params=["memory", "dynamodb"])
def counter(request):
    if request.param == "dynamodb":
        request.getfixturevalue("cloud")
    return Counter(Store if request.param == "memory" else None, a_survey(), a_survey(organisation_id=SOUTH))


def counts(counter, organisation_id=NORTH):
    survey = counter.survey(organisation_id)
    return count_responses(survey=survey, until=counter.until, ports=counter.ports)


def tally(counter, month=NOVEMBER, spot="ward-1", organisation_id=NORTH):
    return counter.ports.tallies.get(organisation_id, "stay", month, spot)


def test_what_was_answered_is_counted_by_code_and_once(counter):
    for number in range(45):
        answers = {"ward": 1 + number % 2, "pain": 4, "where": (2, 3), "recommend": 9, "days": 4}
        assert counter.ports.responses.add(a_response(answers | {"care.doctors": 4, "care.nurses": 1}), None)
    assert counts(counter) == 45
    assert counts(counter) == 0
    found = tally(counter)
    assert found.responses == 45
    assert found.counts["ward"] == {1: 23, 2: 22}
    assert found.counts["where=2"] == {1: 45}
    assert found.counts["where=1"] == {0: 45}
    assert found.counts["more"] == {-9: 45}
    assert (found.moments["days"].count, found.moments["days"].total) == (45, 180)
    assert found.moments["$care"].total == pytest.approx(45 * 50)
    assert len(list(counter.ports.responses.of_month(NORTH, "stay", NOVEMBER))) == 45
    assert not counter.ports.responses.waiting(NORTH, "stay", 1)


def test_not_applicable_hidden_and_missing_are_told_apart(counter):
    for answers in ({"pain": -7}, {"pain": 1}, {}):
        counter.ports.responses.add(a_response({"ward": 1, **answers}), None)
    counts(counter)
    assert tally(counter).counts["pain"] == {-7: 1, 1: 1, -9: 1}
    assert tally(counter).counts["where"] == {-8: 3}


def test_a_token_is_one_response_however_often(counter):
    responses = counter.ports.responses
    assert [responses.add(a_response(), "marker") for _ in range(3)] == [True, False, False]
    assert counts(counter) == 1


def test_two_counters_at_once_count_each_once(counter):
    for number in range(60):
        counter.ports.responses.add(a_response(spot=f"ward-{1 + number % 2}"), None)
    there = counter.ports.responses.waiting

    def waiting(*asked):
        """Somebody else counts between this one's look and its write."""
        found = there(*asked)
        counter.ports.responses.waiting = there
        counts(counter)
        return found

    counter.ports.responses.waiting = waiting
    counts(counter)
    assert tally(counter).responses + tally(counter, spot="ward-2").responses == 60


def test_a_counter_that_dies_before_its_write_leaves_everything_to_the_next_one(counter):
    counter.ports.responses.add(a_response(), None)
    there, counter.ports.tallies.count = counter.ports.tallies.count, lambda *_: 1 / 0
    with pytest.raises(ZeroDivisionError):
        counts(counter)
    counter.ports.tallies.count = there
    assert (counts(counter), tally(counter).responses) == (1, 1)


def test_another_clinic_counts_for_itself(counter):
    counter.ports.responses.add(a_response(organisation_id=SOUTH), None)
    assert (counts(counter), counts(counter, SOUTH)) == (0, 1)
    assert tally(counter).responses == 0


def test_a_response_that_comes_when_its_month_is_over_counts_in_the_next_one(counter):
    counter.now = DECEMBER_10
    counter.ports.responses.add(a_response(), None)
    counts(counter)
    assert (tally(counter).responses, tally(counter, DECEMBER).responses) == (0, 1)


def test_a_month_is_over_when_its_last_week_has_ended_everywhere_and_settled_later():
    """30 November 2026 is a Monday: its week ends on Sunday, 6 December."""
    assert not is_over(NOVEMBER, datetime(2026, 12, 7, 23, 59, tzinfo=UTC))
    assert is_over(NOVEMBER, datetime(2026, 12, 8, tzinfo=UTC))
    assert not is_settled(NOVEMBER, datetime(2026, 12, 8, 5, 59, tzinfo=UTC))
    assert is_settled(NOVEMBER, datetime(2026, 12, 8, 6, tzinfo=UTC))


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 10_000))
def test_nothing_is_counted_in_a_month_that_is_settled(day, hours):
    week = day - timedelta(days=day.weekday())
    now = datetime(week.year, week.month, week.day, tzinfo=UTC) + timedelta(hours=hours)
    month = month_of(a_response(week=week), now)
    assert month >= week.replace(day=1)
    assert not is_settled(month, now)


def test_a_batch_fits_in_one_transaction():
    waiting = [a_response(spot=f"spot-{number}") for number in range(60)]
    assert len(batch(waiting, MID_NOVEMBER)) == 20
    assert len(batch([a_response() for _ in range(60)], MID_NOVEMBER)) == 40
