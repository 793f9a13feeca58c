"""When reminders go out: by the clock of the place, past clock changes, and never in quiet hours."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.messaging.model import Kind
from frontdesk.messaging.model.settings import Quiet
from frontdesk.reminders.model import Offset
from frontdesk.reminders.model.plans import Send
from frontdesk.reminders.rules.timing import due_at, outside_quiet, schedule, still_to_go

BERLIN, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Shanghai")
EVENING = Quiet(time(20), time(8))
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)

instants = st.timedeltas(timedelta(), timedelta(days=1100)).map(
    lambda it: datetime(2026, 1, 1, tzinfo=UTC) + it
)
zones = st.sampled_from([BERLIN, SHANGHAI, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")])
walls = st.times().map(lambda it: it.replace(second=0, microsecond=0))
offsets = st.one_of(
    st.builds(Offset, st.integers(1, 60), walls), st.builds(Offset, st.integers(1, 72), st.none())
)
quiets = st.builds(Quiet, walls, walls).filter(
    lambda it: (it.ends.hour * 60 + it.ends.minute - it.begins.hour * 60 - it.begins.minute) % 1440 <= 20 * 60
)


def local(year, month, day, hour, minute=0, zone=BERLIN, fold=0):
    return datetime(year, month, day, hour, minute, tzinfo=zone, fold=fold).astimezone(UTC)


@pytest.mark.requirement("R2")
@pytest.mark.parametrize(
    ("starts_at", "offset", "expected"),
    [
        (local(2026, 11, 25, 10), Offset(2, time(9)), local(2026, 11, 23, 9)),
        # The clocks go back on the 25th of October, and forward on the 29th of March.
        (local(2026, 10, 26, 8), Offset(1, time(9)), local(2026, 10, 25, 9)),
        (local(2026, 10, 26, 8), Offset(24), local(2026, 10, 25, 8)),
        (local(2026, 10, 25, 12), Offset(24), local(2026, 10, 24, 13)),
        (local(2026, 3, 30, 8), Offset(1, time(2, 30)), local(2026, 3, 29, 3, 30)),
        (local(2026, 10, 26, 8), Offset(1, time(2, 30)), local(2026, 10, 25, 2, 30, fold=0)),
        (local(2028, 3, 1, 10), Offset(1, time(9)), local(2028, 2, 29, 9)),
        (local(2028, 2, 29, 10), Offset(60, time(9)), local(2027, 12, 31, 9)),
        # Half past midnight in Shanghai is still the day before in Berlin: the place's own day counts.
        (local(2026, 11, 25, 0, 30, SHANGHAI), Offset(1, time(9)), local(2026, 11, 24, 9, 0, SHANGHAI)),
    ],
)
def test_somebody_is_reminded_by_the_clock_of_the_place(starts_at, offset, expected):
    zone = SHANGHAI if starts_at == local(2026, 11, 25, 0, 30, SHANGHAI) else BERLIN
    assert due_at(offset, starts_at, zone) == expected


@given(offsets, instants, zones)
def test_a_reminder_comes_before_its_time(offset, starts_at, zone):
    assert due_at(offset, starts_at, zone) < starts_at


@given(instants, st.timedeltas(5 * MINUTE, timedelta(days=3)), quiets, zones)
def test_nobody_is_disturbed_and_nobody_is_reminded_too_late(at, ahead, quiet, zone):
    starts_at = at + ahead
    then = outside_quiet(at, starts_at, quiet, zone)
    assert then < starts_at
    assert outside_quiet(then, starts_at, quiet, zone) == then
    assert abs(then - at) <= timedelta(hours=26)


def test_a_reminder_in_quiet_hours_goes_out_at_their_end():
    at = local(2026, 11, 25, 6)
    assert outside_quiet(at, local(2026, 11, 25, 9), EVENING, BERLIN) == local(2026, 11, 25, 8)


def test_before_quiet_hours_where_their_end_is_after_the_appointment():
    at = local(2026, 11, 25, 4, 30)
    assert outside_quiet(at, local(2026, 11, 25, 7, 30), EVENING, BERLIN) == local(2026, 11, 24, 19, 59)


def test_two_that_would_go_out_at_once_are_one():
    starts_at, sends = local(2026, 11, 25, 9, 30), [Send(Offset(2)), Send(Offset(3)), Send(Offset(24))]
    planned = schedule(sends, starts_at, BERLIN, EVENING)
    assert [(it.send.offset.count, it.at) for it in planned] == [
        (24, local(2026, 11, 24, 9, 30)),
        (3, local(2026, 11, 25, 8)),
    ]
    by_mail = Send(Offset(2), (Kind.EMAIL,))
    assert len(schedule([*sends, by_mail], starts_at, BERLIN, EVENING)) == len(planned) + 1


def to_go(planned, since, now, quiet=None):
    found = still_to_go(planned, STARTS, since=since, now=now, quiet=quiet, zone=BERLIN)
    return [(it.send.offset.count, it.at) for it in found]


STARTS = local(2026, 11, 25, 10)
PLANNED = schedule([Send(Offset(48)), Send(Offset(24)), Send(Offset(3))], STARTS, BERLIN, None)


def test_who_books_late_is_not_reminded_of_what_they_were_just_told():
    booked_at = STARTS - 20 * HOUR
    assert to_go(PLANNED, booked_at, booked_at) == [(3, STARTS - 3 * HOUR)]
    assert to_go(PLANNED, STARTS - HOUR, STARTS - HOUR) == []


def test_what_was_forgotten_goes_out_late_once_and_not_at_night():
    booked_at = STARTS - 100 * HOUR
    noon = local(2026, 11, 24, 12)
    assert to_go(PLANNED, booked_at, noon) == [(24, noon), (3, STARTS - 3 * HOUR)]
    in_the_night = local(2026, 11, 25, 3)
    assert to_go(PLANNED, booked_at, in_the_night) == [(24, local(2026, 11, 25, 8)), (3, STARTS - 3 * HOUR)]
    assert to_go(PLANNED, booked_at, STARTS - HOUR) == [(3, STARTS - HOUR)]
    assert to_go(PLANNED, booked_at, STARTS) == []
