"""Appointments and timetables are read as they were written."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.booking.model import AppointmentStatus, ChangeKind
from frontdesk.booking.model.timetable import Absence, Coverage, Known, Limit, Reason, Unit
from frontdesk.booking.model.timetable_written import read_timetable, write_timetable
from frontdesk.booking.model.written import read_appointment, read_slot, write_appointment, write_slot
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import is_slug
from local.demo.organisations import HERE

from .builders import (
    BO,
    BY_KATRIN,
    CENTRE,
    DR_BERG,
    HARBOUR,
    MONDAY_NINE,
    NORTH,
    ROOM,
    WEDNESDAY,
    WORDS,
    a_block,
    a_booked_change,
    a_checkup,
    a_hold,
    a_schedule,
    a_slot,
    a_surgery,
    a_time_type,
    a_timetable,
    an_appointment,
    appointment_id,
    at,
    cancelled,
)
from .strategies import PROPERTY, slots

DEMO = sorted(HERE.glob("*-timetable.json"))
MOVED = a_booked_change(
    by=BY_KATRIN, kind=ChangeKind.MOVED, comment="Sjuk", was_at=MONDAY_NINE + timedelta(microseconds=7)
)
FULL = a_timetable(
    a_time_type(
        text=WORDS,
        information=WORDS,
        reason=Reason.REQUIRED,
        youngest=0,
        oldest=17,
        known=Known.NEW,
        coverages=frozenset({Coverage.PRIVATE}),
        cancel_limit=Limit(3, Unit.WORKING_DAYS),
        move_limit=Limit(0),
        moves_to=frozenset({HARBOUR}),
    ),
    a_checkup(),
    a_surgery(),
    offered=False,
    shown=False,
    schedules=(
        a_schedule(room_id=ROOM, valid_until=WEDNESDAY),
        a_schedule(week=(a_block(every=45), a_block(6, "00:00", "23:55"))),
    ),
    absences=(Absence(id="leave", resource_id=DR_BERG, first_day=WEDNESDAY, last_day=WEDNESDAY),),
    holidays={CENTRE: frozenset({WEDNESDAY}), HARBOUR: frozenset()},
)


def through_json(plain):
    return json.loads(json.dumps(plain))


@pytest.mark.parametrize(
    "appointment",
    [
        an_appointment(version=1),
        an_appointment(version=2, reason="Ont i knät", reminded=True, slot=a_slot(room_id=ROOM)),
        an_appointment(version=3, changes=(a_booked_change(), MOVED)),
        an_appointment(version=3, changes=(a_booked_change(by=Actor(ActorKind.PATIENT, BO)),)),
        cancelled(an_appointment(version=4)),
        a_hold(version=1),
        a_hold(version=1, hold_until=MONDAY_NINE + timedelta(microseconds=1)),
        a_hold(version=2, status=AppointmentStatus.LAPSED),
    ],
    ids=["booked", "whole", "moved", "by another", "cancelled", "held", "held to the microsecond", "lapsed"],
)
def test_an_appointment_is_read_as_it_was_written(appointment):
    stored = through_json(write_appointment(appointment))
    assert read_appointment(NORTH, appointment_id(), stored, version=appointment.version) == appointment


@given(slots())
@PROPERTY
def test_a_time_is_read_as_it_was_written(slot):
    assert read_slot(through_json(write_slot(slot))) == slot


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
@PROPERTY
def test_an_instant_is_read_as_it_was_written(instant):
    held = a_hold(version=1, hold_until=instant)
    stored = through_json(write_appointment(held))
    assert read_appointment(NORTH, appointment_id(), stored, version=1) == held


def test_every_instant_is_read_in_utc():
    east = timezone(timedelta(hours=8))
    slot = a_slot(at().astimezone(east), on=WEDNESDAY)
    read = read_slot(through_json(write_slot(slot)))
    assert (read.starts_at.tzinfo, read.ends_at.tzinfo) == (UTC, UTC)
    assert read == slot


def test_a_record_says_nothing_that_its_key_says_and_nothing_empty():
    stored = write_appointment(an_appointment(version=3))
    assert set(stored) == {"slot", "status", "language", "subject", "changes"}
    assert stored["changes"] == [{"at": "2026-11-23T09:00Z", "by": "patient", "kind": "booked"}]
    assert stored["slot"]["from"] == "2026-11-25T09:00Z"


def test_a_plain_appointment_takes_few_bytes():
    assert len(json.dumps(write_appointment(an_appointment()), separators=(",", ":"))) < 330


def test_what_a_patient_says_on_the_phone_is_short():
    assert an_appointment(id="0123456789abcdef" * 2).reference == "0123-4567"


def test_nobody_booked_what_is_only_held():
    assert a_hold().booked_by is None
    assert an_appointment().booked_by is ActorKind.PATIENT


@pytest.mark.requirement("B5", "B18")
@pytest.mark.parametrize("timetable", [FULL, a_timetable()], ids=["full", "plain"])
def test_a_timetable_is_read_as_it_was_written(timetable):
    assert read_timetable(through_json(write_timetable(timetable))) == timetable


def test_what_a_clinic_does_not_say_is_as_it_is_everywhere():
    terms = {"booking": WORDS, "moving": WORDS, "cancelling": WORDS}
    said = {"terms": terms, "time_types": [{"id": "consultation", "name": WORDS, "lasts": 30}]}
    plain = a_time_type(lead_minutes=120, horizon_days=90)
    assert read_timetable(said) == a_timetable(plain, resources=(), schedules=())


@pytest.mark.parametrize("path", DEMO, ids=lambda it: it.stem)
def test_the_timetables_of_the_demo_are_read_as_they_were_written(path):
    timetable = read_timetable(json.loads(path.read_text("utf-8")))
    assert read_timetable(through_json(write_timetable(timetable))) == timetable
    assert timetable.time_types
    assert timetable.schedules


@pytest.mark.parametrize("path", DEMO, ids=lambda it: it.stem)
def test_the_timetables_of_the_demo_name_only_what_is_there(path):
    timetable = read_timetable(json.loads(path.read_text("utf-8")))
    for schedule in timetable.schedules:
        assert timetable.resource(schedule.performer_id)
        assert schedule.room_id is None or timetable.resource(schedule.room_id)
        assert all(timetable.time_type(it) for block in schedule.week for it in block.time_types)
    ids = [it.id for it in (*timetable.time_types, *timetable.resources, *timetable.schedules)]
    assert all(is_slug(it) for it in ids)
    minutes = [(it.lasts, it.before, it.after) for it in timetable.time_types]
    assert all(number % 5 == 0 for numbers in minutes for number in numbers)
