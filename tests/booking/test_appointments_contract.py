"""Whatever stores appointments keeps these promises: the fake and DynamoDB alike."""

from dataclasses import replace

import pytest

from frontdesk.booking.errors import Overlaps, Taken
from frontdesk.booking.model import AppointmentStatus, ChangeKind, OwnerKind, SheetKey
from frontdesk.booking.model.cells import cell_at, cells_between, first_cell
from frontdesk.kernel.errors import Conflict, NotFound

from .builders import (
    ANNA,
    BO,
    DAY,
    DR_BERG,
    DR_LIND,
    MINUTE,
    NORTH,
    ROOM,
    SOUTH,
    WEDNESDAY,
    a_booked_change,
    a_booked_fact,
    a_hold,
    a_slot,
    an_appointment,
    appointment_id,
    at,
    cancelled,
)

TEN = cell_at(at("10:00")) - first_cell(WEDNESDAY)


def read(appointments):
    return appointments.get(NORTH, appointment_id())


def sheet(appointments, owner=DR_BERG, kind=OwnerKind.RESOURCE, day=WEDNESDAY, organisation_id=NORTH):
    [found] = appointments.sheets_now(organisation_id, [SheetKey(kind, owner, day)])
    return found


def taken(appointments, *where):
    return sorted(sheet(appointments, *where).taken)


def facts_of(appointments):
    return [fact["event_id"] for fact in appointments.facts]


def moved(appointment, slot):
    change = a_booked_change(kind=ChangeKind.MOVED, was_at=appointment.slot.starts_at)
    return replace(appointment.changed(change, appointment.status), slot=slot)


def test_what_was_written_comes_back(appointments):
    whole = an_appointment(reason="Ont i knät", reminded=True, slot=a_slot(room_id=ROOM))
    assert appointments.write(None, whole) == replace(whole, version=1)
    assert read(appointments) == replace(whole, version=1)


def test_a_change_returns_what_is_stored(appointments):
    before = appointments.write(None, an_appointment())
    after = appointments.write(before, before.changed(a_booked_change(), AppointmentStatus.NO_SHOW))
    assert after == read(appointments)
    assert after.version == 2


def test_an_unknown_appointment_is_not_found(appointments):
    with pytest.raises(NotFound):
        appointments.get(NORTH, appointment_id(404))


@pytest.mark.requirement("N7")
def test_another_organisations_appointment_is_not_found(appointments):
    appointments.write(None, an_appointment())
    with pytest.raises(NotFound):
        appointments.get(SOUTH, appointment_id())


def test_an_appointment_is_written_for_the_first_time_once(appointments):
    first, second = a_booked_fact(), a_booked_fact()
    appointments.write(None, an_appointment(), first)
    with pytest.raises(Conflict) as refused:
        appointments.write(None, an_appointment(), second)
    assert refused.type is Conflict
    assert facts_of(appointments) == [first.event_id]


def test_a_stale_copy_is_a_conflict_and_changes_nothing(appointments):
    mine = theirs = appointments.write(None, an_appointment())
    appointments.write(theirs, moved(theirs, a_slot(at("08:00"))))
    with pytest.raises(Conflict) as refused:
        appointments.write(mine, moved(mine, a_slot(at("11:00"))), a_booked_fact())
    assert refused.type is Conflict
    assert read(appointments).slot == a_slot(at("08:00"))
    assert taken(appointments) == list(range(TEN - 24, TEN - 18))
    assert facts_of(appointments) == []


@pytest.mark.requirement("N1")
def test_one_of_two_has_the_time(appointments):
    appointments.write(None, an_appointment())
    other = an_appointment(id=appointment_id(2), subject_id=BO)
    with pytest.raises(Taken):
        appointments.write(None, other, a_booked_fact())
    with pytest.raises(NotFound):
        appointments.get(NORTH, other.id)
    assert facts_of(appointments) == []


def test_five_minutes_that_both_want_are_enough_to_be_in_each_others_way(appointments):
    appointments.write(None, an_appointment())
    for number, starts in ((2, "09:35"), (3, "10:25")):
        with pytest.raises(Taken):
            appointments.write(
                None, an_appointment(id=appointment_id(number), subject_id=BO, slot=a_slot(at(starts)))
            )
    for number, starts in ((4, "09:30"), (5, "10:30")):
        appointments.write(
            None, an_appointment(id=appointment_id(number), subject_id=BO, slot=a_slot(at(starts)))
        )
    assert taken(appointments) == list(range(TEN - 6, TEN + 12))


def test_a_room_is_one_at_a_time_whoever_is_in_it(appointments):
    appointments.write(None, an_appointment(slot=a_slot(room_id=ROOM)))
    other = a_slot(room_id=ROOM, performer_id=DR_LIND)
    with pytest.raises(Taken):
        appointments.write(None, an_appointment(id=appointment_id(2), subject_id=BO, slot=other))
    assert appointments.sheets_now(NORTH, [SheetKey(OwnerKind.RESOURCE, DR_LIND, WEDNESDAY)]) == []


