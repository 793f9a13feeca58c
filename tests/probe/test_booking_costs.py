"""What a time costs: to look for it one query, to take it one transaction, however much is booked already."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from frontdesk.booking.model.timetable import Block
from frontdesk.booking.storage import AppointmentRecord
from frontdesk.booking.usecases.book_time import book_time, confirm_booking
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.booking.usecases.claim_time import claim_time
from frontdesk.booking.usecases.find_times import Search, find_times
from frontdesk.booking.usecases.hold_time import hold_time
from frontdesk.booking.usecases.move_appointment import move_appointment
from frontdesk.booking.usecases.wait_for_time import Wait, wait_for_time
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import AppointmentId
from frontdesk.kernel.language import Language
from tests.clinic import LINDENHOF
from tests.conftest import client

from .booking_scene import (
    ANNA,
    BERTA,
    CONSULTATION,
    DAY,
    EMIL,
    MITTE,
    WEBER,
    a_booking,
    an_id,
    scene,
    wish,
)
from .claiming_scene import EMILS, WANT
from .hook import running, watching
from .meter import Meter

TABLE = AppointmentRecord.Meta.table_name
LAST = datetime(2026, 12, 16, 16, 45, tzinfo=UTC)
ANNA_HERSELF = Actor(ActorKind.PATIENT, an_id(ANNA))


@pytest.fixture(scope="module")
def everything():
    with scene() as it:
        yield it


@pytest.fixture
def morning(everything):
    everything.restore()
    return everything


def cost(deed):
    """Calls, read units, units of the table and units of its indexes."""
    meter = Meter()
    with watching(meter), running("booking/door"):
        deed()
    counts = meter.counts
    return (
        counts["calls"],
        counts["read_units"],
        counts["write_units"] - counts["index_units"],
        counts["index_units"],
    )


def books(morning, hour=9, minute=45):
    book_time(
        appointment_id=AppointmentId("e" * 32),
        wish=wish(hour, minute),
        booking=a_booking(EMIL),
        **morning.here,
    )


def annas(morning, **more):
    return {
        "appointment_id": AppointmentId(an_id(ANNA)),
        "by": ANNA_HERSELF,
        "comment": "",
        **more,
        **morning.here,
    }


def full(morning):
    """Dr. Weber works from eight to six every day, and has one quarter left in two weeks; a thousand were booked."""
    timetable = morning.ports.timetables.get(LINDENHOF)
    week = tuple(
        Block(weekday=day, opens=time(8), closes=time(18), time_types=(CONSULTATION,)) for day in range(7)
    )
    schedule = replace(timetable.schedules[0], week=week)
    morning.ports.timetables.put(LINDENHOF, replace(timetable, schedules=(schedule,), absences=()))
    put = client("dynamodb").put_item
    for day in range(-1, 15):
        on = DAY + timedelta(days=day)
        until = 17 * 12 - (3 if on == LAST.date() else 0)
        cells = {f"c{cell}": {"S": "AAAA"} for cell in range(7 * 12, until)}
        key = {"pk": {"S": f"{LINDENHOF}#SHEET#{WEBER}"}, "sk": {"S": on.isoformat()}}
        put(TableName=TABLE, Item=key | cells | {"ttl": {"N": "1800000000"}})
    with AppointmentRecord.batch_write() as batch:
        for number in range(1000):
            batch.save(
                AppointmentRecord(f"{LINDENHOF}#APPOINTMENT#{number:032x}", begins="2026", said={}, version=1)
            )
    morning.ports.timetables.get(LINDENHOF)  # as a container that has been asked before
    return Search(organisation_id=LINDENHOF, location_id=MITTE, time_type_id=CONSULTATION, performer_id=WEBER)


def test_to_take_a_time_is_one_call_without_a_read(morning):
    books(morning)
    morning.restore()
    assert cost(lambda: books(morning)) == (1, 0, 6, 2)


def test_a_hold_costs_no_index_and_what_follows_from_it_one_read(morning):
    held = {"appointment_id": AppointmentId("9" * 32), "wish": wish(9, 45), "language": Language.GERMAN}
    assert cost(lambda: hold_time(**held, **morning.here)) == (1, 0, 4, 0)
    confirm = {"appointment_id": AppointmentId(an_id(BERTA)), "booking": a_booking(BERTA)}
    calls, reads, table, indexes = cost(lambda: confirm_booking(**confirm, **morning.here))
    assert (calls, reads, indexes) == (3, 1, 2)  # it is read, the patient registered, and it is theirs
    assert table <= 10  # of these, four to register somebody and file them under their number


def test_to_move_and_to_cancel_are_a_read_and_one_transaction(morning):
    assert cost(lambda: move_appointment(wish=wish(9, 45), **annas(morning))) == (2, 1, 8, 4)
    assert cost(lambda: cancel_appointment(**annas(morning))) == (2, 1, 8, 2)


def test_two_weeks_of_a_full_performer_are_one_query_of_two_units(morning):
    search, found = full(morning), []
    counted = cost(
        lambda: found.extend(find_times(search, DAY, DAY + timedelta(days=13), ports=morning.ports))
    )
    assert counted == (1, 2, 0, 0)
    assert [slot.starts_at for slot in found] == [LAST]


def test_it_costs_the_same_when_a_thousand_are_booked_already(morning):
    few = cost(lambda: books(morning))
    morning.restore()
    full(morning)
    many = cost(
        lambda: book_time(
            appointment_id=AppointmentId("e" * 32),
            wish=replace(wish(9, 0), starts_at=LAST),
            booking=a_booking(EMIL),
            **morning.here,
        )
    )
    assert many == few


def test_a_claim_is_a_booking_with_one_read_and_one_record_more(everything):
    wait = Wait(want=WANT, booking=a_booking(EMIL))
    everything.restore()
    wait_for_time(invitation_id=EMILS, wait=wait, **everything.here)
    counted = cost(lambda: claim_time(invitation_id=EMILS, wish=wish(9, 45), **everything.here))
    assert counted == (2, 1, 8, 4)
