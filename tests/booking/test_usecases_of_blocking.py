"""What staff see of a stretch that they keep free, and of what stands in its way."""

from dataclasses import replace

import pytest

from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.usecases.block_time import Stretch, block_time, own_block, unblock_time
from frontdesk.booking.usecases.find_in_the_way import find_in_the_way
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import StaffId

from .builders import (
    ANNA,
    CENTRE,
    DR_BERG,
    DR_LIND,
    HARBOUR,
    NORTH,
    ROOM,
    SOUTH,
    a_hold,
    a_slot,
    a_subject,
    an_appointment,
    appointment_id,
    at,
    cancelled,
)
from .fakes import a_diary

KATRIN = StaffMember(id=StaffId("1001"), locations=frozenset({CENTRE}))
BOTH = replace(KATRIN, locations=frozenset({CENTRE, HARBOUR}))
TEN = Stretch(location_id=CENTRE, resource_id=DR_BERG, starts_at=at("10:00"), ends_at=at("11:00"))


def in_the_way(diary, stretch=TEN, staff=KATRIN):
    return find_in_the_way(organisation_id=NORTH, stretch=stretch, staff=staff, ports=diary.ports)


def blocked(diary, stretch=TEN, number=9):
    return block_time(
        organisation_id=NORTH, block_id=appointment_id(number), stretch=stretch, ports=diary.ports
    )


def test_what_is_booked_in_the_stretch_is_in_the_way_and_its_look_is_in_the_trail():
    diary = a_diary(an_appointment())
    seen = in_the_way(diary)
    assert [it.id for it in seen.appointments] == [appointment_id()]
    assert seen.subjects == {ANNA: a_subject()}
    [entry] = diary.trail
    assert (entry.action, entry.about) == ("CalendarRead", "centre 2026-11-25/2026-11-25 dr-berg")


def test_without_the_trail_nobody_is_named():
    diary = a_diary(an_appointment(), trail_is_broken=True)
    with pytest.raises(OSError, match="trail"):
        in_the_way(diary)


@pytest.mark.parametrize(
    "stretch",
    [
        replace(TEN, resource_id=DR_LIND),
        replace(TEN, starts_at=at("09:30"), ends_at=at("10:00")),
        replace(TEN, starts_at=at("10:30"), ends_at=at("11:00")),
    ],
)
def test_what_only_touches_the_stretch_or_is_of_somebody_else_is_not_in_the_way(stretch):
    diary = a_diary(an_appointment())
    assert in_the_way(diary, stretch).appointments == ()
    assert diary.trail == []


def test_the_minutes_before_and_after_are_in_the_way_too():
    long = a_slot(
        at("10:00"), occupied=range(a_slot(at("10:00")).occupied.start, a_slot(at("10:00")).occupied.stop + 3)
    )
    diary = a_diary(an_appointment(slot=long))
    assert in_the_way(diary, replace(TEN, starts_at=at("10:40"))).appointments != ()
    assert in_the_way(diary, replace(TEN, starts_at=at("10:45"))).appointments == ()


def test_of_a_room_whatever_happens_in_it_is_in_the_way():
    diary = a_diary(an_appointment(slot=a_slot(at("10:00"), room_id=ROOM)))
    assert len(in_the_way(diary, replace(TEN, resource_id=ROOM)).appointments) == 1


def test_cancelled_and_held_times_are_not_told_and_other_blocks_are():
    gone = an_appointment()
    diary = a_diary(gone, a_hold(id=appointment_id(3), slot=a_slot(at("10:30"))))
    diary.appointments.write(diary.read(gone), cancelled(diary.read(gone)))
    assert in_the_way(diary).appointments == ()
    lunch = blocked(diary, replace(TEN, ends_at=at("10:30"), note="Lunch"))
    assert in_the_way(diary).appointments == (lunch,)


def test_what_is_at_a_location_that_is_not_theirs_is_not_told():
    diary = a_diary(an_appointment(slot=a_slot(at("10:00"), location_id=HARBOUR)))
    assert in_the_way(diary).appointments == ()
    assert len(in_the_way(diary, staff=BOTH).appointments) == 1


def test_a_block_is_theirs_to_see_at_their_locations_given_back_or_not():
    diary = a_diary()
    kept = blocked(diary)
    assert own_block(NORTH, kept.id, staff=KATRIN, ports=diary.ports) == kept
    given_back = unblock_time(organisation_id=NORTH, block_id=kept.id, ports=diary.ports)
    assert own_block(NORTH, kept.id, staff=KATRIN, ports=diary.ports) == given_back
    with pytest.raises(NotFound):
        own_block(NORTH, kept.id, staff=replace(KATRIN, locations=frozenset({HARBOUR})), ports=diary.ports)
    with pytest.raises(NotFound):
        own_block(SOUTH, kept.id, staff=KATRIN, ports=diary.ports)


def test_an_appointment_and_a_hold_are_no_blocks():
    diary = a_diary(an_appointment(), a_hold(id=appointment_id(3), slot=a_slot(at("10:30"))))
    for number in (1, 3):
        with pytest.raises(NotFound):
            own_block(NORTH, appointment_id(number), staff=KATRIN, ports=diary.ports)
