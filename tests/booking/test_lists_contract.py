"""Whatever stores appointments finds them by these lists: the fake and DynamoDB alike."""

from dataclasses import replace
from datetime import date

import pytest

from frontdesk.booking.model import ChangeKind, OwnerKind, SheetKey

from .builders import (
    ANNA,
    BO,
    CENTRE,
    DAY,
    DR_BERG,
    DR_LIND,
    HARBOUR,
    HOUR,
    MONDAY_NINE,
    NORTH,
    SECOND,
    SOUTH,
    WEDNESDAY,
    a_booked_change,
    a_hold,
    a_slot,
    an_appointment,
    appointment_id,
    at,
    cancelled,
)


def moved(appointment, slot):
    change = a_booked_change(kind=ChangeKind.MOVED, was_at=appointment.slot.starts_at)
    return replace(appointment.changed(change, appointment.status), slot=slot)


def test_sheets_are_those_of_one_resource_of_one_organisation_and_of_the_days_asked_for(appointments):
    for number in range(4):
        slot = a_slot(at("10:00", WEDNESDAY + number * DAY))
        appointments.write(None, an_appointment(id=appointment_id(number), slot=slot))
    appointments.write(None, an_appointment(id=appointment_id(9), organisation_id=SOUTH))
    found = appointments.sheets(NORTH, DR_BERG, WEDNESDAY + DAY, WEDNESDAY + 2 * DAY)
    assert [it.key.day for it in found] == [WEDNESDAY + DAY, WEDNESDAY + 2 * DAY]
    assert appointments.sheets(NORTH, DR_LIND, WEDNESDAY, WEDNESDAY + 9 * DAY) == []


def test_the_sheets_of_now_are_those_that_exist(appointments):
    appointments.write(None, an_appointment())
    keys = [SheetKey(OwnerKind.RESOURCE, it, WEDNESDAY) for it in (DR_BERG, DR_LIND)]
    assert [it.key for it in appointments.sheets_now(NORTH, keys)] == keys[:1]
    assert appointments.sheets_now(SOUTH, keys) == []


@pytest.mark.requirement("B4")
def test_the_day_of_a_location_has_what_was_booked_and_not_what_is_held(appointments):
    appointments.write(None, an_appointment(slot=a_slot(at("11:00"))))
    early = an_appointment(id=appointment_id(2), slot=a_slot(at("08:00")))
    appointments.write(appointments.write(None, early), cancelled(replace(early, version=1)))
    appointments.write(None, a_hold(id=appointment_id(3), slot=a_slot(at("09:00"))))
    elsewhere = a_slot(location_id=HARBOUR, performer_id=DR_LIND)
    appointments.write(None, an_appointment(id=appointment_id(4), subject_id=BO, slot=elsewhere))
    tomorrow = a_slot(at("10:00", WEDNESDAY + DAY))
    appointments.write(None, an_appointment(id=appointment_id(5), slot=tomorrow))
    found = appointments.of_days(NORTH, CENTRE, WEDNESDAY, WEDNESDAY)
    assert [it.id for it in found] == [appointment_id(2), appointment_id(1)]
    assert appointments.of_days(SOUTH, CENTRE, WEDNESDAY, WEDNESDAY) == []


def test_a_moved_appointment_stands_on_its_new_day_only(appointments):
    before = appointments.write(None, an_appointment())
    after = appointments.write(before, moved(before, a_slot(at("10:00", date(2026, 12, 2)))))
    assert appointments.of_days(NORTH, CENTRE, WEDNESDAY, WEDNESDAY) == []
    assert appointments.of_days(NORTH, CENTRE, date(2026, 12, 2), date(2026, 12, 2)) == [after]


def test_the_days_of_a_location_go_on_over_the_end_of_a_month_and_of_a_year(appointments):
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1)]
    for number, day in enumerate(days):
        slot = a_slot(at("10:00", day))
        appointments.write(None, an_appointment(id=appointment_id(number), slot=slot))

    def on(first_day, last_day):
        return [it.slot.on for it in appointments.of_days(NORTH, CENTRE, first_day, last_day)]

    assert on(days[0], days[3]) == days
    assert on(days[1], days[2]) == days[1:3]
    assert on(date(2027, 1, 2), date(2027, 3, 31)) == []


@pytest.mark.requirement("B28")
def test_a_patient_has_what_begins_from_then_on_by_when_it_begins(appointments):
    appointments.write(None, an_appointment(slot=a_slot(at("11:00"))))
    appointments.write(None, an_appointment(id=appointment_id(2), slot=a_slot(at("08:00"))))
    appointments.write(None, an_appointment(id=appointment_id(3), subject_id=BO, slot=a_slot(at("09:00"))))

    def since(instant, organisation_id=NORTH):
        return [it.id for it in appointments.of_subject(organisation_id, ANNA, since=instant)]

    assert since(MONDAY_NINE) == [appointment_id(2), appointment_id(1)]
    assert since(at("08:00")) == [appointment_id(2), appointment_id(1)]
    assert since(at("08:00") + SECOND) == [appointment_id(1)]
    assert since(at("11:00") + HOUR) == []
    assert since(MONDAY_NINE, SOUTH) == []


def test_a_day_has_five_tries(appointments):
    def take(on="2026-11-23", organisation_id=NORTH):
        return appointments.take_try(
            organisation_id, appointment_id(), on=on, most=5, until=MONDAY_NINE + 2 * DAY
        )

    assert [take() for _ in range(7)] == [4, 3, 2, 1, 0, None, None]
    assert take("2026-11-24") == 4
    assert take(organisation_id=SOUTH) == 4
