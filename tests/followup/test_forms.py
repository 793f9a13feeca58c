"""A form that is sent to a patient: asked, reminded, called about; what worries is a task at once."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from frontdesk.followup.errors import FormOver, ProofLocked, TaskOver, WrongProof
from frontdesk.followup.model import PATIENT, Cancelled, Level, NoContact, State
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.plans import Channel, Role
from frontdesk.followup.rules.forms import is_with_patient
from frontdesk.followup.rules.rights import why_not_look_again
from frontdesk.followup.rules.steps import interrupted
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.followup.usecases.answer_form import answer_form
from frontdesk.followup.usecases.cancel_task import cancel_for
from frontdesk.followup.usecases.dial_patient import dial_patient
from frontdesk.followup.usecases.heed_answers import heed_answers
from frontdesk.followup.usecases.interrupt_task import interrupt_task
from frontdesk.followup.usecases.next_task import next_task
from frontdesk.followup.usecases.open_task import open_task
from frontdesk.followup.usecases.pass_instant import pass_instant
from frontdesk.followup.usecases.prove_patient import prove_patient
from frontdesk.followup.usecases.reconcile_waits import reconcile_waits
from frontdesk.followup.usecases.record_no_contact import record_no_contact
from frontdesk.followup.usecases.submit_record import submit_record
from frontdesk.followup.usecases.tend_machine import tend_machine
from frontdesk.followup.usecases.word_form import word_form
from frontdesk.kernel.errors import BadInput, NotFound
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Go, Gone, Message, Recipient, RecipientKind
from frontdesk.patients.model import Consent, Subject
from frontdesk.surveys.rules.fields import ASKED as ASKED_FIELD
from tests.surveys.questionnaires import item, questionnaire, said, scale, when

from .task_builders import CENTRE, MONDAY, MONDAY_NINE, NORTH, NURSE, POLICY, SURGERY, a_task, task_id
from .task_fakes import Desk

IT = {"organisation_id": NORTH, "task_id": task_id()}
BORN = date(1950, 3, 27)
MESSAGES = (Channel.WECHAT, Channel.SMS, Channel.EMAIL)
HARM = {"test": {"of": "harm", "compared": "at_least", "value": 3}, "reason": said("Gedanken an den Tod")}
HOW = questionnaire(
    [item("mood", "scale", required=True), item("why", "long_text", when=when("mood", "at_least", 3))],
    [item("harm", "scale", required=True)],
    scales=[
        scale(
            "sad",
            "mood",
            "harm",
            bands=[
                {"starts_at": 1, "name": said("wenig")},
                {"starts_at": 4, "name": said("schwer"), "alert": True},
            ],
        )
    ],
    alerts=[HARM],
)
FINE, WORRYING = {"mood": 1, "harm": 1}, {"mood": 1, "harm": 4}


def erika(**changes):
    known = {
        "id": "e" * 32,
        "organisation_id": NORTH,
        "name": "Erika Probst",
        "birth_date": BORN,
        "phone": "+4915112345678",
        "email": None,
        "language": Language.GERMAN,
        "consent": Consent(version="1", given_at=MONDAY_NINE),
    }
    return Subject(**known | changes)


@pytest.fixture
def office():
    """Sent by message where the step says so, and the clinic has its questionnaire."""
    made = Desk(forms={"how": HOW}, people={"e" * 32: erika()})
    add_task(a_task(form="how", channels=MESSAGES), ports=made.ports)
    return made


@pytest.fixture
def asked(office):
    comes(office)
    return office


def stored(office, number=None):
    return office.tasks.get(NORTH, number or task_id())


def comes(office, now=None):
    office.now = now or office.now
    return pass_instant(organisation_id=NORTH, it=task_id(), ports=office.waits)


def answers(office, said=FINE):
    return answer_form(**IT, answers=said, ports=office.ports)


def alarms(office):
    return [it for it in office.tasks.stored.values() if it.because]


def on_list(office):
    return [it.id for it in office.tasks.listed(NORTH, Pile.DEPARTMENT, SURGERY, most=9)]


def calls(office, member=NURSE):
    open_task(**IT, member=member, ports=office.ports)
    return dial_patient(**IT, call_id="b" * 32, member=member, ports=office.ports)


def on_day(days):
    """Eight o'clock in Berlin, so many days after that Monday."""
    return datetime(2026, 11, 23, 7, tzinfo=UTC) + timedelta(days=days)


