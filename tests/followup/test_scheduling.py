"""When steps are due: local dates, windows, holidays; and the one o'clock at which the night begins."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.followup.rules.scheduling import Window, in_order, night_of, window_of

from .builders import a_step

BERLIN, SHANGHAI, KOLKATA = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Kolkata")


def window(*days):
    opens_on, due_on, closes_on = (date(2026, 12, it) for it in days)
    return Window(opens_on=opens_on, due_on=due_on, closes_on=closes_on)


def test_a_step_is_due_so_many_days_after_its_anchor_within_its_window():
    assert window_of(a_step(7, before=1, behind=3), date(2026, 12, 1)) == window(7, 8, 11)


@pytest.mark.parametrize(
    ("anchor", "days", "due"),
    [
        (date(2028, 2, 27), 3, date(2028, 3, 1)),  # a leap year
        (date(2027, 2, 26), 3, date(2027, 3, 1)),
        (date(2026, 3, 27), 3, date(2026, 3, 30)),  # over the night on which the clock is put forward
        (date(2026, 10, 24), 2, date(2026, 10, 26)),  # and back
        (date(2026, 12, 30), 7, date(2027, 1, 6)),
    ],
)
def test_no_clock_and_no_calendar_moves_it(anchor, days, due):
    assert window_of(a_step(days), anchor).due_on == due


def test_due_on_a_holiday_it_moves_to_the_next_working_day_inside_its_window():
    anchor, christmas = (
        date(2026, 12, 18),
        {date(2026, 12, 25), date(2026, 12, 26)},
    )  # a Friday and a Saturday
    assert window_of(a_step(7, before=1, behind=3), anchor, christmas).due_on == date(2026, 12, 28)
    assert window_of(a_step(7, before=1, behind=2), anchor, christmas).due_on == date(2026, 12, 24)
    assert window_of(a_step(7, behind=2), anchor, christmas).due_on == date(
        2026, 12, 27
    )  # better than not at all
    assert window_of(a_step(7, behind=1), anchor, christmas).due_on == date(
        2026, 12, 25
    )  # never out of its window


def test_who_is_followed_with_emphasis_is_due_sooner_inside_the_window():
    assert window_of(a_step(7, before=2), date(2026, 12, 1), vip=1).due_on == date(2026, 12, 7)
    assert window_of(a_step(7, before=2), date(2026, 12, 1), vip=3).due_on == date(2026, 12, 6)


@given(
    after=st.integers(0, 730),
    before=st.integers(0, 30),
    behind=st.integers(0, 30),
    anchor=st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    off=st.sets(st.integers(-31, 31)),
    vip=st.integers(0, 3),
)
def test_a_step_is_always_due_inside_its_window(after, before, behind, anchor, off, vip):
    holidays = {anchor + timedelta(days=after + it) for it in off}
    it = window_of(a_step(after, before=before, behind=behind), anchor, holidays, vip=vip)
    assert it.opens_on <= it.due_on <= it.closes_on
    days = [it.opens_on + timedelta(days=n) for n in range((it.closes_on - it.opens_on).days + 1)]
    assert it.due_on not in holidays or set(days) <= holidays


def test_steps_stand_in_the_order_in_which_they_may_begin():
    assert [it.after for it in in_order([a_step(30), a_step(7, before=6), a_step(3)])] == [7, 3, 30]


@pytest.mark.parametrize(
    ("now", "zone", "night"),
    [
        (datetime(2026, 11, 24, 0, 5, tzinfo=UTC), BERLIN, date(2026, 11, 24)),
        (datetime(2026, 11, 24, 1, 5, tzinfo=UTC), BERLIN, None),
        (datetime(2026, 11, 23, 17, 5, tzinfo=UTC), SHANGHAI, date(2026, 11, 24)),
        (datetime(2026, 11, 23, 20, 5, tzinfo=UTC), KOLKATA, date(2026, 11, 24)),
        (datetime(2026, 3, 29, 0, 5, tzinfo=UTC), BERLIN, date(2026, 3, 29)),
        (datetime(2026, 10, 24, 23, 5, tzinfo=UTC), BERLIN, date(2026, 10, 25)),
    ],
)
def test_the_night_begins_at_one_where_the_clinic_is(now, zone, night):
    assert night_of(now, zone) == night


@pytest.mark.parametrize("zone", [BERLIN, SHANGHAI, KOLKATA, ZoneInfo("Europe/Stockholm")])
def test_every_day_of_a_year_has_its_night(zone):
    hours = [datetime(2026, 1, 1, 0, 5, tzinfo=UTC) + timedelta(hours=it) for it in range(24 * 364)]
    nights = [it for it in (night_of(hour, zone) for hour in hours) if it]
    assert len(set(nights)) == len(nights)
    assert len(nights) >= 363
