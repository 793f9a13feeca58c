"""A patient answers a reminder: it is done, or people read it, and they are told which."""

from dataclasses import replace

import pytest

from frontdesk.booking.errors import Over
from frontdesk.booking.model import AppointmentStatus
from frontdesk.booking.usecases.tell_patient import tell_patient
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.messaging.model import MessageStatus
from frontdesk.reminders.usecases.act_on_reply import act_on_reply
from tests.booking.builders import (
    ANNA,
    BO,
    BY_ANNA,
    BY_BO,
    DAY,
    HOUR,
    MONDAY_NINE,
    NORTH,
    a_booked_change,
    a_slot,
    a_staff_booked_appointment,
    a_subject,
    a_surgery,
    an_appointment,
    appointment_id,
    at,
    cancelled,
)
from tests.booking.doing import move
from tests.messaging.threads import CONTACT

from .replying import Clinic, Crashed, a_reminder

TEN = an_appointment()


def a_family():
    """Anna's at ten and Bo's at half past, in one reminder."""
    bos = an_appointment(
        id=appointment_id(2),
        slot=a_slot(at("10:30")),
        subject_id=BO,
        changes=(a_booked_change(by=BY_BO),),
    )
    clinic = Clinic(appointments=(TEN, bos))
    bo = a_subject(id=BO, name="Bo Andersson")
    clinic.diary.subjects[BO] = bo
    clinic.house.people.append(bo)
    return clinic


def test_who_says_yes_has_confirmed_and_is_told_so():
    clinic = Clinic()
    assert clinic.replies("Ja, tack") == {TEN.id: "confirmed"}
    assert (clinic.confirmed, clinic.answers, clinic.tasks) == ([TEN.id], ["reply_confirmed"], [])
    assert clinic.house.waits == []


@pytest.mark.requirement("4b sms reply")
def test_who_says_no_has_cancelled_as_whoever_has_the_telephone():
    clinic = Clinic()
    assert clinic.replies("Nej") == {TEN.id: "cancelled"}
    change = clinic.diary.read(TEN).changes[-1]
    assert change.by == Actor(ActorKind.PATIENT, CONTACT)
    assert (clinic.status(TEN), clinic.answers) == ("cancelled", ["reply_cancelled"])


def test_who_wants_another_time_gets_the_link_and_keeps_the_time():
    clinic = Clinic()
    assert clinic.replies("omboka") == {TEN.id: "moving"}
    [line] = [it for it in clinic.house.threads.lines(NORTH, CONTACT, most=9) if it.template]
    assert line.parameters == {"times": "10:00", "link": f"https://x/{NORTH}/{TEN.id}"}
    assert (clinic.status(TEN), clinic.tasks) == ("booked", [])


@pytest.mark.requirement("4b limit of sms reply")
def test_after_the_limit_nothing_is_cancelled_and_staff_are_told():
    clinic = Clinic()
    late = TEN.slot.starts_at - 2 * HOUR
    clinic.diary.now = late
    assert clinic.replies("avboka", at=late) == {TEN.id: "refused"}
    [line] = [it for it in clinic.house.threads.lines(NORTH, CONTACT, most=9) if it.template]
    assert line.template == "reply_too_late"
    assert line.parameters == {"times": "10:00", "why": "(booking.too_late)", "phone": "08-123"}
    assert (clinic.status(TEN), clinic.tasks) == ("booked", ["avboka"])
    assert clinic.house.waits == [CONTACT]


def test_what_only_staff_change_is_not_cancelled_by_a_reply():
    surgery = a_staff_booked_appointment(slot=a_slot(at("13:00"), time_type_id=a_surgery().id))
    clinic = Clinic(appointments=(surgery,))
    assert clinic.replies("nej") == {surgery.id: "refused"}
    assert clinic.status(surgery) == "booked"


