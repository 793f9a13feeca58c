"""Days and times are said as people of each language say them, where the clinic is."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from frontdesk.kernel.language import Language
from frontdesk_web.dates import date_words, datetime_words, time_words
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
