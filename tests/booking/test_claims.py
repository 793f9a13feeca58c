"""What an appointment takes of whose sheets, and that a change does to them just what it says."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.booking.model import AppointmentStatus, OwnerKind, Sheet, SheetKey, patient_cells
from frontdesk.booking.rules.claims import SheetChange, claims, difference, token

from .builders import (
    ANNA,
    DR_BERG,
    MINUTE,
    MONDAY_NINE,
    ROOM,
    WEDNESDAY,
    a_hold,
    a_slot,
    an_appointment,
    appointment_id,
    at,
)
from .fakes import written_on
from .strategies import PROPERTY, appointments

OTHERS = "zzzz"


def owners(appointment):
    return {(key.kind, key.owner) for key in claims(appointment)}


def sheets_with(appointment):
    """The sheets as they are when nobody but the appointment is on them."""
    found = {}
    for key, cells in claims(appointment).items():
        holds = {token(appointment): mark_of(appointment)} if appointment.hold_until else {}
        found[key] = Sheet(key=key, taken=dict.fromkeys(cells, token(appointment)), holds=holds)
    return found


def mark_of(appointment):
    [*marks] = {it.mark for it in difference(None, appointment)}
    assert len(marks) == 1
    return marks[0]


def what_is_written(sheets):
    return {key: (dict(it.taken), dict(it.holds)) for key, it in sheets.items() if it.taken or it.holds}


@given(appointments() | st.none(), appointments())
@PROPERTY
def test_after_a_change_the_sheets_have_what_the_appointment_takes(before, after):
    sheets = sheets_with(before) if before else {}
    for change in difference(before, after):
        sheet = sheets.get(change.key, Sheet(key=change.key))
        assert not any(cell in sheet.taken for cell in change.take)
        assert all(sheet.taken[cell] == token(after) for cell in change.free)
        if change.mark or change.unmark:
            assert change.unmark is (token(after) in sheet.holds)
        sheets[change.key] = written_on(sheet, change, token(after))
    assert what_is_written(sheets) == what_is_written(sheets_with(after))


@given(appointments(), appointments(), st.integers(0, 287))
@PROPERTY
def test_what_others_have_stays_theirs(before, after, cell):
    sheets = sheets_with(before)
    for key in {*claims(before), *claims(after)}:
        sheet = sheets.get(key, Sheet(key=key))
        if cell in claims(before).get(key, ()) or cell in claims(after).get(key, ()):
            continue
        sheets[key] = Sheet(key=key, taken={**sheet.taken, cell: OTHERS}, holds=sheet.holds)
        for change in difference(before, after):
            if change.key == key:
                sheets[key] = written_on(sheets[key], change, token(after))
        assert sheets[key].taken[cell] == OTHERS


@given(appointments(), appointments())
@PROPERTY
def test_a_transaction_names_each_sheet_once_and_no_sheet_for_nothing(before, after):
    keys = [it.key for it in difference(before, after)]
    assert keys == sorted(set(keys))
    assert difference(after, after) == []


def test_a_booked_time_is_the_performers_the_rooms_and_the_patients():
    booked = an_appointment(slot=a_slot(room_id=ROOM))
    assert owners(booked) == {
        (OwnerKind.RESOURCE, DR_BERG),
        (OwnerKind.RESOURCE, ROOM),
        (OwnerKind.SUBJECT, ANNA),
    }


@pytest.mark.parametrize(
    ("status", "takes"),
    [
        (AppointmentStatus.HELD, {(OwnerKind.RESOURCE, DR_BERG)}),
        (AppointmentStatus.BOOKED, {(OwnerKind.RESOURCE, DR_BERG), (OwnerKind.SUBJECT, ANNA)}),
        (AppointmentStatus.NO_SHOW, {(OwnerKind.RESOURCE, DR_BERG), (OwnerKind.SUBJECT, ANNA)}),
        (AppointmentStatus.CANCELLED, set()),
        (AppointmentStatus.LAPSED, set()),
    ],
)
def test_a_state_takes_what_it_needs(status, takes):
    assert owners(an_appointment(status=status)) == takes


def test_the_patient_gives_only_the_time_itself():
    around = a_slot(occupied=range(a_slot().occupied.start - 3, a_slot().occupied.stop + 3))
    taken = claims(an_appointment(slot=around))
    of_the_patient = taken[SheetKey(OwnerKind.SUBJECT, ANNA, WEDNESDAY)]
    of_the_performer = taken[SheetKey(OwnerKind.RESOURCE, DR_BERG, WEDNESDAY)]
    assert len(of_the_patient) == len(patient_cells(around)) == 6
    assert len(of_the_performer) == 12


def test_a_longer_hold_of_the_same_time_changes_the_mark_alone():
    held = a_hold()
    [change] = difference(held, a_hold(hold_until=MONDAY_NINE + 20 * MINUTE))
    assert (change.take, change.free, change.unmark) == ((), (), True)
    assert change.mark.until == MONDAY_NINE + 20 * MINUTE


def test_a_move_within_a_day_leaves_alone_what_stays():
    [performers, _] = difference(an_appointment(), an_appointment(slot=a_slot(at("10:15"))))
    assert (len(performers.take), len(performers.free)) == (3, 3)
    assert set(performers.take) & set(performers.free) == set()


def test_a_token_is_four_characters_of_its_own_for_each_appointment_of_a_day():
    tokens = {token(an_appointment(id=appointment_id(it))) for it in (0, 1, 2, 0xFFFFFF)}
    assert {len(it) for it in tokens} == {4}
    assert len(tokens) == 4


def test_a_hold_in_a_group_that_becomes_somebodys_keeps_its_seat_and_loses_its_mark():
    seat = a_slot(seats=8)
    held = a_hold(slot=seat)
    booked = an_appointment(id=held.id, slot=seat)
    [of_performer, of_patient] = difference(held, booked)
    key = SheetKey(OwnerKind.RESOURCE, DR_BERG, WEDNESDAY)
    assert of_performer == SheetChange(key=key, unmark=True)
    assert of_patient.key == SheetKey(OwnerKind.SUBJECT, ANNA, WEDNESDAY)


def test_a_hold_that_lapses_in_a_group_leaves_its_seat_and_loses_its_mark():
    held = a_hold(slot=a_slot(seats=8))
    [change] = difference(held, replace(held, status=AppointmentStatus.LAPSED))
    assert (change.join, change.unmark, change.leave is not None, change.mark) == (None, True, True, None)
