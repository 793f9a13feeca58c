"""Who may take which time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.booking.errors import (
    NotOffered,
    OnlyKnown,
    OnlyNew,
    Over,
    ReasonMissing,
    TextTooLong,
    TooFarAhead,
    TooSoon,
    WrongAge,
    WrongCoverage,
)
from frontdesk.booking.model import AppointmentStatus
from frontdesk.booking.model.timetable import Coverage, Known, Limit, Reason, Unit
from frontdesk.booking.rules.limits import (
    Moment,
    Person,
    age,
    why_not_comment,
    why_not_confirm,
    why_not_miss,
    why_not_offered,
    why_not_reason,
    why_not_then,
    why_not_they,
)
from frontdesk.kernel.actor import ActorKind

from .builders import (
    BERLIN,
    BORN,
    DAY,
    HOUR,
    MONDAY_NINE,
    SECOND,
    WEDNESDAY,
    a_hold,
    a_surgery,
    a_time_type,
    a_timetable,
    an_appointment,
    at,
    cancelled,
)
from .strategies import PROPERTY

PATIENT, STAFF = ActorKind.PATIENT, ActorKind.STAFF
GOOD_FRIDAY, EASTER_MONDAY = date(2027, 3, 26), date(2027, 3, 29)
A_WORKING_DAY = Limit(1, Unit.WORKING_DAYS)


def kind(refusal):
    return refusal and type(refusal)


def a_moment(now=MONDAY_NINE, holidays=()):
    return Moment(now, BERLIN, holidays)


def then(starts_at, now=MONDAY_NINE, by=PATIENT, **changes):
    return kind(why_not_then(a_time_type(**changes), starts_at, a_moment(now), by=by))


def they(on=WEDNESDAY, born=BORN, is_known=None, coverage=None, **changes):
    person = Person(birth_date=born, is_known=is_known, coverage=coverage)
    return kind(why_not_they(a_time_type(**changes), person, on=on))


@pytest.mark.requirement("B14", "B33")
@pytest.mark.parametrize(
    ("time_type", "offered", "by", "refusal"),
    [
        (a_time_type(), True, PATIENT, None),
        (a_time_type(), True, STAFF, None),
        (a_surgery(), True, PATIENT, NotOffered),
        (a_surgery(), True, STAFF, None),
        (a_time_type(), False, PATIENT, NotOffered),
        (a_surgery(), False, STAFF, None),
    ],
)
def test_some_types_are_for_staff_to_book_and_all_where_patients_do_not_book(time_type, offered, by, refusal):
    assert kind(why_not_offered(a_timetable(offered=offered), time_type, by=by)) is refusal


def test_a_time_is_not_taken_too_soon():
    assert then(MONDAY_NINE + 2 * HOUR) is None
    assert then(MONDAY_NINE + 2 * HOUR, now=MONDAY_NINE + SECOND) is TooSoon
    assert then(MONDAY_NINE, lead_minutes=0) is None


def test_staff_take_any_time_from_now_on():
    assert then(MONDAY_NINE, by=STAFF) is None
    assert then(MONDAY_NINE, now=MONDAY_NINE + SECOND, by=STAFF) is TooSoon
    assert then(MONDAY_NINE + 999 * DAY, by=STAFF) is None


def test_how_far_ahead_is_counted_in_days_of_the_location():
    last = MONDAY_NINE.date() + 30 * DAY
    assert then(at("23:55", last)) is None
    assert then(at("00:00", last + DAY)) is TooFarAhead
    an_hour_later_it_is_tuesday = at("23:30", MONDAY_NINE.date())
    assert then(at("00:00", last + DAY), now=an_hour_later_it_is_tuesday + HOUR) is None


@pytest.mark.requirement("B12", "B37")
@pytest.mark.parametrize(
    ("born", "refusal"),
    [
        (date(2010, 11, 25), None),
        (date(2010, 11, 26), WrongAge),
        (date(2008, 11, 26), None),
        (date(2007, 11, 26), None),
        (date(2007, 11, 25), WrongAge),
    ],
)
def test_a_type_is_for_ages_and_the_day_of_the_visit_counts(born, refusal):
    assert they(born=born, youngest=16, oldest=18) is refusal


def test_a_type_without_ages_is_for_everybody():
    assert they(born=WEDNESDAY) is None
    assert they(born=date(1900, 1, 1)) is None
    assert they(born=WEDNESDAY, youngest=0, oldest=0) is None
    assert they(born=WEDNESDAY + DAY, youngest=0) is WrongAge


@pytest.mark.parametrize(
    ("on", "years"),
    [
        (date(2027, 2, 28), 26),
        (date(2027, 3, 1), 27),
        (date(2028, 2, 28), 27),
        (date(2028, 2, 29), 28),
        (date(2000, 2, 29), 0),
        (date(2100, 2, 28), 99),
        (date(2100, 3, 1), 100),
    ],
)
def test_who_was_born_on_a_leap_day_is_a_year_older_on_the_first_of_march(on, years):
    assert age(date(2000, 2, 29), on) == years


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.integers(0, 50_000))
@PROPERTY
def test_nobody_is_older_a_day_before_their_birthday(born, days):
    on = born + days * DAY
    birthdays = [it for it in range(born.year + 1, on.year + 1) if _birthday(born, it) <= on]
    assert age(born, on) == len(birthdays)


def _birthday(born, year):
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


@pytest.mark.parametrize(
    ("known", "is_known", "refusal"),
    [
        (Known.EVERYBODY, None, None),
        (Known.EVERYBODY, True, None),
        (Known.NEW, True, OnlyNew),
        (Known.NEW, False, None),
        (Known.NEW, None, None),
        (Known.KNOWN, False, OnlyKnown),
        (Known.KNOWN, True, None),
        (Known.KNOWN, None, None),
    ],
)
def test_some_types_are_for_those_who_are_new_and_some_for_those_who_are_not(known, is_known, refusal):
    assert they(known=known, is_known=is_known) is refusal


@pytest.mark.parametrize(
    ("coverage", "refusal"), [(Coverage.PRIVATE, None), (Coverage.STATUTORY, WrongCoverage), (None, None)]
)
def test_some_types_are_for_those_who_pay_in_some_way(coverage, refusal):
    assert they(coverages=frozenset({Coverage.PRIVATE}), coverage=coverage) is refusal


@pytest.mark.requirement("B13", "B22", "B37")
@pytest.mark.parametrize(
    ("asked", "said", "refusal"),
    [
        (Reason.REQUIRED, "", ReasonMissing),
        (Reason.REQUIRED, " \n ", ReasonMissing),
        (Reason.REQUIRED, "Knät", None),
        (Reason.REQUIRED, "x" * 500, None),
        (Reason.REQUIRED, "x" * 501, TextTooLong),
        (Reason.OPTIONAL, "", None),
        (Reason.OPTIONAL, "x" * 501, TextTooLong),
        (Reason.NONE, "", None),
    ],
)
def test_a_reason_is_said_where_it_is_asked_for(asked, said, refusal):
    assert kind(why_not_reason(a_time_type(reason=asked), said)) is refusal


def test_a_comment_has_five_hundred_characters_at_most():
    assert why_not_comment("x" * 500) is None
    assert kind(why_not_comment("x" * 501)) is TextTooLong


@pytest.mark.parametrize(
    ("held", "now", "refusal"),
    [
        (a_hold(), MONDAY_NINE, None),
        (a_hold(), MONDAY_NINE + DAY, None),
        (a_hold(), at() - SECOND, None),
        (a_hold(), at(), Over),
        (a_hold(status=AppointmentStatus.LAPSED), MONDAY_NINE, None),
        (an_appointment(), MONDAY_NINE, Over),
        (cancelled(an_appointment()), MONDAY_NINE, Over),
    ],
)
def test_what_is_held_is_booked_until_it_begins(held, now, refusal):
    assert kind(why_not_confirm(held, now=now)) is refusal


def test_who_did_not_come_is_noted_from_the_instant_at_which_it_begins():
    begins = an_appointment().slot.starts_at
    assert why_not_miss(an_appointment(), now=begins) is None
    assert kind(why_not_miss(an_appointment(), now=begins - SECOND)) is Over
    assert kind(why_not_miss(cancelled(an_appointment()), now=begins)) is Over
