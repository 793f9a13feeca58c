"""Opening hours are what the clock on the wall shows."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from frontdesk.catalogue.model import Location, Span
from frontdesk.catalogue.rules import open_until
from frontdesk.kernel.ids import DepartmentId, LocationId
from frontdesk.kernel.language import Language

MONDAY, SUNDAY = 0, 6
BERLIN = ZoneInfo("Europe/Berlin")


def location(day: int, *spans: Span, zone: ZoneInfo = BERLIN) -> Location:
    return Location(
        id=LocationId("mitte"),
        name={Language.GERMAN: "Mitte"},
        address=(),
        phone="+49 6221 1",
        zone=zone,
        hours={day: spans},
        desk=DepartmentId("hausarzt"),
    )


@pytest.mark.parametrize(
    ("instant", "closes"),
    [
        (datetime(2026, 11, 23, 6, 59, tzinfo=UTC), None),
        (datetime(2026, 11, 23, 7, 0, tzinfo=UTC), time(12)),
        (datetime(2026, 11, 23, 10, 59, tzinfo=UTC), time(12)),
        (datetime(2026, 11, 23, 11, 0, tzinfo=UTC), None),
        (datetime(2026, 11, 23, 13, 0, tzinfo=UTC), time(18)),
        (datetime(2026, 11, 24, 10, 0, tzinfo=UTC), None),
    ],
    ids=["before", "opens", "last minute", "lunch", "afternoon", "next day"],
)
def test_it_is_open_from_the_first_minute_until_just_before_the_last(instant, closes):
    mitte = location(MONDAY, Span(time(8), time(12)), Span(time(14), time(18)))

    assert open_until(mitte, instant) == closes


def test_the_day_is_the_one_at_the_location():
    shanghai = location(MONDAY, Span(time(6), time(9)), zone=ZoneInfo("Asia/Shanghai"))

    assert open_until(shanghai, datetime(2026, 11, 22, 23, 0, tzinfo=UTC)) == time(9)


def test_the_same_wall_time_counts_before_and_after_the_clocks_go_forward():
    mitte = location(SUNDAY, Span(time(8), time(12)))

    assert open_until(mitte, datetime(2026, 3, 22, 7, 0, tzinfo=UTC)) == time(12)
    assert open_until(mitte, datetime(2026, 3, 29, 5, 59, tzinfo=UTC)) is None
    assert open_until(mitte, datetime(2026, 3, 29, 6, 0, tzinfo=UTC)) == time(12)


def test_the_hour_that_is_skipped_in_spring_is_never_open():
    night = location(SUNDAY, Span(time(1), time(2, 30)))

    assert open_until(night, datetime(2026, 3, 29, 0, 59, tzinfo=UTC)) == time(2, 30)
    assert open_until(night, datetime(2026, 3, 29, 1, 0, tzinfo=UTC)) is None


def test_the_hour_that_is_repeated_in_autumn_is_open_both_times():
    night = location(SUNDAY, Span(time(2), time(2, 30)))

    assert open_until(night, datetime(2026, 10, 25, 0, 10, tzinfo=UTC)) == time(2, 30)
    assert open_until(night, datetime(2026, 10, 25, 0, 40, tzinfo=UTC)) is None
    assert open_until(night, datetime(2026, 10, 25, 1, 10, tzinfo=UTC)) == time(2, 30)
    assert open_until(night, datetime(2026, 10, 25, 1, 40, tzinfo=UTC)) is None
