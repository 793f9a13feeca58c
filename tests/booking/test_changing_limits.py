"""Who may move and cancel an appointment, and until when."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.booking.errors import (
    NotYours,
    Over,
    TooLate,
)
from frontdesk.booking.model import AppointmentStatus
from frontdesk.booking.model.timetable import Limit, StaffBooked, Unit
from frontdesk.booking.rules.limits import (
    Moment,
    changeable_until,
    why_not_cancel,
    why_not_move,
    why_not_see,
)
from frontdesk.kernel.actor import ActorKind

from .builders import (
    BERLIN,
    DAY,
    HOUR,
    MONDAY_NINE,
    SECOND,
    a_hold,
    a_staff_booked_appointment,
    a_time_type,
    an_appointment,
    at,
    cancelled,
)
from .strategies import FIRST, LAST, PROPERTY, ZONES, midnight

PATIENT, STAFF = ActorKind.PATIENT, ActorKind.STAFF
GOOD_FRIDAY, EASTER_MONDAY = date(2027, 3, 26), date(2027, 3, 29)
A_WORKING_DAY = Limit(1, Unit.WORKING_DAYS)


def kind(refusal):
    return refusal and type(refusal)


def a_moment(now=MONDAY_NINE, holidays=()):
    return Moment(now, BERLIN, holidays)


def until(limit, starts_at, *holidays):
    return changeable_until(limit, starts_at, a_moment(holidays=holidays)).astimezone(BERLIN)


@pytest.mark.requirement("B10", "B30")
def test_hours_are_hours_over_a_clock_change_too():
    sunday_noon = at("12:00", date(2027, 3, 28))
    assert until(Limit(24), sunday_noon).isoformat() == "2027-03-27T11:00:00+01:00"
    assert until(Limit(0), sunday_noon) == sunday_noon


@pytest.mark.requirement("B10", "B30")
@pytest.mark.parametrize(
    ("amount", "day", "last_day"),
    [
        (1, date(2027, 3, 10), date(2027, 3, 8)),
        (1, date(2027, 3, 8), date(2027, 3, 4)),
        (1, date(2027, 3, 7), date(2027, 3, 4)),
        (3, date(2027, 3, 10), date(2027, 3, 4)),
        (1, date(2027, 3, 30), date(2027, 3, 24)),
        (0, date(2027, 3, 10), date(2027, 3, 9)),
    ],
    ids=[
        "Wednesday",
        "Monday",
        "Sunday",
        "three days over a weekend",
        "Tuesday after Easter",
        "none but the day itself",
    ],
)
def test_working_days_are_whole_ones_between(amount, day, last_day):
    limit = Limit(amount, Unit.WORKING_DAYS)
    ends = until(limit, at("10:00", day), GOOD_FRIDAY, EASTER_MONDAY)
    assert (ends.date() - DAY, ends.time()) == (last_day, time.min)


@given(
    st.dates(FIRST, LAST),
    st.sampled_from(ZONES),
    st.integers(0, 6),
    st.frozensets(st.integers(0, 20)),
    st.integers(0, 23),
)
@PROPERTY
def test_as_many_working_days_lie_between_as_were_laid_down(day, zone, amount, off, hour):
    holidays = {day - number * DAY for number in off}
    moment = Moment(MONDAY_NINE, zone, holidays)
    ends = changeable_until(
        Limit(amount, Unit.WORKING_DAYS), datetime.combine(day, time(hour), zone), moment
    ).astimezone(zone)
    between = [ends.date() + number * DAY for number in range((day - ends.date()).days)]
    working = [it for it in between if it.weekday() < 5 and it not in holidays]
    assert len(working) == amount
    assert working[:1] == between[:1]
    assert ends == midnight(ends.date(), zone)


@pytest.mark.requirement("B2", "B3", "B10", "B30")
@pytest.mark.parametrize(
    ("why_not", "limit"), [(why_not_cancel, "cancel_limit"), (why_not_move, "move_limit")]
)
class TestChanging:
    def asked(self, why_not, limit, it=None, now=MONDAY_NINE, by=PATIENT, holidays=(), **changes):
        time_type = a_time_type(**{limit: Limit(24), **changes})
        return kind(why_not(it or an_appointment(), time_type, a_moment(now, holidays), by=by))

    def test_a_patient_may_until_the_limit(self, why_not, limit):
        last = at() - 24 * HOUR
        assert self.asked(why_not, limit, now=last - SECOND) is None
        assert self.asked(why_not, limit, now=last) is TooLate

    def test_staff_may_until_it_begins(self, why_not, limit):
        assert self.asked(why_not, limit, now=at() - SECOND, by=STAFF) is None
        assert self.asked(why_not, limit, now=at(), by=STAFF) is Over

    def test_each_has_its_own_limit(self, why_not, limit):
        other = {"cancel_limit": "move_limit", "move_limit": "cancel_limit"}[limit]
        assert self.asked(why_not, limit, now=at() - 25 * HOUR, **{other: Limit(999)}) is None

    def test_holidays_of_the_location_are_no_working_days(self, why_not, limit):
        monday = MONDAY_NINE.date()
        asked = {"now": at("23:59", monday), limit: A_WORKING_DAY}
        assert self.asked(why_not, limit, **asked) is None
        assert self.asked(why_not, limit, **asked, holidays={monday + DAY}) is TooLate

    @pytest.mark.parametrize(
        "it", [a_hold(), cancelled(an_appointment()), an_appointment(status=AppointmentStatus.NO_SHOW)]
    )
    def test_what_is_not_booked_is_over(self, why_not, limit, it):
        assert self.asked(why_not, limit, it, by=STAFF) is Over

    @pytest.mark.requirement("B29", "B33")
    def test_what_staff_booked_is_theirs_where_the_clinic_says_so(self, why_not, limit):
        booked = a_staff_booked_appointment()
        kept = StaffBooked(cancelled=False, moved=False)
        assert self.asked(why_not, limit, booked) is None
        assert self.asked(why_not, limit, booked, staff_booked=kept) is NotYours
        assert self.asked(why_not, limit, booked, staff_booked=kept, by=STAFF) is None
        assert self.asked(why_not, limit, an_appointment(), staff_booked=kept) is None


def test_moving_and_cancelling_what_staff_booked_are_two_rights():
    booked, moment = a_staff_booked_appointment(), a_moment()
    only_moved = a_time_type(staff_booked=StaffBooked(cancelled=False))
    assert kind(why_not_cancel(booked, only_moved, moment, by=PATIENT)) is NotYours
    assert why_not_move(booked, only_moved, moment, by=PATIENT) is None


@pytest.mark.requirement("B29", "B33")
def test_what_staff_booked_is_seen_where_the_clinic_says_so():
    hidden = a_time_type(staff_booked=StaffBooked(seen=False))
    assert kind(why_not_see(a_staff_booked_appointment(), hidden)) is NotYours
    assert why_not_see(an_appointment(), hidden) is None
    assert why_not_see(a_staff_booked_appointment(), a_time_type()) is None


def test_a_working_day_is_counted_from_the_day_on_the_wall_not_from_that_of_utc():
    just_after_midnight = datetime(2026, 11, 26, 0, 30, tzinfo=BERLIN)
    until = changeable_until(A_WORKING_DAY, just_after_midnight.astimezone(UTC), a_moment())
    assert until == datetime(2026, 11, 25, tzinfo=BERLIN)
