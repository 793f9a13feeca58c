"""The page has just the buttons that work, at every second and whatever the clinic laid down."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.booking.errors import Over, TooLate
from frontdesk.booking.model import AppointmentStatus
from frontdesk.booking.model.timetable import Limit, StaffBooked, Unit
from frontdesk.booking.rules.limits import changeable_until
from frontdesk.booking.usecases._offers import moment_at
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.booking.usecases.move_appointment import move_appointment
from frontdesk.booking.usecases.show_appointment import show_appointment
from frontdesk.kernel.errors import FrontdeskError, NotFound

from .builders import (
    BY_ANNA,
    BY_KATRIN,
    CENTRE,
    CONSULTATION,
    DAY,
    DR_BERG,
    MINUTE,
    MONDAY_NINE,
    NORTH,
    SECOND,
    WEDNESDAY,
    a_booked_change,
    a_surgery,
    a_time_type,
    a_timetable,
    a_wish,
    an_appointment,
    appointment_id,
    at,
)
from .fakes import a_diary
from .strategies import PROPERTY

MINE = {"organisation_id": NORTH, "appointment_id": appointment_id()}
MONDAYS_HOLIDAY = {CENTRE: frozenset({MONDAY_NINE.date()})}
LIMITS = st.builds(Limit, st.integers(0, 3), st.just(Unit.WORKING_DAYS)) | st.builds(
    Limit, st.integers(0, 72), st.just(Unit.HOURS)
)


def a_clinic(appointment, now=MONDAY_NINE, *, shown=True, offered=True, holidays=None, **changes):
    timetable = a_timetable(a_time_type(**changes), shown=shown, offered=offered, holidays=holidays or {})
    return a_diary(appointment, timetable=timetable, now=now)


def shown(diary):
    """The refusals on the page: of moving, of cancelling; that of the page itself where there is none."""
    try:
        page = show_appointment(**MINE, ports=diary.ports)
    except NotFound:
        return NotFound, NotFound
    return tuple(it and type(it) for it in (page.not_moved, page.not_cancelled))


def tried(act, diary, **said):
    """What the call refuses, None when it is done."""
    try:
        act(**MINE, comment="", by=BY_ANNA, ports=diary.ports, **said)
    except FrontdeskError as refusal:
        return type(refusal)
    return None


def done(make):
    """The refusals of the calls, each in a clinic of its own; moved is to a time of next week."""
    later = a_wish("10:00", WEDNESDAY + 7 * DAY)
    return tried(move_appointment, make(), wish=later), tried(cancel_appointment, make())


@pytest.mark.requirement("B10", "B30")
@given(
    LIMITS,
    LIMITS,
    st.sampled_from([BY_ANNA, BY_KATRIN]),
    st.builds(StaffBooked, seen=st.booleans(), cancelled=st.booleans(), moved=st.booleans()),
    st.sampled_from([AppointmentStatus.BOOKED, AppointmentStatus.CANCELLED, AppointmentStatus.NO_SHOW]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, MONDAYS_HOLIDAY]),
    st.integers(-3, 3),
    st.data(),
)
@PROPERTY
def test_a_button_is_shown_exactly_when_its_call_is_done(
    cancel_limit, move_limit, who, rights, status, shows, offers, holidays, seconds, data
):
    appointment = an_appointment(status=status, changes=(a_booked_change(by=who),))
    laid_down = {
        "cancel_limit": cancel_limit,
        "move_limit": move_limit,
        "staff_booked": rights,
        "shown": shows,
        "offered": offers,
        "holidays": holidays,
    }
    plain = a_clinic(appointment, **laid_down)
    moment = moment_at(NORTH, CENTRE, plain.timetables.get(NORTH), ports=plain.ports)
    ends = [changeable_until(it, at(), moment) for it in (cancel_limit, move_limit)]
    around = data.draw(st.sampled_from([*ends, at(), MONDAY_NINE]))
    now = max(around + seconds * SECOND, MONDAY_NINE - 3 * DAY)

    def make():
        return a_clinic(appointment, now, **laid_down)

    if status is AppointmentStatus.BOOKED:
        assert shown(make()) == done(make)
    else:
        assert None not in shown(make())
        assert done(make)[0] is Over


@pytest.mark.requirement("B10", "B30")
@pytest.mark.parametrize("limit", [Limit(24), Limit(3), Limit(1, Unit.WORKING_DAYS), Limit(0)])
def test_both_buttons_go_at_the_same_second_as_their_calls(limit):
    make = {"cancel_limit": limit, "move_limit": limit}
    diary = a_clinic(an_appointment(), **make)
    moment = moment_at(NORTH, CENTRE, diary.timetables.get(NORTH), ports=diary.ports)
    ends = changeable_until(limit, at(), moment)
    late = Over if limit.amount == 0 else TooLate
    for seconds in range(-5, 6):
        now = ends + seconds * SECOND
        expected = None if seconds < 0 else late
        assert shown(a_clinic(an_appointment(), now, **make)) == (expected, expected)
        assert done(lambda now=now: a_clinic(an_appointment(), now, **make)) == (expected, expected)


@pytest.mark.requirement("B6")
@pytest.mark.parametrize(("offers", "shows"), [*product([True, False], repeat=2)])
def test_booking_is_one_thing_and_seeing_moving_and_cancelling_another(offers, shows):
    expected = (None, None) if shows else (NotFound, NotFound)

    def make():
        return a_clinic(an_appointment(), offered=offers, shown=shows)

    assert shown(make()) == expected
    assert done(make) == expected


@pytest.mark.requirement("B29", "B33")
def test_a_patient_moves_what_staff_booked_though_only_staff_book_it():
    surgery = a_surgery(id=CONSULTATION, lasts=30, staff_booked=StaffBooked())

    def make():
        appointment = an_appointment(changes=(a_booked_change(by=BY_KATRIN),))
        return a_diary(appointment, timetable=a_timetable(surgery))

    assert shown(make()) == (None, None)
    assert done(make) == (None, None)


def test_a_patient_is_not_shown_what_staff_booked_where_the_clinic_says_so_and_staff_change_it():
    appointment = an_appointment(changes=(a_booked_change(by=BY_KATRIN),))
    diary = a_clinic(appointment, staff_booked=StaffBooked(seen=False))
    assert shown(diary) == (NotFound, NotFound)
    assert tried(cancel_appointment, diary) is NotFound
    said = {"comment": "", "by": BY_KATRIN, "ports": diary.ports}
    wish = replace(a_wish("10:15"), performer_id=DR_BERG, starts_at=at("10:00") + 30 * MINUTE)
    assert move_appointment(**MINE, wish=wish, **said).slot.starts_at == at("10:30")
    assert cancel_appointment(**MINE, **said).status is AppointmentStatus.CANCELLED


@pytest.mark.requirement("N7")
def test_another_organisations_appointment_is_not_found():
    with pytest.raises(NotFound):
        show_appointment(
            organisation_id="south-clinic",
            appointment_id=appointment_id(),
            ports=a_clinic(an_appointment()).ports,
        )