@pytest.mark.parametrize("text", ["Vill ni ringa?", "kanske", "inte avboka", "ja nej", "obs"])
def test_what_is_not_clear_changes_nothing_and_becomes_a_task(text):
    clinic = Clinic()
    assert clinic.replies(text) == {}
    assert (clinic.status(TEN), clinic.confirmed) == ("booked", [])
    assert (clinic.answers, clinic.tasks) == (["reply_unclear"], [text])


def test_who_writes_to_a_clinic_that_reminded_them_of_nothing_is_read_by_people():
    clinic = Clinic(appointments=())
    assert clinic.replies("ja") == {}
    assert (clinic.answers, clinic.tasks) == (["reply_unclear"], ["ja"])


def test_of_whom_nobody_is_known_waits_among_the_conversations():
    clinic = Clinic(appointments=())
    clinic.house.people.clear()
    clinic.replies("ja")
    assert (clinic.tasks, clinic.answers, clinic.house.waits) == ([], ["reply_unclear"], [CONTACT])


@pytest.mark.parametrize(
    "changes",
    [
        {"due_at": MONDAY_NINE - 8 * DAY},
        {"status": MessageStatus.QUEUED},
        {"status": MessageStatus.FAILED},
        {"cause": "recalls"},
    ],
)
def test_only_a_reminder_of_these_days_that_went_out_is_answered(changes):
    clinic = Clinic(appointments=())
    clinic.diary.appointments.write(None, TEN)
    clinic.remind(TEN, id="other", **changes)
    assert clinic.replies("nej") == {}
    assert clinic.status(TEN) == "booked"


def test_of_two_reminders_the_latest_is_answered():
    later = an_appointment(id=appointment_id(3), slot=a_slot(at("11:00")))
    clinic = Clinic()
    clinic.diary.appointments.write(None, later)
    clinic.remind(later, id="reminder-2", due_at=MONDAY_NINE - HOUR, provider_id="SM-out-2")
    assert clinic.replies("nej") == {later.id: "cancelled"}
    assert clinic.status(TEN) == "booked"


def test_the_one_that_a_reply_names_is_answered():
    later = an_appointment(id=appointment_id(3), slot=a_slot(at("11:00")))
    clinic = Clinic()
    clinic.diary.appointments.write(None, later)
    clinic.remind(later, id="reminder-2", due_at=MONDAY_NINE - HOUR, provider_id="SM-out-2")
    assert clinic.replies("nej", answers="SM-out-1") == {TEN.id: "cancelled"}
    assert clinic.status(later) == "booked"


def test_what_was_moved_since_is_not_what_was_meant():
    clinic = Clinic()
    move(clinic.diary, "11:00")
    assert clinic.replies("nej") == {}
    assert clinic.diary.read(TEN).status is AppointmentStatus.BOOKED
    assert clinic.answers == ["reply_unclear"]


def test_what_was_moved_between_reading_and_doing_is_left_alone():
    clinic = Clinic(crashes_at="decide")
    kept = clinic.house.hears("nej", at=MONDAY_NINE)
    with pytest.raises(Crashed):
        clinic.acts(kept)
    move(clinic.diary, "11:00")
    assert [it.became.value for it in clinic.acts(kept)] == ["lost"]
    assert clinic.diary.read(TEN).status is AppointmentStatus.BOOKED
    assert clinic.tasks == ["nej"]


@pytest.mark.requirement("4b mixed replies")
def test_a_family_answers_for_each():
    clinic = a_family()
    assert clinic.replies("Anna ja, Bo nej") == {TEN.id: "confirmed", appointment_id(2): "cancelled"}
    [line] = [it for it in clinic.house.threads.lines(NORTH, CONTACT, most=9) if it.template]
    assert line.template == "reply_mixed"
    assert line.parameters["outcomes"] == "Bekräftat: 10:00; Avbokat: 10:30"
    assert clinic.tasks == []


def test_a_family_answers_for_all():
    clinic = a_family()
    assert set(clinic.replies("båda ja").values()) == {"confirmed"}
    assert clinic.answers == ["reply_confirmed"]


