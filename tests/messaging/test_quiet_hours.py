"""Reminders wait for the morning where they arrive: over midnight, and in the nights in which the clocks change."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from frontdesk.messaging.model import Kind, Purpose
from frontdesk.messaging.model.settings import Quiet
from frontdesk.messaging.rules.quiet import is_held_back, quiet_until

BERLIN, KIRITIMATI, NEW_YORK = (
    ZoneInfo(it) for it in ("Europe/Berlin", "Pacific/Kiritimati", "America/New_York")
)
NIGHT, SIESTA, SHORT = Quiet(time(21), time(8)), Quiet(time(13), time(15)), Quiet(time(23), time(2, 30))


def at(text, zone=BERLIN, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


@pytest.mark.parametrize(
    ("quiet", "now", "until"),
    [
        (NIGHT, at("2026-11-24T20:59"), None),
        (NIGHT, at("2026-11-24T21:00"), at("2026-11-25T08:00")),
        (NIGHT, at("2026-11-25T00:00"), at("2026-11-25T08:00")),
        (NIGHT, at("2026-11-25T07:59:59"), at("2026-11-25T08:00")),
        (NIGHT, at("2026-11-25T08:00"), None),
        (SIESTA, at("2026-11-24T12:59"), None),
        (SIESTA, at("2026-11-24T14:00"), at("2026-11-24T15:00")),
        (SIESTA, at("2026-11-24T15:00"), None),
        (NIGHT, at("2026-12-31T23:00"), at("2027-01-01T08:00")),
    ],
)
def test_what_comes_in_quiet_hours_waits_for_their_end(quiet, now, until):
    assert quiet_until(quiet, now.astimezone(UTC), now.tzinfo) == until


@pytest.mark.parametrize(
    ("now", "until"),
    [
        # Clocks go from 02:00 to 03:00: the night is an hour shorter, and 02:30 is as late as 03:30.
        ("2027-03-27T22:00", "2027-03-28T06:00+00:00"),
        # Clocks go back from 03:00 to 02:00: it is an hour longer.
        ("2026-10-24T22:00", "2026-10-25T07:00+00:00"),
    ],
)
def test_a_night_in_which_the_clocks_change_ends_at_eight_all_the_same(now, until):
    assert quiet_until(NIGHT, at(now).astimezone(UTC), BERLIN) == datetime.fromisoformat(until)


def test_an_end_that_the_clocks_skip_comes_later_and_one_they_repeat_comes_the_second_time():
    skipped = quiet_until(SHORT, at("2027-03-28T01:00").astimezone(UTC), BERLIN)
    assert skipped == at("2027-03-28T03:30")
    assert quiet_until(SHORT, skipped, BERLIN) is None
    repeated = quiet_until(SHORT, at("2026-10-25T01:00").astimezone(UTC), BERLIN)
    assert repeated == at("2026-10-25T02:30", fold=1).astimezone(UTC)
    assert quiet_until(SHORT, repeated, BERLIN) is None


def test_the_clock_is_that_of_where_it_arrives():
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert quiet_until(NIGHT, noon, BERLIN) is None
    assert quiet_until(NIGHT, noon, NEW_YORK) == datetime(2026, 11, 24, 13, tzinfo=UTC)
    assert quiet_until(NIGHT, noon, KIRITIMATI) == datetime(2026, 11, 24, 18, tzinfo=UTC)


def test_every_minute_of_a_year_quiet_hours_end_outside_of_themselves():
    """Or a message would be put off for ever."""
    for quiet in (NIGHT, SHORT, SIESTA):
        for hour in range(365 * 24):
            now = datetime.fromtimestamp(1_800_000_000 + hour * 3600, UTC)
            until = quiet_until(quiet, now, BERLIN)
            assert until is None or (until > now and quiet_until(quiet, until, BERLIN) is None)


def test_answers_to_what_somebody_does_are_never_held_back_and_letters_wake_nobody():
    assert not is_held_back(Purpose.SERVICE, Kind.SMS)
    assert not is_held_back(Purpose.STAFF, Kind.SMS)
    assert not is_held_back(Purpose.RECALL, Kind.POST)
    assert is_held_back(Purpose.APPOINTMENT, Kind.VOICE)
    assert is_held_back(Purpose.RECALL, Kind.EMAIL)
