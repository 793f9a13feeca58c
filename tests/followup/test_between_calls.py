"""What is not lost between two calls, whom the next one is to, and how who looks again calls."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.followup.errors import OwnCase, TaskOver
from frontdesk.followup.model import Agreement, Level, NoContact, State, Verdict
from frontdesk.followup.model.heard import Heard
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.model.typed import Typed
from frontdesk.followup.rules.keys import successor_key
from frontdesk.followup.rules.sampling import after_draw
from frontdesk.followup.usecases._planned import PlannedTasks
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.followup.usecases.dial_patient import dial_patient
from frontdesk.followup.usecases.hear_call import hear_call
from frontdesk.followup.usecases.interrupt_task import interrupt_task
from frontdesk.followup.usecases.list_tasks import Sieve, list_tasks
from frontdesk.followup.usecases.next_task import next_task
from frontdesk.followup.usecases.open_task import open_task
from frontdesk.followup.usecases.record_no_contact import record_no_contact
from frontdesk.followup.usecases.review_task import review_task
from frontdesk.followup.usecases.show_task import show_task
from frontdesk.followup.usecases.submit_record import submit_record
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.language import Language

from .task_builders import (
    CENTRE,
    CENTRE_TOO,
    COLLEAGUE,
    ELSEWHERE,
    LEADER,
    MONDAY,
    NORTH,
    NURSE,
    POLICY,
    SURGERY,
    WARD,
    a_task,
    task_id,
)
from .task_fakes import Desk
from .test_forms import HOW

IT = {"organisation_id": NORTH, "task_id": task_id()}
SUGAR = Typed(answers={"recovery": 2}, summary=" Blood sugar 280. ", family_said="Worried.")
CALL = "c" * 32


@pytest.fixture
def office():
    made = Desk()
    add_task(a_task(), ports=made.ports)
    return made


def stored(office, number=None):
    return office.tasks.get(NORTH, number or task_id())


def take(office, member=NURSE, number=None):
    return open_task(organisation_id=NORTH, task_id=number or task_id(), member=member, ports=office.ports)


def no_contact(office, reason=NoContact.NO_ANSWER, *, seen=0, number=None, **said):
    return record_no_contact(
        organisation_id=NORTH,
        task_id=number or task_id(),
        reason=reason,
        seen=seen,
        member=replace(NURSE, departments=frozenset({SURGERY, WARD})),
        ports=office.ports,
        **said,
    )


@pytest.mark.requirement("R-5.4.7b")
def test_what_was_said_until_a_call_broke_off_is_with_its_try_and_shown_at_the_one_in_its_place(office):
    take(office)
    after = interrupt_task(**IT, why="aborted", typed=SUGAR, member=NURSE, ports=office.ports)
    [attempt] = after.attempts
    assert (attempt.number, attempt.by, attempt.call_id) == (1, NURSE.id, None)
    assert (attempt.noted.summary, attempt.noted.answers) == ("Blood sugar 280.", {"recovery": 2})
    assert after.record is None
    shown = show_task(
        organisation_id=NORTH, task_id=successor_key(task_id()), member=CENTRE, ports=office.ports
    )
    assert shown.before.attempts[0].noted.family_said == "Worried."


def test_of_a_questionnaire_as_much_is_noted_as_can_be_read():
    office = Desk(forms={"how": HOW})
    add_task(a_task(form="how"), ports=office.ports)
    take(office)
    typed = Typed(form={"q_asked": ["mood", "harm"], "q.mood": ["1"], "q.harm": ["nonsense"]})
    after = interrupt_task(**IT, why="aborted", typed=typed, member=NURSE, ports=office.ports)
    assert after.attempts[0].noted.answers == {"mood": 1}
    assert after.attempts[0].noted.revision == after.revision


def test_what_was_typed_stays_with_a_try_that_reached_nobody_and_the_same_form_twice_is_one(office):
    take(office)
    for _ in range(2):
        no_contact(office, typed=SUGAR)
    [attempt] = stored(office).attempts
    assert attempt.noted.summary == "Blood sugar 280."
    no_contact(office, typed=Typed(summary="His wife answered."))
    [attempt] = stored(office).attempts
    assert attempt.noted.summary == "His wife answered."
    assert no_contact(office).attempts == (attempt,)


def test_words_come_to_a_try_that_the_telephone_system_told_of_first(office):
    take(office)
    dial_patient(**IT, call_id=CALL, member=NURSE, ports=office.ports)
    office.calls[CALL] = Heard(reason=NoContact.BUSY)
    hear_call(**IT, call_id=CALL, ports=office.ports)
    after = no_contact(office, NoContact.BUSY, typed=SUGAR)
    assert [(it.call_id, it.noted.summary) for it in after.attempts] == [(CALL, "Blood sugar 280.")]


def locked(office, level=Level.CENTRE):
    take(office)
    submit_record(
        **IT,
        answers={},
        summary="Well.",
        family_said="",
        channel=Channel.PHONE,
        member=NURSE,
        ports=office.ports,
    )
    PlannedTasks(office.ports).write(after_draw(stored(office), frozenset({level})))
    return stored(office)


def given_back(office, again_on=MONDAY + timedelta(days=5)):
    locked(office)
    return review(office, CENTRE, verdict=Verdict.REWORK, remark="Wound?", again_on=again_on)


def review(office, member, *, verdict=Verdict.CONFIRMED, **said):
    told = {"score": None, "satisfaction": None, "remark": "", "level": Level.CENTRE} | said
    return review_task(**IT, verdict=verdict, **told, member=member, ports=office.ports)


def listed(office, pile, of, member):
    found = list_tasks(
        organisation_id=NORTH, pile=pile, of=of, sieve=Sieve(today=MONDAY), member=member, ports=office.ports
    )
    assert found.overdue == 0
    return [it.id for it in found.tasks]


@pytest.mark.requirement("R-5.2b")
def test_who_is_given_a_case_back_sees_it_at_once_and_before_all_others(office):
    add_task(a_task(id=task_id(2), subject_id="a" * 32), ports=office.ports)
    given_back(office)
    assert listed(office, Pile.DEPARTMENT, SURGERY, COLLEAGUE) == [task_id(), task_id(2)]
    assert listed(office, Pile.OWN, NURSE.id, NURSE) == [task_id()]
    piles = ((Pile.DEPARTMENT, SURGERY), (Pile.OWN, NURSE.id))
    asked = {"organisation_id": NORTH, "ports": office.ports}
    assert next_task(**asked, piles=piles[:1], member=COLLEAGUE) == task_id(2)
    assert next_task(**asked, piles=piles, member=NURSE) == task_id()


def following(office, *departments):
    member = replace(NURSE, departments=frozenset(departments))
    piles = [(Pile.DEPARTMENT, it) for it in departments]
    return next_task(organisation_id=NORTH, piles=piles, member=member, ports=office.ports)


@pytest.mark.requirement("R-5.4.2")
def test_the_next_call_is_the_most_urgent_of_all_lists(office):
    late = {"department_id": WARD, "due_on": MONDAY - timedelta(days=1)}
    add_task(a_task(id=task_id(2), subject_id="a" * 32, **late), ports=office.ports)
    add_task(a_task(id=task_id(3), subject_id="b" * 32, vip=2, **late), ports=office.ports)
    for expected in (task_id(3), task_id(2), task_id()):
        assert following(office, SURGERY, WARD) == expected
        assert following(office, SURGERY, WARD) == expected, "asked twice, it is the one in hand"
        no_contact(office, number=expected)
    assert following(office, SURGERY, WARD) is None


def test_nobody_is_called_again_at_once_because_another_of_their_tasks_is_due(office):
    add_task(a_task(id=task_id(2)), ports=office.ports)
    take(office)
    no_contact(office)
    assert following(office, SURGERY) is None
    office.now += POLICY.gap
    assert following(office, SURGERY) == task_id(2)


def test_what_worries_does_not_wait_for_another_try(office):
    take(office)
    no_contact(office)
    because = ({Language.GERMAN: "Gedanken an den Tod"},)
    add_task(a_task(id=task_id(2), because=because), ports=office.ports)
    assert following(office, SURGERY) == task_id(2)


def test_a_call_names_what_else_is_open_for_the_patient_as_far_as_it_is_theirs_to_see(office):
    add_task(a_task(id=task_id(2), state=State.DRAFT), ports=office.ports)
    add_task(a_task(id=task_id(3), department_id=WARD), ports=office.ports)
    add_task(a_task(id=task_id(4), subject_id="a" * 32), ports=office.ports)
    add_task(a_task(id=task_id(5), state=State.CANCELLED), ports=office.ports)
    shown = show_task(**IT, member=NURSE, ports=office.ports)
    assert [it.id for it in shown.others] == [task_id(2)]
    assert len(show_task(**IT, member=CENTRE, ports=office.ports).others) == 2


@pytest.mark.parametrize(("hour", "begins"), [(4, "08:30"), (8, None), (12, "14:30")])
def test_outside_call_hours_it_is_said_when_they_begin_and_nobody_is_stopped(office, hour, begins):
    office.now = datetime(2026, 11, 23, hour, tzinfo=UTC)
    found = show_task(**IT, member=NURSE, ports=office.ports).calls_from
    assert (found and (found + timedelta(hours=1)).strftime("%H:%M")) == begins
    take(office)
    assert dial_patient(**IT, call_id=CALL, member=NURSE, ports=office.ports).lease.call_id == CALL


@pytest.mark.requirement("R-5.2b", "R-5.3e")
@pytest.mark.parametrize(("level", "member"), [(Level.CENTRE, CENTRE), (Level.LEADERS, LEADER)])
def test_who_looks_again_calls_without_taking_the_case_in_hand(office, level, member):
    before = locked(office, level)
    for _ in range(2):
        assert dial_patient(**IT, call_id=CALL, member=member, ports=office.ports) == before
    assert set(office.dialled) == {(task_id(), member.id, CALL)}
    office.calls[CALL] = Heard(reason=NoContact.BUSY)
    assert hear_call(**IT, call_id=CALL, ports=office.ports) == before


@pytest.mark.parametrize("member", [NURSE, ELSEWHERE, LEADER])
def test_only_who_looks_again_calls_a_locked_case(office, member):
    locked(office)
    with pytest.raises(NotFound):
        dial_patient(**IT, call_id=CALL, member=member, ports=office.ports)
    assert not office.dialled


def test_nobody_calls_about_their_own_case_or_after_it_is_closed(office):
    it = locked(office)
    theirs = replace(it, record=replace(it.record, by=CENTRE.id))
    PlannedTasks(office.ports).write(theirs)
    with pytest.raises(OwnCase):
        dial_patient(**IT, call_id=CALL, member=CENTRE, ports=office.ports)
    review(office, CENTRE_TOO)
    with pytest.raises((TaskOver, NotFound)):
        dial_patient(**IT, call_id=CALL, member=CENTRE_TOO, ports=office.ports)


@pytest.mark.requirement("R-5.2b")
def test_a_review_says_how_content_the_patient_is_with_what_and_frees_the_hands(office):
    locked(office)
    topics = {"nursing": 4, "manners": 2}
    after = review(office, CENTRE, agreement=Agreement.FULL, topics=topics, call_id=CALL)
    assert after.reviews[0].topics == topics
    assert office.hung_up == [CALL]
    assert show_task(**IT, member=CENTRE, ports=office.ports).task.reviews[0].topics == topics
    PlannedTasks(office.ports).write(replace(after, state=State.CLOSED))
    assert show_task(**IT, member=NURSE, ports=office.ports).task.reviews[0].topics == {}
