"""What whoever stores invitations promises: the fake and DynamoDB."""

from dataclasses import replace

import pytest

from frontdesk.booking.errors import Overlaps, Taken
from frontdesk.booking.model.invitations import InvitationStatus
from frontdesk.kernel.errors import Conflict, NotFound

from .builders import (
    ANNA,
    BO,
    BY_BO,
    BY_KATRIN,
    CENTRE,
    CHECKUP,
    CONSULTATION,
    HARBOUR,
    HOUR,
    MINUTE,
    MONDAY_NINE,
    NORTH,
    SOUTH,
    a_slot,
    an_appointment,
    appointment_id,
    at,
)
from .inviting import an_invitation, invitation_id

BOS = {"subject_id": BO, "by": BY_BO}


def reads(invitations, it):
    return invitations.get(it.organisation_id, it.id)


def test_an_invitation_is_read_as_it_was_written(invitations):
    it = invitations.write(
        None, an_invitation(by=BY_KATRIN, purpose="Kontroll", want={"performer_id": "dr-berg"})
    )
    assert reads(invitations, it) == it
    assert it.is_invited
    earlier = invitations.write(None, an_invitation(id=invitation_id(2), appointment_id=appointment_id()))
    assert reads(invitations, earlier) == earlier


def test_of_two_changes_of_what_was_read_one_is_stored(invitations):
    it = invitations.write(None, an_invitation())
    gone = replace(it, status=InvitationStatus.WITHDRAWN)
    invitations.write(it, gone)
    for before in (it, None):
        with pytest.raises(Conflict):
            invitations.write(before, it)
    assert reads(invitations, it).status is InvitationStatus.WITHDRAWN


def test_another_organisation_has_none_of_that_id(invitations):
    it = invitations.write(None, an_invitation())
    with pytest.raises(NotFound):
        invitations.get(SOUTH, it.id)
    assert list(invitations.waiting(SOUTH, CENTRE, CONSULTATION)) == []
    assert list(invitations.of_subject(SOUTH, ANNA)) == []


def test_who_waits_for_a_type_at_a_location_the_oldest_first(invitations):
    later = {"made_at": MONDAY_NINE + HOUR, **BOS}
    second = invitations.write(None, an_invitation(id=invitation_id(1), **later))
    first = invitations.write(None, an_invitation(id=invitation_id(2)))
    invitations.write(None, an_invitation(id=invitation_id(3), want={"time_type_id": CHECKUP}))
    invitations.write(None, an_invitation(id=invitation_id(4), want={"location_id": HARBOUR}))
    invited = invitations.write(None, an_invitation(id=invitation_id(5), by=BY_KATRIN))
    left = invitations.write(None, an_invitation(id=invitation_id(6)))
    invitations.write(left, replace(left, status=InvitationStatus.WITHDRAWN))

    assert list(invitations.waiting(NORTH, CENTRE, CONSULTATION)) == [first, second]
    here = [it.id for it in invitations.open_at(NORTH, CENTRE)]
    assert set(here) == {first.id, second.id, invited.id, invitation_id(3)}
    assert {it.id for it in invitations.of_subject(NORTH, BO)} == {second.id}


def test_who_has_appointments_has_invitations_apart_from_them(appointments, invitations):
    mine = appointments.write(None, an_appointment())
    it = invitations.write(None, an_invitation())
    assert list(appointments.of_subject(NORTH, ANNA, since=MONDAY_NINE)) == [mine]
    assert [one.id for one in invitations.of_subject(NORTH, ANNA)] == [it.id]
    assert list(appointments.of_days(NORTH, CENTRE, mine.slot.on, mine.slot.on)) == [mine]


def test_a_time_is_taken_and_the_invitation_used_in_one_write(appointments, invitations):
    it = invitations.write(None, an_invitation())
    appointments.write(None, an_appointment(), uses=it)
    used = reads(invitations, it)
    assert (used.status, used.version) == (InvitationStatus.USED, 2)
    assert list(invitations.open_at(NORTH, CENTRE)) == []


@pytest.mark.parametrize("now", [InvitationStatus.USED, InvitationStatus.WITHDRAWN])
def test_an_invitation_that_is_not_as_it_was_read_takes_no_time(appointments, invitations, now):
    it = invitations.write(None, an_invitation())
    invitations.write(it, replace(it, status=now))
    with pytest.raises(Conflict) as no:
        appointments.write(None, an_appointment(), uses=it)
    assert type(no.value) is Conflict
    with pytest.raises(NotFound):
        appointments.get(NORTH, appointment_id())
    appointments.write(None, an_appointment(id=appointment_id(2)))  # nothing was taken


@pytest.mark.parametrize(
    ("theirs", "loses"),
    [
        ({"subject_id": BO}, Taken),
        ({"slot": a_slot(at("10:00"), performer_id="dr-lind")}, Overlaps),
    ],
)
def test_a_time_that_cannot_be_had_leaves_the_invitation_open(appointments, invitations, theirs, loses):
    appointments.write(None, an_appointment(id=appointment_id(2), **theirs))
    it = invitations.write(None, an_invitation())
    with pytest.raises(loses):
        appointments.write(None, an_appointment(), uses=it)
    assert reads(invitations, it) == it


def test_a_move_uses_an_invitation_up_too(appointments, invitations):
    mine = appointments.write(None, an_appointment())
    it = invitations.write(None, an_invitation(appointment_id=mine.id))
    moved = replace(mine, slot=a_slot(mine.slot.starts_at - 30 * MINUTE))
    appointments.write(mine, moved, uses=it)
    assert reads(invitations, it).status is InvitationStatus.USED