def test_a_task_asks_by_the_revision_that_there_was_when_it_was_made(office):
    assert stored(office).revision == HOW.revision
    office.forms["how"] = replace(HOW, revision="newer")
    assert stored(office).revision == HOW.revision


def test_a_step_whose_questionnaire_was_never_published_is_a_call_with_the_short_form():
    office = Desk()
    add_task(a_task(form="how", channels=MESSAGES), ports=office.ports)
    assert stored(office).revision == ""
    assert on_list(office) == [task_id()]


@pytest.mark.requirement("G-2.1a")
def test_a_patient_is_asked_reminded_once_and_called_in_the_end(office):
    assert on_list(office) == []
    comes(office)
    assert office.asked == [(task_id(), 1)]
    for now in (MONDAY_NINE, on_day(POLICY.form_remind_after) - timedelta(minutes=1)):
        comes(office, now)
    assert len(office.asked) == 1
    for _ in range(2):
        comes(office, on_day(POLICY.form_remind_after))
    assert [number for _, number in office.asked] == [1, 2]
    assert on_list(office) == []
    comes(office, on_day(POLICY.form_call_after))
    it = stored(office)
    assert (it.channels, it.due_on) == ((Channel.PHONE,), MONDAY + timedelta(days=POLICY.form_call_after))
    assert on_list(office) == [task_id()]
    assert len(office.asked) == 2
    assert {"PatientAsked", "TaskChanged"} <= set(office.facts())
    assert "TaskEscalated" not in office.facts()


def test_whom_no_message_reaches_is_called_at_once(office):
    office.reached = False
    comes(office)
    assert on_list(office) == [task_id()]
    assert stored(office).channels == (Channel.PHONE,)


def test_a_step_that_names_the_visit_besides_falls_back_to_the_visit(office):
    it = stored(office)
    office.tasks.write(replace(it, channels=(Channel.SMS, Channel.VISIT)), acts_at=None)
    office.reached = False
    comes(office)
    assert stored(office).channels == (Channel.VISIT,)


def test_a_crash_between_message_and_record_sends_the_same_message_again(office):
    office.tasks.meanwhile(lambda: (_ for _ in ()).throw(RuntimeError("lost")))
    with pytest.raises(RuntimeError):
        comes(office)
    comes(office)
    assert office.asked == [(task_id(), 1)] * 2


def test_a_patient_who_answers_has_done_the_task(asked):
    answers(asked)
    it = stored(asked)
    assert (it.state, it.owner, it.record.by) == (State.COMPLETED, None, PATIENT)
    assert it.record.answers == {"mood": 1, "why": -8, "harm": 1}
    assert (it.record.revision, it.record.scores) == (HOW.revision, {"sad": 1.0})
    assert [one.channel for one in it.attempts] == [Channel.FORM]
    assert alarms(asked) == []
    assert why_not_look_again(CENTRE, replace(it, state=State.LEVEL2_OPEN), Level.CENTRE) is None


def test_answered_again_it_is_thanked_for_again_and_the_first_answer_stays(asked):
    first = answers(asked)
    assert answers(asked, WORRYING) == first
    assert alarms(asked) == []


def test_what_must_be_answered_is_asked_again(asked):
    with pytest.raises(BadInput) as wrong:
        answers(asked, {"mood": 1})
    assert [it.pointer for it in wrong.value.errors] == ["harm"]
    assert stored(asked).record is None


