"""What is done with a time of the clinic is counted once, however often and late it is heard, and tells of nobody."""

from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import EventId, LocationId, OrganisationId, TimeTypeId
from frontdesk.kernel.small_numbers import shown_beside, total_of
from frontdesk.window.model.bookings import Deed, Hand, Happening
from frontdesk.window.rules.booked import booking_statistics
from frontdesk.window.storage import HappeningRecord, StoredBookings
from frontdesk.window.usecases.count_booking import count_booking
from frontdesk.window.usecases.read_bookings import read_bookings
from tests.clinic import LINDENHOF

from .builders import window

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
BIRKENHOF = OrganisationId("birkenhof")
MITTE, NORD = LocationId("mitte"), LocationId("nord")
CHECKUP, WOUND = TimeTypeId("checkup"), TimeTypeId("wound")
ANNA, KATRIN = Actor(ActorKind.PATIENT, "a" * 32), Actor(ActorKind.STAFF, "1001")
DECEMBER_IN_BERLIN = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)


def a_happening(number=1, deed=Deed.BOOKED, by=Hand.PATIENTS, **changes):
    said = {
        "id": EventId(f"{number:032x}"),
        "organisation_id": LINDENHOF,
        "month": NOVEMBER,
        "location_id": MITTE,
        "time_type_id": CHECKUP,
        "deed": deed,
        "by": by,
    }
    return Happening(**said | changes)


def many(count, deed=Deed.BOOKED, by=Hand.PATIENTS, **changes):
    return [a_happening(number, deed, by, **changes) for number in range(count)]


@pytest.fixture
def bookings(cloud):
    return StoredBookings()


def stored(bookings, organisation_id=LINDENHOF, month=NOVEMBER):
    return list(bookings.of_month(organisation_id, month))


@pytest.mark.requirement("C17")
def test_in_whatever_order_and_however_often_facts_are_heard_each_is_counted_once(bookings):
    booked, moved, freed = a_happening(1), a_happening(2, Deed.MOVED), a_happening(3, Deed.FREED)
    for order in permutations((booked, moved, freed)):
        for it in (*order, order[0]):
            bookings.count(it)
    assert stored(bookings) == [booked, moved, freed]


def test_another_organisation_s_and_another_month_s_are_not_among_them(bookings):
    bookings.count(a_happening(1))
    bookings.count(a_happening(2, organisation_id=BIRKENHOF))
    bookings.count(a_happening(3, month=DECEMBER))
    assert [it.id for it in stored(bookings)] == [a_happening(1).id]
    assert [it.id for it in stored(bookings, BIRKENHOF)] == [a_happening(2).id]
    assert [it.id for it in stored(bookings, month=date(2026, 12, 24))] == [a_happening(3).id]


def test_two_thousand_of_a_month_are_all_counted_and_each_goes_after_thirteen_months(bookings):
    bookings.count(a_happening())
    [record] = HappeningRecord.query(f"{LINDENHOF}#bookings#2026-11")
    assert datetime.fromtimestamp(record.ttl, UTC).date() == date(2028, 1, 9)
    with HappeningRecord.batch_write() as batch:
        for number in range(2000):
            record.sk = f"{number:032x}"
            batch.save(HappeningRecord(**record.attribute_values))
    found = read_bookings(organisation_id=LINDENHOF, month=NOVEMBER, ports=window(bookings=bookings))
    assert found.booked == {Hand.PATIENTS: 2000, Hand.STAFF: 0}


class Noted:
    def __init__(self):
        self.happenings = []

    def count(self, happening):
        self.happenings.append(happening)


def heard(fact="AppointmentBooked", by=ANNA, at=DECEMBER_IN_BERLIN, location=MITTE):
    noted = Noted()
    count_booking(
        organisation_id=LINDENHOF,
        event_id=EventId("e" * 32),
        fact=fact,
        by=by,
        at=at,
        location_id=location,
        time_type_id=CHECKUP,
        ports=window(bookings=noted),
    )
    [happening] = noted.happenings
    return happening


@pytest.mark.parametrize(
    ("fact", "deed"),
    [
        ("AppointmentBooked", Deed.BOOKED),
        ("AppointmentRescheduled", Deed.MOVED),
        ("AppointmentCancelled", Deed.CANCELLED),
        ("AppointmentNoShow", Deed.MISSED),
        ("SlotFreed", Deed.FREED),
    ],
)
def test_each_fact_of_booking_is_a_deed(fact, deed):
    assert heard(fact).deed is deed


@pytest.mark.parametrize(
    ("by", "hand"),
    [(ANNA, Hand.PATIENTS), (KATRIN, Hand.STAFF), (Actor(ActorKind.SYSTEM, "booking"), Hand.STAFF)],
)
def test_what_no_patient_did_the_clinic_did(by, hand):
    assert heard(by=by).by is hand


def test_it_counts_in_the_month_that_the_clock_on_the_wall_shows():
    assert heard().month == DECEMBER
    assert heard(location=LocationId("given-up")).month == NOVEMBER


def test_what_is_counted_tells_neither_whose_time_it_was_nor_which_one():
    told = str(heard())
    assert ANNA.id not in told
    assert "23:30" not in told
    assert "30," not in told


@pytest.mark.requirement("C17")
def test_a_month_tells_what_became_of_the_times_of_each_type_at_each_location():
    found = booking_statistics(
        NOVEMBER,
        [
            *many(23),
            *many(3, by=Hand.STAFF),
            *many(8, Deed.MOVED),
            *many(6, Deed.CANCELLED, Hand.STAFF),
            *many(14, Deed.FREED),
            *many(5, Deed.MISSED, Hand.STAFF),
            *many(12, location_id=NORD, time_type_id=WOUND),
        ],
    )
    assert found.booked == {Hand.PATIENTS: 35, Hand.STAFF: None}
    mitte, nord = found.times
    assert (mitte.location, mitte.time_type, mitte.booked) == (
        MITTE,
        CHECKUP,
        {Hand.PATIENTS: 25, Hand.STAFF: None},
    )
    assert (mitte.moved[Hand.PATIENTS], mitte.cancelled[Hand.STAFF], mitte.missed, mitte.freed) == (
        10,
        5,
        5,
        15,
    )
    assert (nord.location, nord.time_type, nord.freed) == (NORD, WOUND, 0)


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_what_was_freed_never_tells_how_few_moved_or_cancelled(counts):
    """Each of which frees one, so that it is shown exactly as their total is."""
    ways = [(deed, by) for deed in (Deed.MOVED, Deed.CANCELLED) for by in Hand]
    done = [many(count, *way) for count, way in zip(counts, ways, strict=True)]
    freed = many(sum(counts), Deed.FREED)
    found = booking_statistics(NOVEMBER, [*freed, *(it for some in done for it in some)])
    assert [it.freed for it in found.times] == ([total_of(counts)] if any(counts) else [])


@pytest.mark.parametrize(
    ("number", "parts", "said"), [(13, [4, 4], 15), (9, [4, 4], None), (7, [5, 3], 5), (3, [0], None)]
)
def test_what_readers_may_take_for_a_total_is_hidden_as_one(number, parts, said):
    assert shown_beside(number, parts) == said


def test_a_month_in_which_nothing_happened_is_empty():
    assert booking_statistics(NOVEMBER, []).booked == {Hand.PATIENTS: 0, Hand.STAFF: 0}
