"""Whoever holds an invitation takes one time with it, once."""

from dataclasses import replace

import pytest

from frontdesk.booking.errors import (
    InvitationOver,
    InvitationUsed,
    NotOffered,
    Over,
    Overlaps,
    Taken,
    TooFarAhead,
    TooSoon,
    WrongAge,
)
from frontdesk.booking.model import AppointmentStatus, ChangeKind
from frontdesk.booking.model.invitations import InvitationStatus
from frontdesk.booking.model.timetable import BookableBy, Known
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.booking.usecases.withdraw_invitation import withdraw_invitation
from frontdesk.kernel.errors import Conflict

from .builders import (
    BO,
    BY_ANNA,
    BY_BO,
    BY_KATRIN,
    CENTRE,
    DAY,
    DR_LIND,
    HARBOUR,
    NORTH,
    WEDNESDAY,
    a_block,
    a_schedule,
    a_slot,
    a_subject,
    a_time_type,
    a_timetable,
    a_wish,
    an_appointment,
    appointment_id,
    at,
)
from .fakes import a_diary
from .inviting import FRIDAY, claims, invitation_id, stored

EARLIER = {"appointment_id": appointment_id()}
THEIRS = {"by": BY_KATRIN, "purpose": "Kontroll"}


def withdraws(diary, it, by=BY_ANNA):
    return withdraw_invitation(organisation_id=NORTH, invitation_id=it.id, by=by, ports=diary.ports)


def test_who_waited_takes_the_time_in_one_write_with_the_reason_they_gave():
    diary = a_diary()
    it = claims(diary, stored(diary, purpose="Hosta"))
    assert (it.status, it.slot, it.subject_id, it.reason) == (
        AppointmentStatus.BOOKED,
        a_slot(),
        BY_ANNA.id,
        "Hosta",
    )
    assert [(one.kind, one.by) for one in it.changes] == [(ChangeKind.BOOKED, BY_ANNA)]
    assert diary.fact_names() == ["AppointmentBooked"]
    assert diary.invitations.get(NORTH, invitation_id()).status is InvitationStatus.USED


@pytest.mark.requirement("C12")
def test_a_second_time_with_it_is_refused_although_it_is_free_and_says_what_it_became():
    diary = a_diary()
    waits = stored(diary)
    first = claims(diary, waits)
    with pytest.raises(InvitationUsed) as no:
        claims(diary, waits, "11:00")
    assert no.value.details["reference"] == first.reference
    cancel_appointment(
        organisation_id=NORTH, appointment_id=first.id, comment="", by=BY_ANNA, ports=diary.ports
    )
    for clock in ("10:00", "11:00"):
        with pytest.raises(InvitationUsed):
            claims(diary, waits, clock)


def test_sent_again_it_is_the_same_appointment():
    diary = a_diary()
    waits = stored(diary)
    assert claims(diary, waits) == claims(diary, waits)
    assert diary.fact_names() == ["AppointmentBooked"]


def test_of_two_who_want_the_same_time_the_other_one_stays_on_the_list():
    diary = a_diary()
    anna = stored(diary)
    bo = stored(diary, id=invitation_id(2), subject_id=BO, by=BY_BO)
    diary.subjects[BO] = a_subject(id=BO)
    claims(diary, bo)
    with pytest.raises(Taken):
        claims(diary, anna)
    assert diary.invitation(anna) == anna
    assert claims(diary, anna, "11:00").slot.starts_at == at("11:00")


def test_nobody_has_two_times_at_once_with_an_invitation_either():
    diary = a_diary(an_appointment())
    with pytest.raises(Overlaps):
        claims(diary, stored(diary), "10:00", performer_id=DR_LIND)


def test_who_left_the_list_takes_nothing_and_who_took_something_cannot_leave():
    diary = a_diary()
    left, took = stored(diary), stored(diary, id=invitation_id(2))
    assert withdraws(diary, left) == withdraws(diary, left)
    with pytest.raises(InvitationOver):
        claims(diary, left)
    claims(diary, took)
    with pytest.raises(InvitationUsed):
        withdraws(diary, took)
    assert [it["name"] for it in diary.invitations.facts] == ["InvitationWithdrawn"]


def test_withdrawn_while_it_is_claimed_it_takes_nothing():
    diary = a_diary()
    waits = stored(diary)
    diary.appointments.meanwhile(lambda: withdraws(diary, waits))
    with pytest.raises(InvitationOver):
        claims(diary, waits)
    assert diary.taken_on("dr-berg", WEDNESDAY) == 0


