"""A patient is due again: rules and staff make reminders, the clock sends them, and what is given renews them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from frontdesk.kernel.errors import BadInput, NotFound
from frontdesk.kernel.ids import AppointmentId
from frontdesk.messaging.model import Go, Gone, Kind, Purpose
from frontdesk.reminders.errors import CallOver, NoTimeToCallAgain, ReminderOver
from frontdesk.reminders.model.recalls import (
    CallOutcome,
    DueState,
    Interval,
    Sending,
    Step,
    Unit,
    Way,
)
from frontdesk.reminders.model.rulebook import Rulebook, Trigger
from frontdesk.reminders.model.rulebook_written import write_rules
from frontdesk.reminders.rules.keys import SHARDS, of_rule
from frontdesk.reminders.usecases.change_rules import change_rules, overlaps_of, try_rules
from frontdesk.reminders.usecases.complete_service import complete_service
from frontdesk.reminders.usecases.drain_reminders import MOST_FAULTS, drain_reminders
from frontdesk.reminders.usecases.greet_patient import greet_patient
from frontdesk.reminders.usecases.hear_service import hear_service
from frontdesk.reminders.usecases.list_reminders import list_reminders, list_send_queue
from frontdesk.reminders.usecases.make_reminder import make_reminder
from frontdesk.reminders.usecases.open_patient import open_patient
from frontdesk.reminders.usecases.stop_reminder import stop_reminder
from frontdesk.reminders.usecases.weigh_appointment import pause_for_appointment, resume_for_appointment
from frontdesk.reminders.usecases.word_reminder import word_reminder
from frontdesk.reminders.usecases.work_call_list import list_calls, record_call

from .recalling import (
    A_MONTH_BEFORE,
    A_WEEK_BEFORE,
    ANNA,
    CENTRE,
    DESK,
    HARBOUR,
    KATRIN,
    NORTH,
    NOW,
    SHOT,
    TODAY,
    Practice,
    a_reminder,
    a_rule,
    a_service,
    anna,
)

RULED = of_rule("tetanus", ANNA)
CALL = Step(0, time(9), Way.CALL)


@pytest.fixture
def practice():
    return Practice()


def given(practice, **changes):
    service = a_service(**changes)
    complete_service(service, by=DESK, ports=practice.ports)
    hear_service(organisation_id=NORTH, subject_id=ANNA, service_id=service.id, ports=practice.ports)


def ticks(practice, at=None):
    practice.now = at or practice.now
    faults = []
    drain_reminders(
        range(SHARDS),
        until=practice.now + timedelta(seconds=40),
        on_fault=lambda one, error: faults.append(error),
        ports=practice.ports,
    )
    return faults


def ruled(practice):
    return practice.reminders.get(NORTH, RULED)


@pytest.mark.requirement("R7", "R9", "R18", "R20", "R21")
def test_a_vaccination_is_due_again_and_its_patient_is_told_when_the_step_comes(practice):
    practice.lay_down(a_rule())
    given(practice)
    it = ruled(practice)
    assert (it.due_on, it.template, it.sending) == (date(2036, 11, 24), "recall", Sending.WAITING)
    assert it.next_at == datetime(2036, 10, 25, 7, 0, tzinfo=UTC)
    assert ticks(practice, it.next_at - timedelta(minutes=1)) == []
    assert practice.messages == {}
    for _ in range(2):
        assert ticks(practice, it.next_at) == []
    [message] = practice.messages.values()
    assert (message.kinds, message.purpose, message.cause) == ((Kind.SMS,), Purpose.RECALL, "reminders")
    said = word_reminder(message, ports=practice.ports)
    assert isinstance(said, Go)
    assert said.parameters["what"] == "Tetanus-Auffrischung"
    assert ruled(practice).sending is Sending.THROUGH


@pytest.mark.requirement("R23", "R24")
def test_what_is_given_again_is_due_anew_and_what_was_left_is_not_sent(practice):
    practice.lay_down(a_rule(due_after=Interval(60, Unit.DAYS), steps=(A_MONTH_BEFORE, A_WEEK_BEFORE)))
    given(practice)
    ticks(practice, ruled(practice).next_at)
    [message] = practice.messages.values()
    again_on = TODAY + timedelta(days=31)
    for _ in range(2):
        given(practice, id="6" * 32, given_on=again_on)
    it = ruled(practice)
    assert (it.due_on, it.rounds, it.step) == (again_on + timedelta(days=60), 2, 0)
    assert isinstance(word_reminder(message, ports=practice.ports), Gone)
    [fact] = practice.reminders.facts
    assert (fact.due_on, fact.reminded) == (it.due_on, True)


@pytest.mark.requirement("R24")
def test_services_that_come_late_or_in_any_order_count_as_they_were_given(practice):
    practice.lay_down(a_rule())
    given(practice)
    given(practice, id="6" * 32, given_on=TODAY - timedelta(days=4000))
    assert ruled(practice).due_on == date(2036, 11, 24)
    assert len(practice.reminders.of_subject(NORTH, ANNA)) == 1


def test_a_series_ends_after_so_many_rounds(practice):
    practice.lay_down(a_rule(due_after=Interval(1, Unit.MONTHS), stop_after=2))
    for number in range(3):
        given(practice, id=f"{number:032}", given_on=TODAY + timedelta(days=30 * number))
    assert ruled(practice).sending is Sending.STOPPED
    assert ruled(practice).next_at is None


def test_while_the_next_visit_is_booked_nobody_is_reminded(practice):
    practice.lay_down(a_rule(paused_by=(SHOT,)))
    given(practice)
    came = ruled(practice).next_at
    booked = {"organisation_id": NORTH, "subject_id": ANNA, "appointment_id": AppointmentId("b1")}
    assert pause_for_appointment(**booked, time_type_id=SHOT, ports=practice.ports) == 1
    assert (ruled(practice).sending, ruled(practice).next_at) == (Sending.PAUSED, None)
    assert ruled(practice).due_on == date(2036, 11, 24), "the due state knows nothing of it"
    assert resume_for_appointment(**booked | {"appointment_id": "b2"}, ports=practice.ports) == 0
    assert resume_for_appointment(**booked, ports=practice.ports) == 1
    assert ruled(practice).next_at == came


def test_a_booking_that_was_not_heard_of_is_seen_when_it_matters(practice):
    practice.lay_down(a_rule(paused_by=(SHOT,)))
    given(practice)
    came = ruled(practice).next_at
    ticks(practice, came)
    [message] = practice.messages.values()
    practice.books()
    assert isinstance(word_reminder(message, ports=practice.ports), Gone)
    practice.reminders, practice.messages = type(practice.reminders)(), {}
    given(practice)
    hear_service(organisation_id=NORTH, subject_id=ANNA, service_id=a_service().id, ports=practice.ports)
    practice.now = NOW
    practice.reminders.stored.clear()
    hear_service(organisation_id=NORTH, subject_id=ANNA, service_id=a_service().id, ports=practice.ports)
    ticks(practice, ruled(practice).next_at)
    assert practice.messages == {}
    assert ruled(practice).paused_by == "b1"


def test_of_a_rule_that_is_gone_or_a_patient_that_is_gone_nothing_is_sent(practice):
    practice.lay_down(a_rule())
    given(practice)
    practice.lay_down()
    ticks(practice, ruled(practice).next_at)
    assert (practice.messages, ruled(practice).sending) == ({}, Sending.STOPPED)
    practice.lay_down(a_rule(id="again"))
    practice.now = NOW
    hear_service(organisation_id=NORTH, subject_id=ANNA, service_id=a_service().id, ports=practice.ports)
    ticks(practice, practice.reminders.get(NORTH, of_rule("again", ANNA)).next_at)
    practice.subjects.clear()
    [message] = practice.messages.values()
    assert isinstance(word_reminder(message, ports=practice.ports), Gone)


def test_a_reminder_that_cannot_be_sent_holds_up_no_other(practice):
    for number in (1, 2):
        practice.reminders.add(a_reminder(id=f"{ANNA}-{number:016}", next_at=NOW))
    broken = practice.reminders.stored[NORTH, f"{ANNA}-{1:016}"]
    practice.reminders.stored[NORTH, broken.id] = replace(broken, steps=())
    faults = [len(ticks(practice, NOW + timedelta(hours=2 * it))) for it in range(MOST_FAULTS + 1)]
    assert faults == [1] * MOST_FAULTS + [0]
    assert len(practice.messages) == 1


@pytest.mark.requirement("R14", "R15", "R16", "R17")
def test_staff_write_a_reminder_with_their_own_words_and_schedule(practice):
    wanted = a_reminder(text="Bitte nüchtern kommen.")
    for _ in range(2):
        made = make_reminder(wanted, anna(), staff=KATRIN, ports=practice.ports)
    assert made.next_at == datetime(2026, 12, 16, 8, 0, tzinfo=UTC)
    assert "ReminderMade" in {it.action for it in practice.trail}
    queue = list_send_queue(organisation_id=NORTH, location_id=CENTRE, staff=KATRIN, ports=practice.ports)
    assert [it.id for it in queue.leaf.reminders] == [wanted.id]
    ticks(practice, made.next_at)
    [message] = practice.messages.values()
    assert message.template == "recall_own"
    assert message.parameters == {}, "what was written is never stored with the message"
    assert word_reminder(message, ports=practice.ports).parameters["text"] == "Bitte nüchtern kommen."


@pytest.mark.requirement("R15")
@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"due_on": TODAY - timedelta(days=1)}, "due_on", "due_in_the_past"),
        ({"due_on": TODAY + timedelta(days=5)}, "steps.0.days", "no_time_left"),
        ({"steps": ()}, "steps.0.days", "no_steps"),
        ({"steps": (Step(7, time(9), Way.EMAIL),)}, "steps.0.way", "no_email"),
        ({"internal": True}, "steps.0.way", "calls_only"),
        ({"what": " "}, "what", "required"),
        ({"text": "x" * 301}, "text", "too_long"),
    ],
)
def test_a_reminder_that_could_not_be_sent_cannot_be_saved(practice, changes, field, code):
    with pytest.raises(BadInput) as said:
        make_reminder(a_reminder(**changes), anna(), staff=KATRIN, ports=practice.ports)
    assert (field, code) in {(it.pointer, it.code) for it in said.value.errors}
    assert practice.reminders.stored == {}


@pytest.mark.requirement("R24")
def test_a_reminder_by_hand_ends_when_it_was_given_or_comes_back_on_its_day(practice):
    once = a_reminder()
    yearly = a_reminder(id=f"{ANNA}-{7:016}", every=Interval(1, Unit.YEARS))
    for it in (once, yearly):
        make_reminder(it, anna(), staff=KATRIN, ports=practice.ports)
    given(practice, given_on=date(2027, 1, 10))
    assert practice.reminders.get(NORTH, once.id).sending is Sending.GIVEN
    assert practice.reminders.get(NORTH, yearly.id).due_on == date(2028, 1, 15)


@pytest.mark.requirement("R1", "R10", "R22")
def test_an_internal_reminder_puts_the_patient_on_the_call_list_and_tells_them_nothing(practice):
    after_surgery = Interval(2, Unit.DAYS)
    practice.lay_down(a_rule(internal=True, due_after=after_surgery, steps=(CALL,), paused_by=()))
    given(practice)
    for _ in range(2):
        ticks(practice, ruled(practice).next_at)
    assert practice.messages == {}
    seen = {"organisation_id": NORTH, "location_id": CENTRE, "staff": KATRIN, "ports": practice.ports}
    [call] = list_calls(**seen).leaf.calls
    said = {"organisation_id": NORTH, "subject_id": ANNA, "key": call.key} | {
        "staff": KATRIN,
        "ports": practice.ports,
    }
    with pytest.raises(NoTimeToCallAgain):
        record_call(**said, outcome=CallOutcome.CALL_AGAIN)
    again = record_call(**said, outcome=CallOutcome.NOT_REACHED)
    assert again.ask_at == datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
    assert not record_call(**said, outcome=CallOutcome.REACHED).open
    assert list_calls(**seen).leaf.calls == ()
    with pytest.raises(CallOver):
        record_call(**said, outcome=CallOutcome.REACHED)
    assert {"CallListRead", "CallRecorded"} <= {it.action for it in practice.trail}


@pytest.mark.requirement("R11", "R13")
def test_the_list_shows_a_due_state_whatever_was_sent(practice):
    late = a_reminder(due_on=TODAY - timedelta(days=1), sending=Sending.THROUGH)
    ahead = a_reminder(id=f"{ANNA}-{7:016}", due_on=TODAY + timedelta(days=31), sending=Sending.PAUSED)
    for it in (late, ahead):
        practice.reminders.add(it)
    seen = {"organisation_id": NORTH, "location_id": CENTRE, "staff": KATRIN, "ports": practice.ports}
    found = {it: [one.id for one in list_reminders(**seen, state=it).leaf.reminders] for it in DueState}
    assert found == {DueState.OVERDUE: [late.id], DueState.SOON: [], DueState.AHEAD: [ahead.id]}
    assert len(practice.trail) == 2, "only what shows somebody is in the trail"
    with pytest.raises(NotFound):
        list_reminders(**seen | {"location_id": HARBOUR})


def test_what_staff_stop_is_sent_no_more_and_stays_stopped(practice):
    practice.lay_down(a_rule(due_after=Interval(60, Unit.DAYS)))
    given(practice)
    stop = {"organisation_id": NORTH, "reminder_id": RULED, "staff": KATRIN, "ports": practice.ports}
    assert stop_reminder(**stop) == stop_reminder(**stop)
    given(practice, id="6" * 32, given_on=TODAY + timedelta(days=9))
    assert ruled(practice).sending is Sending.STOPPED
    practice.reminders.stored[NORTH, RULED] = replace(ruled(practice), sending=Sending.GIVEN)
    with pytest.raises(ReminderOver):
        stop_reminder(**stop)
    dossier = open_patient(organisation_id=NORTH, subject_id=ANNA, staff=KATRIN, ports=practice.ports)
    assert (len(dossier.reminders), len(dossier.services)) == (1, 2)


def test_a_rule_for_new_patients_is_about_those_who_are_new(practice):
    practice.lay_down(a_rule(trigger=Trigger.REGISTERED, due_after=Interval(1, Unit.YEARS)))
    new = {"organisation_id": NORTH, "subject_id": ANNA, "location_id": CENTRE, "ports": practice.ports}
    assert [greet_patient(**new), greet_patient(**new)] == [1, 0]
    practice.reminders.stored.clear()
    practice.now = NOW + timedelta(days=8)
    assert greet_patient(**new) == 0


@pytest.mark.requirement("R18")
def test_rules_are_data_that_is_checked_before_it_is_laid_down(practice):
    said = write_rules(Rulebook(rules=(a_rule(), a_rule(id="again"))))
    book = change_rules(organisation_id=NORTH, said=said, version=0, ports=practice.ports)
    assert book.version == 1
    assert len(overlaps_of(book)) == 1
    for change, code in (
        ({"template": "gossip"}, "unknown_template"),
        ({"paused_by": ["never"]}, "unknown_time_type"),
        ({"internal": True}, "calls_only"),
        ({"conditions": [{"topic": "item", "operator": "at_least", "value": "x"}]}, "not_comparable"),
        ({"steps": []}, "schema_minItems"),
    ):
        wrong = {"rules": [said["rules"][0] | change]}
        with pytest.raises(BadInput) as refused:
            change_rules(organisation_id=NORTH, said=wrong, version=1, ports=practice.ports)
        assert code in {it.code for it in refused.value.errors}


def test_a_trial_says_what_a_rule_would_do_and_why(practice):
    book = Rulebook(rules=(a_rule(), a_rule(id="flu", items=("Grippe",))))
    one, other = try_rules(book, a_service(), anna(), on=TODAY, staff=KATRIN, ports=practice.ports)
    assert one.reminder.due_on == date(2036, 11, 24)
    assert (other.reminder, other.ruling.applies) == (None, False)
    assert practice.reminders.stored == {}