@pytest.mark.requirement("G-2.3")
def test_a_worrying_answer_is_a_task_of_the_department_today_stored_with_the_record(asked):
    comes(asked, on_day(2))
    for _ in range(3):
        answers(asked, WORRYING)
    [it] = alarms(asked)
    assert (it.role, it.due_on, it.risk, it.owner) == (
        Role.DEPARTMENT,
        MONDAY + timedelta(days=2),
        "high",
        None,
    )
    assert [one["de"] for one in it.because] == ["Gedanken an den Tod"]
    assert (it.raised_from, it.form, it.state) == (task_id(), "", State.READY)
    pass_instant(organisation_id=NORTH, it=it.id, ports=asked.waits)
    assert (it.id, 1) in asked.told


def heeds(office, said):
    return heed_answers(**IT, answers=said, ports=office.ports)


@pytest.mark.requirement("G-2.3")
def test_what_worries_on_an_early_page_is_a_task_before_the_form_is_sent_and_stays_one_after(asked):
    assert not heeds(asked, FINE)
    assert alarms(asked) == []
    for _ in range(2):
        assert heeds(asked, {"harm": 4})
    [it] = alarms(asked)
    assert [one["de"] for one in it.because] == ["Gedanken an den Tod"]
    assert stored(asked).record is None
    answers(asked, WORRYING)
    assert stored(asked).record.by == PATIENT
    assert alarms(asked) == [it]


def test_who_takes_a_worrying_answer_back_is_called_all_the_same(asked):
    heeds(asked, {"harm": 4})
    answers(asked, FINE)
    assert len(alarms(asked)) == 1


def test_what_worries_besides_what_was_told_before_is_told_too(asked):
    heeds(asked, {"harm": 4})
    answers(asked, {"mood": 4, "harm": 4})
    assert [len(it.because) for it in alarms(asked)] == [1, 2]


def test_a_call_on_the_way_does_not_tell_the_same_worry_twice(asked):
    heeds(asked, {"harm": 4})
    calls(asked)
    records(asked)
    with pytest.raises(FormOver):
        answers(asked, WORRYING)
    assert len(alarms(asked)) == 1


def test_of_two_pages_at_the_same_time_neither_worry_is_lost(asked):
    add, others = asked.tasks.add, [{"harm": 4}]

    def quicker(task, *facts, acts_at):
        if others:
            heeds(asked, others.pop())
        return add(task, *facts, acts_at=acts_at)

    asked.tasks.add = quicker
    heeds(asked, {"mood": 4, "harm": 4})
    assert [len(it.because) for it in alarms(asked)] == [1, 2]


def test_nothing_is_looked_for_in_an_index(asked):
    asked.tasks.of_subject = asked.tasks.listed = None
    heeds(asked, {"harm": 4})
    answers(asked, WORRYING)
    assert len(alarms(asked)) == 1


def test_of_a_page_on_the_way_nothing_is_told_once_the_form_was_sent(asked):
    answers(asked)
    heeds(asked, {"harm": 4})
    assert alarms(asked) == []


def test_a_score_that_worries_is_told_with_its_scale(asked):
    answers(asked, {"mood": 4, "harm": 4})
    [it] = alarms(asked)
    assert [one["de"] for one in it.because] == ["Gedanken an den Tod", "Skala sad: schwer"]


def test_a_write_that_is_lost_stores_neither_the_record_nor_the_worrying_task(asked):
    asked.tasks.meanwhile(lambda: (_ for _ in ()).throw(RuntimeError("lost")))
    with pytest.raises(RuntimeError):
        answers(asked, WORRYING)
    assert stored(asked).record is None
    assert alarms(asked) == []
    answers(asked, WORRYING)
    assert len(alarms(asked)) == 1


