"""Staff book a time for somebody, and keep stretches of a day free."""

from dataclasses import replace

import pytest

from frontdesk.booking.errors import (
    NotOffered,
    Over,
    Overlaps,
    ReasonMissing,
    Taken,
    TextTooLong,
    TooSoon,
    WrongAge,
)
from frontdesk.booking.model import AppointmentStatus, OwnerKind
from frontdesk.booking.model.timetable import Reason
from frontdesk.booking.usecases.block_time import Stretch, block_time, unblock_time
from frontdesk.booking.usecases.book_time import book_time
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.booking.usecases.mark_no_show import mark_no_show
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.language import Language

from .builders import (
    ANNA,
    BO,
    BY_ANNA,
    BY_KATRIN,
    CENTRE,
    DAY,
    DR_BERG,
    DR_LIND,
    HARBOUR,
    HOUR,
    MINUTE,
    MONDAY_NINE,
    NORTH,
    ROOM,
    SECOND,
    SOUTH,
    SURGERY,
    WEDNESDAY,
    a_booking,
    a_slot,
    a_subject,
    a_time_type,
    a_timetable,
    a_wish,
    an_appointment,
    appointment_id,
    at,
)
from .doing import confirm, free, hold
from .fakes import a_diary

LUNCH = Stretch(
    location_id=CENTRE, resource_id=DR_BERG, starts_at=at("10:00"), ends_at=at("11:00"), note=" Lunch "
)
ALL_DAY = replace(LUNCH, starts_at=at("08:00"), ends_at=at("16:00"))


def book(diary, clock="10:00", number=1, organisation_id=NORTH, wish=None, **said):
    return book_time(
        organisation_id=organisation_id,
        appointment_id=appointment_id(number),
        wish=wish or a_wish(clock),
        booking=a_booking(**{"by": BY_KATRIN, **said}),
        ports=diary.ports,
    )


def block(diary, stretch=LUNCH, number=9, organisation_id=NORTH):
    return block_time(
        organisation_id=organisation_id, block_id=appointment_id(number), stretch=stretch, ports=diary.ports
    )


def unblock(diary, number=9, organisation_id=NORTH):
    return unblock_time(organisation_id=organisation_id, block_id=appointment_id(number), ports=diary.ports)


@pytest.mark.requirement("B24", "B33", "B39")
def test_staff_book_a_time_for_somebody_in_one_write():
    diary = a_diary()
    booked = book(diary, reason=" Knät ")
    assert (booked.status, booked.subject_id, booked.reason) == (AppointmentStatus.BOOKED, ANNA, "Knät")
    assert (booked.booked_by, booked.language) == (ActorKind.STAFF, Language.SWEDISH)
    assert (diary.read(booked), diary.fact_names()) == (booked, ["AppointmentBooked"])
    assert diary.taken_on(DR_BERG, WEDNESDAY) == diary.taken_on(ANNA, WEDNESDAY, OwnerKind.SUBJECT) == 6


@pytest.mark.requirement("N1")
def test_the_same_booking_sent_again_is_the_first_one():
    diary = a_diary()
    first = book(diary)
    diary.now += MINUTE
    assert book(diary) == first
    assert diary.fact_names() == ["AppointmentBooked"]


def test_a_booking_sent_again_when_its_time_may_not_be_booked_any_more_is_the_first_one():
    diary = a_diary()
    first = book(diary, by=BY_ANNA)
    diary.now = first.slot.starts_at - MINUTE
    assert book(diary, by=BY_ANNA) == first
    diary.now = first.slot.starts_at + MINUTE
    assert book(diary, by=BY_ANNA) == first
    for other in ({"number": 2}, {"subject": a_subject(id=BO)}, {"clock": "10:30"}):
        with pytest.raises(TooSoon):
            book(diary, by=BY_ANNA, **other)
    assert diary.fact_names() == ["AppointmentBooked"]


def test_the_same_id_for_another_time_or_another_person_is_refused():
    diary = a_diary()
    first = book(diary)
    with pytest.raises(Taken):
        book(diary, "10:30")
    with pytest.raises(Taken):
        book(diary, subject=a_subject(id=BO))
    assert diary.read(first) == first


def test_the_id_of_a_hold_is_nobodys_booking():
    diary = a_diary()
    hold(diary)
    with pytest.raises(Taken):
        book(diary)


def test_what_is_taken_or_overlaps_is_not_booked():
    diary = a_diary()
    book(diary)
    with pytest.raises(Taken):
        book(diary, number=2, subject=a_subject(id=BO))
    with pytest.raises(Overlaps):
        book(diary, number=2, wish=a_wish(performer_id=DR_LIND))
    assert diary.fact_names() == ["AppointmentBooked"]


def test_a_hold_that_has_ended_is_not_in_the_way_of_staff():
    diary = a_diary()
    hold(diary)
    with pytest.raises(Taken):
        book(diary, number=2)
    diary.now += HOUR
    assert book(diary, number=2).status is AppointmentStatus.BOOKED


@pytest.mark.requirement("B33")
def test_staff_book_what_patients_may_not_and_patients_do_not():
    diary = a_diary()
    surgery = replace(a_wish("13:00"), time_type_id=SURGERY)
    with pytest.raises(NotOffered):
        book(diary, wish=surgery, by=a_booking().by)
    assert book(diary, wish=surgery).slot.room_id == ROOM
    assert diary.taken_on(ROOM, WEDNESDAY) == 12


