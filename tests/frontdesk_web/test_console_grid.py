"""Where things stand in the calendar."""

from datetime import date, timedelta

import pytest

from frontdesk_web.presenters.console_grid import boxes, hour_lines, places, wall_rows, whole_hours
from tests.frontdesk_web.console_times import BERLIN, at, free_time, slot


@pytest.mark.parametrize(
    ("starts_at", "minutes", "rows"),
    [
        (at(0), 30, range(6)),
        (at(9), 30, range(108, 114)),
        (at(23, 30), 60, range(282, 288)),
        (at(2, 30, date(2026, 10, 25)), 30, range(30, 36)),
        (at(2, 30, date(2026, 10, 25)) + timedelta(hours=1), 30, range(30, 36)),
    ],
    ids=["midnight", "nine", "until midnight at most", "before the clock change", "the same hour again"],
)
def test_rows_are_counted_from_midnight_by_the_clock_on_the_wall(starts_at, minutes, rows):
    assert wall_rows(slot(starts_at, minutes=minutes), BERLIN) == rows


def test_what_is_at_the_same_time_stands_beside_each_other():
    assert places([range(6), range(3, 9), range(6, 9), range(9, 12)], 0) == [
        "a0 b0 c0 d6 o2-1",
        "a0 b3 c0 d9 o2-2",
        "a0 b6 c0 d9 o2-1",
        "a0 b9 c1 d0 o1-1",
    ]
    assert places([], 0) == []


def test_five_at_once_have_four_tracks():
    assert [it.split()[-1] for it in places([range(3)] * 5, 0)] == ["o4-1", "o4-2", "o4-3", "o4-4", "o4-4"]


def test_free_times_are_one_box_until_a_gap_or_the_next_hour():
    times = [free_time(8), free_time(8, 30), free_time(9), free_time(9, 45)]
    found = boxes(times, BERLIN)
    assert [(it.rows, len(it.times)) for it in found] == [
        (range(96, 108), 2),
        (range(108, 114), 1),
        (range(117, 123), 1),
    ]


def test_a_box_ends_where_the_next_hour_has_one():
    found = boxes([free_time(8, 45), free_time(9)], BERLIN)
    assert [it.rows for it in found] == [range(105, 108), range(108, 114)]


def test_two_kinds_of_time_that_begin_together_are_one_box():
    both = [free_time(8), free_time(8, minutes=45)]
    assert [(it.rows, len(it.times)) for it in boxes(both, BERLIN)] == [(range(96, 105), 2)]


def test_whole_hours_are_shown():
    assert whole_hours([range(100, 101), range(130, 133)]) == range(96, 144)
    assert whole_hours([]) == range(0)
    assert [f"{it.at:%H} {it.place}" for it in hour_lines(range(96, 120))] == [
        "08 a0 b0 c1 d0",
        "09 a1 b0 c2 d0",
    ]