def test_what_worries_stands_before_what_has_waited_longest(asked):
    add_task(a_task(id=task_id(2), due_on=MONDAY - timedelta(days=3)), ports=asked.ports)
    answers(asked, WORRYING)
    [it] = alarms(asked)
    assert on_list(asked) == [it.id, task_id(2)]
    piles = ((Pile.DEPARTMENT, SURGERY),)
    assert next_task(organisation_id=NORTH, piles=piles, member=NURSE, ports=asked.ports) == it.id


def test_who_answers_during_a_call_is_on_record_and_the_caller_is_told(asked):
    calls(asked)
    answers(asked)
    with pytest.raises(TaskOver):
        records(asked)
    assert stored(asked).record.by == PATIENT


def test_who_answers_after_the_call_is_too_late_and_what_worries_is_told_all_the_same(asked):
    calls(asked)
    records(asked)
    for _ in range(2):
        with pytest.raises(FormOver):
            answers(asked, WORRYING)
    assert stored(asked).record.by == NURSE.id
    assert len(alarms(asked)) == 1


def test_of_a_call_and_a_form_at_the_same_time_the_quicker_one_is_stored(asked):
    calls(asked)
    asked.tasks.meanwhile(lambda: records(asked))
    with pytest.raises(FormOver):
        answers(asked)
    assert stored(asked).record.by == NURSE.id


def records(office, **form):
    typed = {ASKED_FIELD: ["mood", "why", "harm"], "q.mood": ["1"], "q.harm": ["1"]}
    return submit_record(
        **IT,
        answers={},
        summary="",
        family_said="",
        channel=Channel.PHONE,
        member=NURSE,
        ports=office.ports,
        form=typed | form,
    )


def test_on_the_telephone_it_is_asked_by_the_questionnaire_and_scored_here(asked):
    calls(asked)
    records(asked, **{"q.mood": ["3"], "q.why": ["Zu laut"], "q.harm": ["4"]})
    record = stored(asked).record
    assert record.answers == {"mood": 3, "why": "Zu laut", "harm": 4}
    assert record.scores == {"sad": 3.5}
    assert [it["de"] for it in record.alerts] == ["Gedanken an den Tod"]
    assert alarms(asked) == []  # whoever asked is speaking with them


def test_what_a_branch_hides_is_let_go_and_coded(asked):
    calls(asked)
    records(asked, **{"q.why": ["Nicht gefragt"]})
    assert stored(asked).record.answers["why"] == -8


def test_what_is_wrong_with_an_answer_is_said_at_it(asked):
    calls(asked)
    with pytest.raises(BadInput) as wrong:
        records(asked, **{"q.mood": ["9"], "q.harm": []})
    assert {it.pointer for it in wrong.value.errors} == {"mood", "harm"}
    assert stored(asked).state is State.IN_PROGRESS


@pytest.mark.parametrize("state", [State.CANCELLED, State.MISSED, State.UNREACHABLE, State.CLOSED])
def test_what_is_over_takes_no_answers(asked, state):
    asked.tasks.write(replace(stored(asked), state=state), acts_at=None)
    with pytest.raises(FormOver):
        answers(asked)
    assert stored(asked).record is None


def test_of_a_patient_who_died_nothing_worries_any_more(asked):
    cancel_for(**IT, why=Cancelled.DIED, ports=asked.ports)
    with pytest.raises(FormOver):
        answers(asked, WORRYING)
    assert alarms(asked) == []


def test_a_form_that_was_never_sent_takes_no_answers(office):
    with pytest.raises(FormOver):
        answers(office)


def test_who_was_called_in_vain_may_still_answer(asked):
    calls(asked)
    record_no_contact(**IT, reason=NoContact.NO_ANSWER, seen=0, member=NURSE, ports=asked.ports)
    assert not is_with_patient(stored(asked))
    answers(asked)
    assert [it.channel for it in stored(asked).attempts] == [Channel.PHONE, Channel.FORM]