def test_staff_book_too_soon_too_far_ahead_and_where_patients_do_not_book():
    diary = a_diary(timetable=a_timetable(offered=False))
    assert book(diary, wish=a_wish("11:30", MONDAY_NINE.date())).booked_by is ActorKind.STAFF
    assert book(diary, number=2, wish=a_wish(day=WEDNESDAY + 350 * DAY)).booked_by is ActorKind.STAFF
    diary.now = at("11:30", MONDAY_NINE.date()) + SECOND
    with pytest.raises(TooSoon):
        book(diary, number=3, wish=a_wish("11:30", MONDAY_NINE.date()))


@pytest.mark.requirement("B13", "B37")
@pytest.mark.parametrize(
    ("laid_down", "refusal"), [({"youngest": 42}, WrongAge), ({"reason": Reason.REQUIRED}, ReasonMissing)]
)
def test_ages_and_reasons_hold_for_staff_too(laid_down, refusal):
    diary = a_diary(timetable=a_timetable(a_time_type(**laid_down)))
    with pytest.raises(refusal):
        book(diary)
    assert diary.taken_on(DR_BERG, WEDNESDAY) == 0


@pytest.mark.requirement("N7")
def test_another_organisation_has_its_own_times():
    diary = a_diary()
    north, south = book(diary), book(diary, organisation_id=SOUTH)
    assert (north.organisation_id, south.organisation_id) == (NORTH, SOUTH)
    with pytest.raises(NotFound):
        book(diary, organisation_id="nowhere-clinic")


def test_a_blocked_stretch_is_offered_to_nobody_until_it_is_given_back():
    diary = a_diary()
    before = free(diary)
    blocked = block(diary)
    assert (blocked.status, blocked.reason, blocked.subject_id) == (AppointmentStatus.BLOCKED, "Lunch", None)
    assert set(before) - set(free(diary)) == {at("10:00"), at("10:30")}
    with pytest.raises(Taken):
        book(diary)
    assert unblock(diary).status is AppointmentStatus.LAPSED
    assert free(diary) == before
    assert diary.fact_names() == []


def test_blocking_and_giving_back_twice_is_once():
    diary = a_diary()
    assert block(diary) == block(diary)
    assert unblock(diary) == unblock(diary)
    assert diary.taken_on(DR_BERG, WEDNESDAY) == 0


def test_what_is_booked_is_not_blocked_and_what_is_held_only_until_the_hold_ends():
    diary = a_diary()
    hold(diary)
    with pytest.raises(Taken):
        block(diary)
    diary.now += HOUR
    block(diary)
    with pytest.raises(Taken):
        confirm(diary)
    other = a_diary(an_appointment())
    with pytest.raises(Taken):
        block(other)


def test_a_room_is_blocked_like_a_performer():
    diary = a_diary()
    block(diary, replace(LUNCH, resource_id=ROOM, starts_at=at("13:30"), ends_at=at("14:00")))
    with pytest.raises(Taken):
        book(diary, wish=replace(a_wish("13:00"), time_type_id=SURGERY))


def test_a_block_is_on_the_local_day_it_begins():
    midnight = replace(LUNCH, starts_at=at("00:15"), ends_at=at("01:30"))
    diary = a_diary()
    assert block(diary, midnight).slot.on == WEDNESDAY
    assert (diary.taken_on(DR_BERG, WEDNESDAY - DAY), diary.taken_on(DR_BERG, WEDNESDAY)) == (9, 6)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"ends_at": at("10:00")}, NotOffered),
        ({"ends_at": at("09:00")}, NotOffered),
        ({"ends_at": at("10:03")}, NotOffered),
        ({"ends_at": at("18:05")}, NotOffered),
        ({"note": "x" * 501}, TextTooLong),
        ({"resource_id": "nobody"}, NotFound),
        ({"location_id": "moon"}, NotFound),
    ],
)
def test_a_block_is_five_minutes_to_eight_hours_of_somebody_somewhere(changes, refusal):
    diary = a_diary()
    with pytest.raises(refusal):
        block(diary, replace(LUNCH, **changes))
    assert block(diary, ALL_DAY).slot.ends_at == at("16:00")


def test_a_block_is_no_appointment():
    diary = a_diary()
    block(diary)
    its = {"organisation_id": NORTH, "appointment_id": appointment_id(9), "ports": diary.ports}
    with pytest.raises(Over):
        confirm(diary, 9)
    with pytest.raises(Over):
        hold(diary, "11:00", 9)
    with pytest.raises(NotFound):
        cancel_appointment(**its, comment="", by=BY_KATRIN)
    diary.now = at() + HOUR
    with pytest.raises(Over):
        mark_no_show(**its, by=BY_KATRIN)


def test_the_id_of_another_block_or_of_an_appointment_blocks_and_frees_nothing():
    diary = a_diary(an_appointment(slot=a_slot(at("08:00"))))
    block(diary)
    with pytest.raises(Over):
        block(diary, replace(LUNCH, location_id=HARBOUR))
    with pytest.raises(Over):
        block(diary, number=1, stretch=replace(LUNCH, resource_id=DR_LIND))
    with pytest.raises(Over):
        unblock(diary, 1)


@pytest.mark.requirement("N7")
def test_another_organisations_block_is_not_found():
    diary = a_diary()
    block(diary)
    with pytest.raises(NotFound):
        unblock(diary, organisation_id=SOUTH)
    block(diary, organisation_id=SOUTH)
    unblock(diary, organisation_id=SOUTH)
    assert diary.taken_on(DR_BERG, WEDNESDAY) == 12
