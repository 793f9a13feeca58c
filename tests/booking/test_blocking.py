"""Which stretch somebody means who writes a day and two wall times."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from frontdesk.booking.rules.blocking import read_hours

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
LUNCH = {"resource": "dr-berg", "day": "2026-03-11", "from": "12:00", "until": "12:45", "note": "Lunch"}
CLOCKS_FORWARD, CLOCKS_BACK = "2026-03-29", "2026-10-25"


def read(**said):
    return read_hours(LUNCH | said, zone=STOCKHOLM, now=NOW)


def instants(**said):
    hours, errors = read(**said)
    assert errors == []
    return [f"{it:%dT%H:%MZ}" for it in (hours.starts_at, hours.ends_at)]


def faults(**said):
    hours, errors = read(**said)
    assert hours is None
    return [(it.pointer, it.code) for it in errors]


def test_the_times_are_those_of_the_clock_on_the_wall():
    assert instants() == ["11T11:00Z", "11T11:45Z"]
    assert instants(day="2026-07-01") == ["01T10:00Z", "01T10:45Z"]


def test_instants_are_utc_wherever_they_are_read():
    hours, _ = read()
    assert (hours.starts_at.tzinfo, hours.ends_at.tzinfo) == (UTC, UTC)


def test_a_form_in_which_nothing_was_sent_lacks_its_day_and_both_times():
    hours, errors = read_hours({}, zone=STOCKHOLM, now=NOW)
    assert hours is None
    assert [(it.pointer, it.code) for it in errors] == [
        ("day", "required"),
        ("from", "required"),
        ("until", "required"),
    ]


@pytest.mark.parametrize("midnight", ["00:00", "24:00"])
def test_a_stretch_may_last_until_midnight(midnight):
    assert instants(**{"from": "18:00", "until": midnight}) == ["11T17:00Z", "11T23:00Z"]


def test_a_stretch_may_begin_at_midnight():
    assert instants(**{"from": "00:00", "until": "00:05"}) == ["10T23:00Z", "10T23:05Z"]


def test_eight_hours_are_a_stretch_and_five_minutes_more_are_too_long():
    assert instants(**{"from": "08:00", "until": "16:00"}) == ["11T07:00Z", "11T15:00Z"]
    assert faults(**{"from": "08:00", "until": "16:05"}) == [("until", "stretch_too_long")]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"day": ""}, ("day", "required")),
        ({"day": "11.3.2026"}, ("day", "invalid_date")),
        ({"day": "0001-01-01"}, ("day", "invalid_date")),
        ({"day": "9999-12-31"}, ("day", "invalid_date")),
        ({"day": "2035-01-01"}, ("day", "booking.too_far_ahead")),
        ({"from": " "}, ("from", "required")),
        ({"until": "25:00"}, ("until", "invalid_time")),
        ({"from": "noon"}, ("from", "invalid_time")),
        ({"from": "12:03"}, ("from", "not_five_minutes")),
        ({"until": "12:00"}, ("until", "hours_backwards")),
        ({"from": "13:00"}, ("until", "hours_backwards")),
        ({"day": "2026-03-01"}, ("until", "time_is_over")),
        ({"note": "x" * 501}, ("note", "booking.text_too_long")),
    ],
)
def test_what_is_wrong_is_said_at_its_field(said, fault):
    assert faults(**said) == [fault]


def test_everything_that_is_wrong_is_said_at_once():
    assert faults(**{"day": "", "from": "noon", "until": "", "note": "x" * 501}) == [
        ("day", "required"),
        ("from", "invalid_time"),
        ("until", "required"),
        ("note", "booking.text_too_long"),
    ]
    assert faults(**{"from": "12:01", "until": "12:44"}) == [
        ("from", "not_five_minutes"),
        ("until", "not_five_minutes"),
    ]


def test_five_hundred_characters_and_five_years_are_not_too_many():
    assert read(note="x" * 500)[1] == []
    ahead = NOW + timedelta(days=5 * 366)
    assert read(**{"day": f"{ahead:%Y-%m-%d}", "from": "09:00", "until": "09:30"})[1] == []
    assert faults(**{"day": f"{ahead:%Y-%m-%d}", "from": "09:05", "until": "09:30"}) == [
        ("day", "booking.too_far_ahead")
    ]


def test_a_stretch_that_has_begun_can_be_kept_free_until_it_is_over():
    assert instants(day="2026-03-02", **{"from": "08:00", "until": "09:05"}) == ["02T07:00Z", "02T08:05Z"]
    assert faults(day="2026-03-02", **{"from": "08:00", "until": "09:00"}) == [("until", "time_is_over")]


def test_a_wall_time_that_the_clock_change_skips_is_none():
    assert faults(day=CLOCKS_FORWARD, **{"from": "02:00", "until": "02:55"}) == [
        ("from", "time_is_skipped"),
        ("until", "time_is_skipped"),
    ]
    assert instants(day=CLOCKS_FORWARD, **{"from": "01:55", "until": "03:00"}) == ["29T00:55Z", "29T01:00Z"]


def test_of_a_wall_time_that_comes_twice_nobody_guesses_which_is_meant():
    assert faults(day=CLOCKS_BACK, **{"from": "02:00", "until": "02:55"}) == [
        ("from", "time_comes_twice"),
        ("until", "time_comes_twice"),
    ]
    assert instants(day=CLOCKS_BACK, **{"from": "01:55", "until": "03:00"}) == ["24T23:55Z", "25T02:00Z"]


def test_eight_hours_are_elapsed_ones():
    assert faults(day=CLOCKS_BACK, **{"from": "00:00", "until": "08:00"}) == [("until", "stretch_too_long")]
    assert instants(day=CLOCKS_FORWARD, **{"from": "00:00", "until": "09:00"}) == ["28T23:00Z", "29T07:00Z"]