def test_of_a_family_one_may_be_refused_and_the_other_is_done():
    clinic = a_family()
    clinic.not_confirmed = Over()
    assert clinic.replies("Anna ja, Bo avboka") == {TEN.id: "refused", appointment_id(2): "cancelled"}
    assert (clinic.answers, clinic.tasks) == (["reply_mixed"], ["Anna ja, Bo avboka"])


def test_whose_time_was_cancelled_since_is_not_asked_for():
    clinic = a_family()
    clinic.diary.appointments.write(clinic.diary.read(TEN), cancelled(clinic.diary.read(TEN)))
    assert clinic.replies("ja") == {appointment_id(2): "confirmed"}


@pytest.mark.requirement("N1")
@pytest.mark.parametrize("text", ["ja", "nej", "omboka", "Vill ni ringa?"])
def test_heard_three_times_is_done_once(text):
    once, thrice = Clinic(), Clinic()
    assert once.replies(text) == thrice.replies(text, times=3)
    assert (thrice.answers, thrice.tasks, thrice.status(TEN)) == (once.answers, once.tasks, once.status(TEN))
    assert len(thrice.diary.read(TEN).changes) == len(once.diary.read(TEN).changes)


@pytest.mark.requirement("N1")
@pytest.mark.parametrize("step", ["decide", "confirm", "cancel", "answer", "settle", "task"])
@pytest.mark.parametrize("text", ["Anna ja, Bo nej", "Vill ni ringa?"])
def test_wherever_it_ends_the_same_again_does_the_rest(text, step):
    clinic = a_family()
    clinic.crashes_at = step
    kept = clinic.house.hears(text, at=MONDAY_NINE)
    for _ in range(2):
        try:
            clinic.acts(kept)
        except Crashed:
            continue
    whole = a_family()
    whole.replies(text)
    assert (clinic.answers, clinic.tasks, clinic.confirmed) == (whole.answers, whole.tasks, whole.confirmed)
    assert clinic.house.waits == whole.house.waits
    assert [clinic.status(it) for it in clinic.appointments] == [
        whole.status(it) for it in whole.appointments
    ]


def test_what_is_about_messages_themselves_is_no_answer_to_a_reminder():
    clinic = Clinic()
    assert clinic.replies("STOP") == {}
    assert (clinic.status(TEN), clinic.answers, clinic.tasks) == ("booked", ["reply_stopped"], [])


def test_a_reply_by_mail_answers_a_reminder_that_went_there_instead():
    clinic = Clinic(appointments=())
    clinic.diary.appointments.write(None, TEN)
    clinic.remind(TEN, id="mailed", listed_under="phone-key", kind=None)
    kept = clinic.house.hears("nej", at=MONDAY_NINE)
    clinic.house.outbox.stored[NORTH, "mailed"] = replace(
        a_reminder(TEN), listed_under="phone-key", kind=kept.kind
    )
    ports = replace(clinic.ports, behind=lambda organisation_id, key: (clinic.house.people, ["phone-key"]))
    done = act_on_reply(organisation_id=NORTH, contact_key=CONTACT, reply_id=kept.id, ports=ports)
    assert [it.became.value for it in done] == ["cancelled"]


@pytest.mark.parametrize(
    ("by", "told"), [(Actor(ActorKind.PATIENT, CONTACT), []), (BY_ANNA, ["appointment_cancelled"])]
)
def test_who_cancelled_by_a_reply_hears_of_it_once(by, told):
    clinic = Clinic()
    gone = cancelled(TEN)
    gone = replace(gone, changes=(*gone.changes, a_booked_change(by=by)))
    clinic.diary.appointments.write(clinic.diary.read(TEN), gone)
    tell_patient(
        organisation_id=NORTH,
        appointment_id=TEN.id,
        fact="AppointmentCancelled",
        event_id="e1",
        ports=clinic.diary.ports,
    )
    assert clinic.diary.templates() == told
    assert TEN.subject_id == ANNA