def test_its_days_and_its_performer_are_what_it_is_for():
    diary = a_diary()
    short = stored(diary, want={"last_day": WEDNESDAY - DAY})
    linds = stored(diary, id=invitation_id(2), want={"performer_id": DR_LIND})
    for refused in (short, linds):
        with pytest.raises(NotOffered):
            claims(diary, refused)
    with pytest.raises(NotOffered):
        claims(diary, linds, "10:00", FRIDAY - DAY, location_id=HARBOUR, performer_id=DR_LIND)
    diary.now = at("07:00", WEDNESDAY)
    with pytest.raises(InvitationOver):
        claims(diary, short)


def a_narrow_clinic(**changes):
    kind = a_time_type(bookable_by=BookableBy.STAFF, known=Known.NEW, youngest=70, horizon_days=1, **changes)
    return a_diary(timetable=a_timetable(kind, schedules=(a_schedule(),)))


def test_who_is_invited_takes_what_only_staff_book_in_the_days_the_clinic_named():
    diary = a_narrow_clinic()
    it = claims(diary, stored(diary, **THEIRS))
    assert (it.slot, it.booked_by, it.reason) == (a_slot(), "patient", "Kontroll")


def test_who_waits_is_asked_the_clinics_rules_again():
    diary = a_narrow_clinic()
    waits = stored(diary)
    with pytest.raises(NotOffered):
        claims(diary, waits)
    diary = a_diary(timetable=a_timetable(a_time_type(youngest=70), schedules=(a_schedule(),)))
    with pytest.raises(WrongAge):
        claims(diary, stored(diary))
    diary = a_diary(timetable=a_timetable(a_time_type(horizon_days=1), schedules=(a_schedule(),)))
    with pytest.raises(TooFarAhead):
        claims(diary, stored(diary))


@pytest.mark.parametrize("whose", [{}, THEIRS])
def test_nobody_takes_a_time_sooner_than_the_type_allows(whose):
    diary = a_diary(now=at("09:00"))
    with pytest.raises(TooSoon):
        claims(diary, stored(diary, **whose))


def test_an_appointment_becomes_earlier_and_is_never_two():
    diary = a_diary(an_appointment())
    waits = stored(diary, **EARLIER)
    it = claims(diary, waits, "09:00")
    assert (it.id, it.slot.starts_at, it.version) == (appointment_id(), at("09:00"), 2)
    assert diary.fact_names() == ["AppointmentRescheduled", "SlotFreed"]
    assert diary.taken_on("dr-berg", WEDNESDAY) == 6
    assert claims(diary, waits, "09:00") == it
    with pytest.raises(InvitationUsed):
        claims(diary, waits, "08:00")


def test_a_later_time_is_none_to_wait_for():
    diary = a_diary(an_appointment())
    with pytest.raises(NotOffered):
        claims(diary, stored(diary, **EARLIER), "11:00")


def test_what_was_cancelled_does_not_become_earlier():
    diary = a_diary(an_appointment())
    waits = stored(diary, **EARLIER)
    cancel_appointment(
        organisation_id=NORTH, appointment_id=appointment_id(), comment="", by=BY_ANNA, ports=diary.ports
    )
    with pytest.raises(Over):
        claims(diary, waits, "09:00")


def test_moved_while_it_is_claimed_it_is_decided_again():
    diary = a_diary(an_appointment())
    waits = stored(diary, **EARLIER)
    there = diary.read(an_appointment())
    diary.appointments.meanwhile(
        lambda: diary.appointments.write(there, replace(there, slot=a_slot(at("08:00"))))
    )
    with pytest.raises(NotOffered):
        claims(diary, waits, "09:00")
    assert diary.invitation(waits) == waits


def test_who_loses_every_race_is_told_so():
    diary = a_diary()
    waits = stored(diary)

    def touched():
        it = diary.invitation(waits)
        diary.invitations.write(it, it)

    diary.appointments.meanwhile(*[touched] * 5)
    with pytest.raises(Conflict):
        claims(diary, waits)


def test_what_no_schedule_has_nobody_takes():
    diary = a_diary(timetable=a_timetable(schedules=(a_schedule(week=(a_block(3),)),)))
    with pytest.raises(NotOffered):
        claims(diary, stored(diary, **THEIRS))
    assert a_wish().location_id == CENTRE
