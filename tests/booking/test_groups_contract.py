"""A group's time has as many seats as it has, in the fake and in DynamoDB alike."""

from dataclasses import replace

import pytest

from frontdesk.booking.errors import Taken
from frontdesk.booking.model import AppointmentStatus, OwnerKind, SheetKey
from frontdesk.booking.model.cells import cells_between
from frontdesk.booking.rules.claims import session_token
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import SubjectId, TimeTypeId

from .builders import (
    DR_BERG,
    MINUTE,
    NORTH,
    ROOM,
    WEDNESDAY,
    a_hold,
    a_slot,
    an_appointment,
    appointment_id,
    at,
    cancelled,
)

TRAINING = TimeTypeId("training")
KEY = SheetKey(OwnerKind.RESOURCE, DR_BERG, WEDNESDAY)


def a_seat(number, **changes):
    """Somebody's seat of three at ten."""
    slot = a_slot(time_type_id=TRAINING, seats=3, **changes)
    return an_appointment(id=appointment_id(number), subject_id=SubjectId(f"{number:032x}"), slot=slot)


def sheet(appointments):
    [found] = appointments.sheets_now(NORTH, [KEY])
    return found


def session(appointments):
    return sheet(appointments).sessions[session_token(a_seat(1).slot)]


def test_as_many_get_a_seat_as_there_are(appointments):
    for number in (1, 2, 3):
        appointments.write(None, a_seat(number))
    with pytest.raises(Taken):
        appointments.write(None, a_seat(4))
    assert len(session(appointments)) == 3


def test_whoever_leaves_makes_room_for_one(appointments):
    first, *_ = [appointments.write(None, a_seat(number)) for number in (1, 2, 3)]
    appointments.write(first, cancelled(first))
    appointments.write(None, a_seat(4))
    with pytest.raises(Taken):
        appointments.write(None, a_seat(5))


def test_nobody_leaves_twice(appointments):
    first = appointments.write(None, a_seat(1))
    appointments.write(None, a_seat(2))
    appointments.write(first, cancelled(first))
    with pytest.raises(Conflict):
        appointments.write(first, cancelled(first))
    assert len(session(appointments)) == 1


def test_somebody_alone_and_a_group_keep_each_other_out(appointments):
    appointments.write(None, a_seat(1))
    with pytest.raises(Taken):
        appointments.write(None, an_appointment(id=appointment_id(9), subject_id=SubjectId("9" * 32)))
    appointments.write(
        None, an_appointment(slot=a_slot(at("11:00")), subject_id=SubjectId("8" * 32), id="8" * 32)
    )
    with pytest.raises(Taken):
        appointments.write(None, a_seat(2, starts_at=at("10:45")))


def test_two_groups_do_not_share_a_minute(appointments):
    appointments.write(None, a_seat(1))
    with pytest.raises(Taken):
        appointments.write(None, a_seat(2, starts_at=at("10:15")))


def test_a_hold_has_a_seat_and_its_mark(appointments):
    held = appointments.write(None, a_hold(slot=a_seat(1).slot))
    assert len(session(appointments)) == len(sheet(appointments).holds) == 1
    booked = replace(held, status=AppointmentStatus.BOOKED, subject_id=SubjectId("7" * 32), hold_until=None)
    appointments.write(held, booked)
    assert (len(session(appointments)), sheet(appointments).holds) == (1, {})


def test_whoever_moves_to_another_session_has_one_seat(appointments):
    first = appointments.write(None, a_seat(1))
    there = a_seat(1, starts_at=at("11:00")).slot
    appointments.write(first, replace(first, slot=there))
    seats = sheet(appointments).sessions
    assert {name: len(it) for name, it in seats.items() if it} == {session_token(there): 1}


def test_a_group_with_a_room_has_its_seats_in_both(appointments):
    for number in (1, 2, 3):
        appointments.write(None, a_seat(number, room_id=ROOM))
    with pytest.raises(Taken):
        appointments.write(None, a_seat(4, room_id=ROOM))


def test_cells_of_a_group_go_back_when_nobody_is_in_it_and_not_before(appointments):
    name = session_token(a_seat(1).slot)
    first = appointments.write(None, a_seat(1))
    assert not appointments.clear_session(NORTH, sheet(appointments), name)
    appointments.write(first, cancelled(first))
    assert len(sheet(appointments).taken) == len(cells_between(at("10:00"), at("10:00") + 30 * MINUTE))
    assert appointments.clear_session(NORTH, sheet(appointments), name)
    assert not sheet(appointments).taken
    assert not sheet(appointments).sessions