def test_the_successor_of_a_call_that_broke_off_is_a_call(asked):
    calls(asked)
    move = interrupted(stored(asked), "aborted", today=MONDAY, now=MONDAY_NINE)
    assert move.successor.channels == (Channel.PHONE,)
    assert not is_with_patient(move.successor)


def test_a_message_goes_while_the_form_lies_with_the_patient(asked):
    message = Message(
        id="m",
        organisation_id=NORTH,
        recipient=Recipient(RecipientKind.SUBJECT, "e" * 32),
        template="followup_form",
        language=Language.GERMAN,
        queued_at=MONDAY_NINE,
        members=frozenset({task_id()}),
    )
    standing = {"tasks": asked.tasks, "link": lambda it: f"/{it.id}"}
    assert word_form(message, **standing) == Go({"link": f"/{task_id()}"})
    assert word_form(replace(message, organisation_id="south"), **standing) == Gone()
    answers(asked)
    assert word_form(message, **standing) == Gone()


def test_five_wrong_dates_of_birth_lock_the_form_until_tomorrow(asked):
    prove_patient(**IT, birth_date=BORN, ports=asked.ports)
    assert [it.action for it in asked.looks] == ["FormOpened"]
    for left in (3, 2, 1):
        with pytest.raises(WrongProof) as no:
            prove_patient(**IT, birth_date=date(1950, 3, 28), ports=asked.ports)
        assert no.value.details["tries_left"] == left
    for given in (None, BORN):
        with pytest.raises(ProofLocked):
            prove_patient(**IT, birth_date=given, ports=asked.ports)
    asked.now += timedelta(days=1)
    prove_patient(**IT, birth_date=BORN, ports=asked.ports)


def test_who_is_not_on_record_any_more_is_as_nobody(asked):
    asked.people.clear()
    with pytest.raises(NotFound):
        prove_patient(**IT, birth_date=BORN, ports=asked.ports)


def test_a_machine_that_sleeps_through_its_instant_holds_up_nobody(office):
    tend_machine(organisation_id=NORTH, it=task_id(), ports=office.waits)
    office.now += timedelta(minutes=5)
    for _ in range(2):
        reconcile_waits(organisation_id=NORTH, whole=False, ports=office.waits)
    assert office.asked == [(task_id(), 1)]


MEANWHILE = {
    "taken in hand": lambda office: open_task(**IT, member=NURSE, ports=office.ports),
    "called": calls,
    "recorded": lambda office: (calls(office), records(office)),
    "not reached": lambda office: (
        calls(office),
        record_no_contact(**IT, reason=NoContact.BUSY, seen=0, member=NURSE, ports=office.ports),
    ),
    "refused": lambda office: (
        calls(office),
        record_no_contact(**IT, reason=NoContact.REFUSED, seen=0, member=NURSE, ports=office.ports),
    ),
    "interrupted": lambda office: (
        calls(office),
        interrupt_task(**IT, why="aborted", member=NURSE, ports=office.ports),
    ),
    "answered": lambda office: answers(office, WORRYING),
    "reminded": lambda office: comes(office, on_day(POLICY.form_remind_after)),
    "given to the phone": lambda office: comes(office, on_day(POLICY.form_call_after)),
    "missed": lambda office: comes(office, on_day(60)),
}


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("other", list(MEANWHILE))
def test_whatever_happens_meanwhile_what_worries_is_told_once(asked, other, at_once):
    if at_once:
        asked.tasks.meanwhile(lambda: MEANWHILE[other](asked))
    else:
        MEANWHILE[other](asked)
    for _ in range(2):
        with suppress(FormOver):
            answers(asked, WORRYING)
    it = stored(asked)
    assert len(alarms(asked)) == 1
    assert (it.record is not None) == (it.state is State.COMPLETED)
    assert len([one for one in it.attempts if one.channel is Channel.FORM]) == (
        it.record is not None and it.record.by == PATIENT
    )
