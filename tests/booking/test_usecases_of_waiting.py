"""People wait for a time, are invited to one, hear of what is freed, and see what they wait for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.booking.errors import (
    InvitationOver,
    NotOffered,
    ProofLocked,
    PurposeMissing,
    ReasonMissing,
    TextTooLong,
    TooLate,
    WrongAge,
    WrongDays,
    WrongProof,
)
from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.model.invitations import InvitationStatus
from frontdesk.booking.model.timetable import Reason
from frontdesk.booking.usecases.book_on_behalf import Visitor, book_on_behalf
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.booking.usecases.invite_patient import invite_patient
from frontdesk.booking.usecases.list_times import list_times
from frontdesk.booking.usecases.list_waiting import list_waiting, own_invitation
from frontdesk.booking.usecases.move_appointment import move_appointment
from frontdesk.booking.usecases.offer_time import offer_time
from frontdesk.booking.usecases.prove_patient import prove_invited
from frontdesk.booking.usecases.show_invitation import (
    find_first_invited_day,
    find_invited,
    show_invitation,
)
from frontdesk.booking.usecases.tell_invited import tell_invited
from frontdesk.booking.usecases.tell_patient import tell_patient
from frontdesk.booking.usecases.wait_for_time import wait_for_earlier, wait_for_time
from frontdesk.booking.usecases.withdraw_invitation import withdraw_invitation
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person

from .builders import (
    ANNA,
    BO,
    BORN,
    BY_ANNA,
    BY_BO,
    BY_KATRIN,
    CENTRE,
    DAY,
    DR_LIND,
    HARBOUR,
    MINUTE,
    MONDAY_NINE,
    NORTH,
    SURGERY,
    WEDNESDAY,
    a_hold,
    a_schedule,
    a_subject,
    a_surgery,
    a_time_type,
    a_timetable,
    a_wish,
    an_appointment,
    appointment_id,
    at,
)
from .fakes import a_diary
from .inviting import FRIDAY, a_wait, a_want, claims, invitation_id, stored

KATRIN = StaffMember(id=StaffId("1001"), locations=frozenset({CENTRE}))
EVENT = "e" * 32
MINE = {"organisation_id": NORTH, "appointment_id": appointment_id()}


def waits(diary, wait=None, number=1):
    return wait_for_time(
        organisation_id=NORTH, invitation_id=invitation_id(number), wait=wait or a_wait(), ports=diary.ports
    )


def a_visitor(**changes):
    person = Person(name="Bo Berg", birth_date=BORN, phone="+46701740606", email=None)
    return Visitor(**{"person": person, "language": Language.GERMAN, "reason": "Kontroll", **changes})


def invites(diary, want=None, **changes):
    return invite_patient(
        organisation_id=NORTH,
        invitation_id=invitation_id(9),
        want=want or a_want(time_type_id=SURGERY),
        visitor=a_visitor(**changes),
        staff=KATRIN,
        ports=diary.ports,
    )


def offers(diary, clock="10:00", event=EVENT, **wish):
    offer_time(organisation_id=NORTH, wish=a_wish(clock, **wish), event_id=event, ports=diary.ports)
    return [it.recipient.id for it in diary.told.values() if it.template == "waiting_offer"]


def several(diary, count):
    """So many people wait, one after the other."""
    people = []
    for number in range(1, count + 1):
        whose = SubjectId(f"{number:032x}")
        diary.subjects[whose] = a_subject(id=whose)
        made_at = MONDAY_NINE + timedelta(seconds=number)
        stored(diary, id=invitation_id(number), subject_id=whose, made_at=made_at)
        people.append(whose)
    return people


def test_who_waits_is_registered_and_on_the_list_once():
    diary = a_diary()
    it = waits(diary)
    assert waits(diary) == it
    assert (it.subject_id, it.is_invited, it.want, it.by) == (ANNA, False, a_want(), BY_ANNA)
    assert [fact["name"] for fact in diary.invitations.facts] == ["InvitationMade"]


@pytest.mark.parametrize(
    ("kind", "want", "refusal"),
    [
        ({}, {"time_type_id": SURGERY}, NotOffered),
        ({}, {"last_day": MONDAY_NINE.date() - DAY}, WrongDays),
        ({}, {"first_day": FRIDAY + DAY}, WrongDays),
        ({}, {"last_day": FRIDAY + 400 * DAY}, WrongDays),
        ({"youngest": 70}, {}, WrongAge),
        ({"reason": Reason.REQUIRED}, {}, ReasonMissing),
    ],
)
def test_nobody_waits_for_what_they_could_not_have(kind, want, refusal):
    diary = a_diary(timetable=a_timetable(a_time_type(**kind), a_surgery()))
    with pytest.raises(refusal):
        waits(diary, a_wait(a_want(**want)))
    assert diary.invitations.stored == {}


def test_who_comes_of_age_while_they_wait_may_wait():
    diary = a_diary(timetable=a_timetable(a_time_type(oldest=41)))
    birthday_on_wednesday = a_subject(birth_date=WEDNESDAY.replace(year=1984))
    waits(diary, a_wait(subject=birthday_on_wednesday))


def test_the_id_of_another_one_is_nobodys_second():
    diary = a_diary()
    waits(diary)
    with pytest.raises(InvitationOver):
        waits(diary, a_wait(a_want(last_day=WEDNESDAY)))


def test_who_has_a_time_waits_for_an_earlier_one_and_may_leave_and_come_back():
    diary = a_diary(an_appointment())
    it = wait_for_earlier(**MINE, ports=diary.ports)
    assert wait_for_earlier(**MINE, ports=diary.ports) == it
    assert (it.appointment_id, it.want.last_day) == (appointment_id(), WEDNESDAY)
    withdraw_invitation(organisation_id=NORTH, invitation_id=it.id, by=BY_ANNA, ports=diary.ports)
    again = wait_for_earlier(**MINE, ports=diary.ports)
    assert (again.id, again.status) == (it.id, InvitationStatus.OPEN)
    claims(diary, again, "09:00")
    assert wait_for_earlier(**MINE, ports=diary.ports).id != it.id


def test_who_may_not_move_it_does_not_wait_for_an_earlier_one():
    diary = a_diary(an_appointment(), now=at("09:00"))
    with pytest.raises(TooLate):
        wait_for_earlier(**MINE, ports=diary.ports)


def test_what_they_wait_for_and_may_take_is_what_they_are_shown():
    diary = a_diary(an_appointment())
    it = wait_for_earlier(**MINE, ports=diary.ports)
    shown = show_invitation(organisation_id=NORTH, invitation_id=it.id, ports=diary.ports)
    assert (shown.appointment, shown.not_open) == (diary.read(an_appointment()), None)
    found = find_invited(shown, WEDNESDAY - DAY, FRIDAY, ports=diary.ports)
    assert {slot.on for slot in found} == {WEDNESDAY - DAY, WEDNESDAY}
    assert max(slot.starts_at for slot in found) < at("10:00")
    assert find_first_invited_day(shown, MONDAY_NINE.date(), ports=diary.ports) == WEDNESDAY - DAY
    claims(diary, it, "09:00")
    used = show_invitation(organisation_id=NORTH, invitation_id=it.id, ports=diary.ports)
    assert used.appointment.slot.starts_at == at("09:00")
    assert find_invited(used, WEDNESDAY - DAY, FRIDAY, ports=diary.ports) == ()
    assert find_first_invited_day(used, WEDNESDAY, ports=diary.ports) is None


@pytest.mark.requirement("C11", "C14")
def test_staff_invite_somebody_to_choose_a_time_and_say_what_for():
    diary = a_diary()
    it = invites(diary)
    assert (it.by, it.purpose, it.language, it.is_invited) == (BY_KATRIN, "Kontroll", Language.GERMAN, True)
    assert invites(diary) == it
    tell_invited(organisation_id=NORTH, invitation_id=it.id, event_id=EVENT, ports=diary.ports)
    [told] = diary.told.values()
    assert (told.template, told.recipient.id) == ("invitation", it.subject_id)
    assert told.parameters["link"].endswith(f"/i/{it.id}")
    for reason, refusal in ((" ", PurposeMissing), ("x" * 501, TextTooLong)):
        with pytest.raises(refusal):
            invites(diary, reason=reason)
    with pytest.raises(WrongDays):
        invites(diary, a_want(last_day=MONDAY_NINE.date() - DAY))
    with pytest.raises(NotFound):
        invites(diary, a_want(location_id=HARBOUR))


@pytest.mark.requirement("C11", "C14", "C15")
def test_an_invitation_to_a_time_says_what_for_and_is_none_when_the_patient_moved_it():
    diary = a_diary()

    def invited(**changes):
        return book_on_behalf(
            organisation_id=NORTH,
            appointment_id=appointment_id(),
            wish=a_wish(),
            visitor=a_visitor(invited=True, **changes),
            staff=KATRIN,
            ports=diary.ports,
        )

    with pytest.raises(PurposeMissing):
        invited(reason="")
    it = invited()
    assert (it.invited, it.reason) == (True, "Kontroll")
    tell_patient(**MINE, fact="AppointmentBooked", event_id=EVENT, ports=diary.ports)
    assert diary.templates() == ["appointment_invited"]
    moved = {**MINE, "comment": "", "ports": diary.ports}
    assert move_appointment(wish=a_wish("11:00"), by=BY_KATRIN, **moved).invited
    assert not move_appointment(wish=a_wish("09:00"), by=BY_BO, **moved).invited
    diary.now = at("08:00")
    with pytest.raises(TooLate):
        cancel_appointment(by=BY_BO, **moved)


def test_of_those_who_wait_the_first_five_hear_of_a_freed_time_once_each():
    diary = a_diary()
    people = several(diary, 7)
    assert offers(diary) == people[:5]
    assert offers(diary) == people[:5]
    link = next(iter(diary.told.values())).parameters["link"]
    assert link.endswith(f"/i/{invitation_id(1)}")


def test_a_freed_time_is_offered_to_those_whom_it_suits():
    diary = a_diary(an_appointment(subject_id=BO), an_appointment(id=appointment_id(2), slot=a_late_slot()))
    diary.subjects[BO] = a_subject(id=BO)
    bos = {"subject_id": BO, "by": BY_BO}
    stored(diary, id=invitation_id(1), want={"last_day": WEDNESDAY - DAY})
    stored(diary, id=invitation_id(2), want={"performer_id": DR_LIND})
    stored(diary, id=invitation_id(3), by=BY_KATRIN)
    stored(diary, id=invitation_id(4), appointment_id=appointment_id(), **bos)
    stored(diary, id=invitation_id(5), appointment_id=appointment_id(2))
    assert offers(diary, "11:00") == [ANNA]
    assert offers(diary, "08:00", "f" * 32) == [ANNA, BO, ANNA]


def a_late_slot():
    return replace(an_appointment().slot, starts_at=at("11:30"), ends_at=at("12:00"), occupied=range(0))


def test_nobody_is_told_of_a_time_that_is_gone_again_or_too_near_or_that_no_schedule_has():
    taken = a_diary(an_appointment())
    stored(taken)
    assert offers(taken) == []
    near = a_diary(now=at("09:00"))
    stored(near)
    assert offers(near) == []
    gone = a_diary()
    stored(gone)
    assert offers(gone, "10:10") == []
    gone.lays_down(a_timetable(a_surgery(), schedules=()))
    assert offers(gone) == []


def test_a_time_that_somebody_held_too_long_is_offered():
    diary = a_diary(a_hold(), now=MONDAY_NINE + 16 * MINUTE)
    stored(diary)
    assert offers(diary) == [ANNA]


def test_the_age_is_asked_before_anybody_is_told():
    kind = a_time_type(youngest=70)
    diary = a_diary(timetable=a_timetable(kind, schedules=(a_schedule(),)))
    stored(diary)
    stored(diary, id=invitation_id(2), subject_id=BO)
    diary.subjects[BO] = a_subject(id=BO, birth_date=BORN.replace(year=1940))
    assert offers(diary) == [BO]


def test_where_nobody_waits_nothing_else_is_read():
    diary = a_diary()
    assert offers(diary) == []
    assert diary.appointments.reads == 0


def test_who_waits_is_told_that_they_are_on_the_list():
    diary = a_diary()
    it = waits(diary)
    for _ in range(2):
        tell_invited(organisation_id=NORTH, invitation_id=it.id, event_id=EVENT, ports=diary.ports)
    assert diary.templates() == ["waiting"]


def test_the_date_of_birth_opens_an_invitation_with_the_tries_of_what_it_becomes():
    diary = a_diary(an_appointment())
    it = wait_for_earlier(**MINE, ports=diary.ports)

    def proves(born=BORN):
        prove_invited(organisation_id=NORTH, invitation_id=it.id, birth_date=born, ports=diary.ports)

    proves()
    assert [(entry.action, entry.about) for entry in diary.trail] == [("InvitationOpened", it.id)]
    for left in (3, 2, 1):
        with pytest.raises(WrongProof) as no:
            proves(None)
        assert no.value.details["tries_left"] == left
    for born in (None, BORN):
        with pytest.raises(ProofLocked):
            proves(born)


def test_staff_see_who_waits_and_who_is_invited_at_their_locations_and_it_is_written_down():
    diary = a_diary()
    first, second = waits(diary), invites(diary)
    found = list_waiting(organisation_id=NORTH, location_id=CENTRE, staff=KATRIN, ports=diary.ports)
    assert [it.id for it in found.invitations] == [first.id, second.id]
    assert found.subjects[ANNA].name == "Anna Andersson"
    assert [(it.action, it.about) for it in diary.trail] == [("WaitingRead", CENTRE)]
    elsewhere = replace(KATRIN, locations=frozenset({HARBOUR}))
    with pytest.raises(NotFound):
        list_waiting(organisation_id=NORTH, location_id=CENTRE, staff=elsewhere, ports=diary.ports)
    with pytest.raises(NotFound):
        own_invitation(NORTH, first.id, staff=elsewhere, ports=diary.ports)
    assert own_invitation(NORTH, first.id, staff=KATRIN, ports=diary.ports) == first


def test_my_times_have_what_is_waited_for_as_long_as_it_is_open():
    diary = a_diary()
    diary.people[NORTH, "contact"] = [a_subject()]
    it, left = waits(diary), waits(diary, number=2)
    stored(diary, id=invitation_id(3), want={"time_type_id": "given-up"})
    withdraw_invitation(organisation_id=NORTH, invitation_id=left.id, by=BY_ANNA, ports=diary.ports)

    def listed():
        times = list_times(organisation_id=NORTH, contact_key="contact", ports=diary.ports)
        return [one.shown.invitation for one in times.waiting]

    assert listed() == [it]
    diary.now = at("10:00", FRIDAY + DAY)
    assert listed() == []
