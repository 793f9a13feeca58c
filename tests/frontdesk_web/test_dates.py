"""Days and times are said as people of each language say them, where the clinic is."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from frontdesk.kernel.language import Language
from frontdesk_web.dates import clock_words, date_words, datetime_words, month_words, time_words
from frontdesk_web.i18n import locale_of

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.GERMAN, "Dienstag, 24. November 2026, 09:05"),
        (Language.SWEDISH, "tisdag 24 november 2026 09:05"),
        (Language.CHINESE, "2026年11月24日星期二 09:05"),
        (Language.ENGLISH, "Tuesday, 24 November 2026, 09:05"),
    ],
)
def test_an_instant_in_words(language, words):
    instant = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)

    assert datetime_words(instant, BERLIN, locale=locale_of(language)) == words


def test_the_day_of_an_instant_is_the_day_at_the_clinic():
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)

    assert date_words(late, BERLIN, "short", locale=locale_of(Language.GERMAN)) == "25.11.26"


def test_a_date_and_a_wall_time_stay_what_they_are():
    assert (
        date_words(date(2026, 11, 24), form="long", locale=locale_of(Language.GERMAN)) == "24. November 2026"
    )
    assert time_words(time(18), locale=locale_of(Language.CHINESE)) == "18:00"


@pytest.mark.parametrize(("hour", "wall"), [(0, "01:30"), (1, "03:30")])
def test_times_follow_the_clock_change(hour, wall):
    instant = datetime(2026, 3, 29, hour, 30, tzinfo=UTC)

    assert time_words(instant, BERLIN, locale=locale_of(Language.GERMAN)) == wall


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.GERMAN, "November 2026"),
        (Language.SWEDISH, "november 2026"),
        (Language.CHINESE, "2026年11月"),
        (Language.ENGLISH, "November 2026"),
    ],
)
def test_a_month_in_words(language, words):
    assert month_words(date(2026, 11, 24), locale=locale_of(language)) == words


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30 (UTC+2)"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30 (UTC+1)"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "03:00"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "03:00"),
    ],
)
def test_of_two_equal_wall_times_each_says_which_it_is(instant, words):
    assert clock_words(instant, BERLIN, locale=locale_of(Language.GERMAN)) == words


@pytest.mark.parametrize(
    ("zone", "instant", "words"),
    [
        ("America/New_York", datetime(2026, 11, 1, 5, 30, tzinfo=UTC), "01:30 (UTC-4)"),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, 15, tzinfo=UTC), "01:45 (UTC+10:30)"),
    ],
)
def test_zones_that_are_behind_or_half_an_hour_off(zone, instant, words):
    assert clock_words(instant, ZoneInfo(zone), locale=locale_of(Language.ENGLISH)) == words