def test_nobody_is_at_two_places_at_once(appointments):
    appointments.write(None, an_appointment())
    with pytest.raises(Overlaps):
        appointments.write(None, an_appointment(id=appointment_id(2), slot=a_slot(performer_id=DR_LIND)))


def test_what_somebody_else_has_is_said_before_what_is_ones_own(appointments):
    appointments.write(None, an_appointment())
    with pytest.raises(Taken):
        appointments.write(None, an_appointment(id=appointment_id(2)))


def test_the_minutes_around_are_the_performers_and_not_the_patients(appointments):
    around = range(cells_between(at(), at("10:30")).start - 1, cells_between(at(), at("10:30")).stop + 2)
    appointments.write(None, an_appointment(slot=a_slot(occupied=around)))
    assert taken(appointments) == list(range(TEN - 1, TEN + 8))
    assert taken(appointments, ANNA, OwnerKind.SUBJECT) == list(range(TEN, TEN + 6))


def test_a_time_over_midnight_is_on_two_sheets(appointments):
    midnight = at("01:00", WEDNESDAY)
    appointments.write(None, an_appointment(slot=a_slot(midnight - 10 * MINUTE)))
    assert taken(appointments, DR_BERG, OwnerKind.RESOURCE, WEDNESDAY - DAY) == [286, 287]
    assert taken(appointments) == [0, 1, 2, 3]
    both = appointments.sheets(NORTH, DR_BERG, WEDNESDAY - DAY, WEDNESDAY)
    assert [len(it.taken) for it in both] == [2, 4]


@pytest.mark.requirement("B3")
def test_a_move_onto_a_part_of_itself_keeps_what_stays(appointments):
    before = appointments.write(None, an_appointment())
    appointments.write(before, moved(before, a_slot(at("10:15"))))
    assert taken(appointments) == list(range(TEN + 3, TEN + 9))
    assert taken(appointments, ANNA, OwnerKind.SUBJECT) == list(range(TEN + 3, TEN + 9))


def test_a_move_to_a_taken_time_leaves_everything_as_it_was(appointments):
    appointments.write(None, an_appointment(id=appointment_id(2), subject_id=BO, slot=a_slot(at("11:00"))))
    before = appointments.write(None, an_appointment())
    with pytest.raises(Taken):
        appointments.write(before, moved(before, a_slot(at("10:45"))))
    assert read(appointments) == before
    assert taken(appointments) == [*range(TEN, TEN + 6), *range(TEN + 12, TEN + 18)]


def test_nobody_gives_back_what_somebody_else_has(appointments):
    appointments.write(None, an_appointment(id=appointment_id(2), subject_id=BO, slot=a_slot(at("11:00"))))
    mine = appointments.write(None, an_appointment())
    as_if = replace(mine, slot=a_slot(at("11:00")))
    with pytest.raises(Taken):
        appointments.write(as_if, cancelled(as_if))
    assert taken(appointments) == [*range(TEN, TEN + 6), *range(TEN + 12, TEN + 18)]


@pytest.mark.requirement("B2")
def test_a_cancelled_time_is_anybodys_at_once(appointments):
    before = appointments.write(None, an_appointment())
    appointments.write(before, cancelled(before))
    other = appointments.write(None, an_appointment(id=appointment_id(2), subject_id=BO))
    assert set(sheet(appointments).taken.values()) == {"AAAC"}
    assert other.version == 1


def test_a_missed_time_stays_taken(appointments):
    before = appointments.write(None, an_appointment())
    appointments.write(before, replace(before, status=AppointmentStatus.NO_SHOW))
    assert taken(appointments) == list(range(TEN, TEN + 6))


def test_a_sheet_knows_until_when_what_is_held(appointments):
    held = appointments.write(None, a_hold())
    [(whose, mark)] = sheet(appointments).holds.items()
    assert (mark.appointment_id, mark.until) == (held.id, held.hold_until)
    assert set(sheet(appointments).taken.values()) == {whose}
    appointments.write(held, an_appointment(version=held.version))
    assert sheet(appointments).holds == {}


def test_another_time_of_the_same_day_is_held_in_place_of_the_first(appointments):
    held = appointments.write(None, a_hold())
    later = replace(held, slot=a_slot(at("10:15")), hold_until=held.hold_until + MINUTE)
    again = appointments.write(held, later)
    assert taken(appointments) == list(range(TEN + 3, TEN + 9))
    [mark] = sheet(appointments).holds.values()
    assert mark.until == later.hold_until
    appointments.write(again, replace(again, slot=a_slot(at("08:00"))))
    assert [it.until for it in sheet(appointments).holds.values()] == [later.hold_until]


def test_a_hold_that_lapses_leaves_nothing_on_the_sheet(appointments):
    held = appointments.write(None, a_hold())
    appointments.write(held, replace(held, status=AppointmentStatus.LAPSED))
    assert (sheet(appointments).taken, sheet(appointments).holds) == ({}, {})
