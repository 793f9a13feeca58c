"""When something is due, and how near that is: by the calendar of the place, and by nothing else."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.reminders.model.recalls import DueState, Interval, Step, Unit, Way
from frontdesk.reminders.rules.dues import (
    after,
    due_state,
    first_step,
    instant,
    next_round,
    next_step,
    ordered,
    step_that_came,
)

from .recalling import A_MONTH_BEFORE, A_WEEK_BEFORE, BERLIN, TODAY

DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
INTERVALS = st.builds(Interval, st.integers(1, 500), st.sampled_from(Unit))
STEPS = st.lists(
    st.builds(
        Step,
        st.integers(-30, 365),
        st.times().map(lambda it: it.replace(second=0, microsecond=0)),
        st.sampled_from(Way),
    ),
    min_size=1,
    max_size=6,
)
YEARLY = Interval(1, Unit.YEARS)


@pytest.mark.requirement("R12", "R13")
@pytest.mark.parametrize(
    ("days", "state"),
    [
        (400, DueState.AHEAD),
        (31, DueState.AHEAD),
        (30, DueState.SOON),
        (1, DueState.SOON),
        (0, DueState.SOON),
        (-1, DueState.OVERDUE),
        (-400, DueState.OVERDUE),
    ],
)
def test_black_is_31_days_ahead_yellow_the_next_30_red_has_passed(days, state):
    assert due_state(TODAY + timedelta(days=days), TODAY) is state


@pytest.mark.requirement("R12")
@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_of_23_or_25_hours_is_a_day(change):
    """Both changes of the clocks lie within the 30 days."""
    for today in (change - timedelta(days=15), change - timedelta(days=30), change):
        assert due_state(today + timedelta(days=31), today) is DueState.AHEAD
        assert due_state(today + timedelta(days=30), today) is DueState.SOON


@pytest.mark.requirement("R12")
def test_it_is_the_calendar_of_the_place_that_counts():
    at = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    here, there = (at.astimezone(ZoneInfo(zone)).date() for zone in ("Europe/Berlin", "Asia/Shanghai"))
    assert due_state(date(2026, 11, 24), here) is DueState.SOON
    assert due_state(date(2026, 11, 24), there) is DueState.OVERDUE


@given(DAYS, st.integers(-400, 400))
def test_a_state_never_goes_back(today, days):
    order = [DueState.AHEAD, DueState.SOON, DueState.OVERDUE]
    due_on = today + timedelta(days=days)
    assert order.index(due_state(due_on, today)) <= order.index(due_state(due_on, today + timedelta(days=1)))


def test_a_year_after_29_february_is_the_28th_and_the_29th_again_in_leap_years():
    leap = date(2024, 2, 29)
    assert [after(leap, YEARLY, times).day for times in (1, 2, 3, 4)] == [28, 28, 28, 29]
    assert next_round(leap, YEARLY, date(2027, 2, 28)) == date(2028, 2, 29)
    assert after(date(2026, 1, 31), Interval(1, Unit.MONTHS)) == date(2026, 2, 28)
    assert after(date(2026, 8, 31), Interval(18, Unit.MONTHS)) == date(2028, 2, 29)


@given(DAYS, INTERVALS)
def test_what_is_due_again_is_due_later_and_the_longer_the_later(day, interval):
    due_on = after(day, interval)
    assert due_on > day
    assert after(day, Interval(interval.count + 1, interval.unit)) >= due_on


@given(DAYS, INTERVALS, st.integers(0, 3000))
def test_a_round_that_was_given_is_not_due_again(anchor, interval, late):
    given_on = anchor + timedelta(days=late)
    assert next_round(anchor, interval, given_on) > given_on


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        (date(2026, 3, 29), time(2, 30), "01:30"),  # a wall time that there is not
        (date(2026, 10, 25), time(2, 30), "00:30"),  # the first of two
        (date(2026, 7, 1), time(9), "07:00"),
        (date(2026, 12, 1), time(9), "08:00"),
    ],
)
def test_a_step_comes_at_its_wall_time_whatever_the_clocks_do(day, hour, utc):
    at = instant(Step(30, hour, Way.SMS), day + timedelta(days=30), BERLIN)
    assert (at.date(), f"{at:%H:%M}") == (day, utc)


@given(STEPS, DAYS)
def test_steps_follow_each_other_and_end(steps, due_on):
    steps, at, seen = ordered(steps), datetime(1940, 1, 1, tzinfo=UTC), []
    while found := next_step(steps, due_on, BERLIN, later_than=at):
        index, at = found
        seen.append(index)
    assert seen == sorted(set(seen))
    assert {steps[it].at for it in seen} <= {it.at for it in steps}
    assert seen[-1] == len(steps) - 1 or instant(steps[-1], due_on, BERLIN) <= at


def test_who_came_late_is_reminded_all_the_same_before_it_is_due():
    steps, now = (A_MONTH_BEFORE, A_WEEK_BEFORE), datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert first_step(steps, TODAY + timedelta(days=10), BERLIN, now=now)[0] == 1
    made_up = first_step(steps, TODAY + timedelta(days=3), BERLIN, now=now)
    assert made_up == (1, datetime(2026, 11, 25, 8, 0, tzinfo=UTC))
    assert (
        first_step((*steps, Step(-14, time(9), Way.CALL)), TODAY + timedelta(days=3), BERLIN, now=now)
        == made_up
    )
    assert first_step(steps, TODAY - timedelta(days=1), BERLIN, now=now) is None


def test_after_an_outage_one_message_is_enough():
    due_on = TODAY + timedelta(days=1)
    steps = (A_MONTH_BEFORE, A_WEEK_BEFORE, Step(0, time(9), Way.SMS))
    now = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    assert step_that_came(steps, due_on, BERLIN, first=0, now=now) == 1
