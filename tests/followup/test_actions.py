"""A corrective action between the centre, the department, the leaders and the clock."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.followup.errors import ActionMovedOn, OwnCase, ReasonMissing
from frontdesk.followup.model import Record, State
from frontdesk.followup.model.actions import ActionState, Severity
from frontdesk.followup.model.lists import ActionPile
from frontdesk.followup.rules.actions import WAYS, Deed, is_withdrawn
from frontdesk.followup.usecases.answer_action import Step, answer_action
from frontdesk.followup.usecases.find_asked import find_asked
from frontdesk.followup.usecases.list_actions import list_actions
from frontdesk.followup.usecases.notify_action import notify_action
from frontdesk.followup.usecases.pass_instant import pass_instant
from frontdesk.followup.usecases.raise_action import Problem, raise_action
from frontdesk.followup.usecases.show_action import show_action
from frontdesk.followup.usecases.tend_machine import tend_machine
from frontdesk.kernel.errors import BadInput, NotFound

from .task_builders import (
    ADMINISTRATOR,
    CENTRE,
    CENTRE_TOO,
    ELSEWHERE,
    EVERYBODY,
    HEAD,
    LEADER,
    NORTH,
    NURSE,
    POLICY,
    SURGERY,
    a_task,
    an_action,
    task_id,
)
from .task_fakes import Desk

IT = {"organisation_id": NORTH, "action_id": "c" * 32}
BEFORE = an_action().raised_at - timedelta(days=1)
WAY = [
    (Deed.PLAN, HEAD),
    (Deed.RETURN, CENTRE),
    (Deed.PLAN, HEAD),
    (Deed.ACCEPT, CENTRE),
    (Deed.START, HEAD),
    (Deed.EFFECT, HEAD),
    (Deed.REOPEN, CENTRE),
    (Deed.EFFECT, HEAD),
    (Deed.VERIFY, CENTRE),
    (Deed.CLOSE, CENTRE),
]
JUDGES = {Deed.RETURN, Deed.ACCEPT, Deed.REOPEN, Deed.VERIFY, Deed.CLOSE, Deed.WITHDRAW}


@pytest.fixture
def office():
    made = Desk()
    put(made)
    return made


def put(office, member=CENTRE, severity=Severity.USUAL, **said):
    it = an_action()
    words = {"title": it.title, "text": it.text, "department_id": SURGERY}
    problem = Problem(**words | said, severity=severity)
    return raise_action(**IT, problem=problem, member=member, ports=office.action_ports)


def do(office, deed, member, text=None, *, seen=None, asked=3, **more):
    said = f"{deed}: done." if text is None else text
    seen = len(office.actions.get(NORTH, "c" * 32).said) if seen is None else seen
    step = Step(deed=deed, text=said, seen=seen, asked=asked, **more)
    return answer_action(**IT, step=step, member=member, ports=office.action_ports)


def ids(office, pile, member=LEADER):
    listed = list_actions(organisation_id=NORTH, pile=pile, member=member, ports=office.action_ports)
    return [it.id for it in listed.actions]


@pytest.mark.requirement("R-5.2c", "R-5.4.4b")
def test_a_problem_is_raised_answered_judged_and_closed(office):
    for count, (deed, member) in enumerate(WAY):
        it = do(office, deed, member)
        assert do(office, deed, member, seen=count) == it, "sent twice it is said once"
    assert it.state is ActionState.CLOSED
    assert [one.state for one in it.said] == [WAYS[deed].after for deed, _ in WAY]
    assert [one.asked for one in it.said if one.asked] == [3], "of a verification alone"
    assert ids(office, ActionPile.OPEN) == []
    assert ids(office, ActionPile.CLOSED) == ["c" * 32]


@pytest.mark.parametrize("state", ActionState)
@pytest.mark.parametrize("deed", Deed)
def test_in_each_state_exactly_its_deeds_can_be_done(state, deed):
    office, member = Desk(), CENTRE if deed in JUDGES else HEAD
    office.actions.add(an_action(state=state))
    if state in WAYS[deed].before:
        assert do(office, deed, member).state is WAYS[deed].after
        assert office.facts() == ["ActionMoved"]
    else:
        with pytest.raises(ActionMovedOn):
            do(office, deed, member)
        assert office.actions.get(NORTH, "c" * 32) == an_action(state=state, version=1)


@pytest.mark.parametrize("member", EVERYBODY, ids=lambda it: it.id)
@pytest.mark.parametrize("deed", Deed)
def test_who_may_not_do_a_thing_is_told_that_there_is_none(deed, member):
    office = Desk()
    office.actions.add(an_action(state=min(WAYS[deed].before)))
    judges = (CENTRE, CENTRE_TOO, LEADER) if deed is Deed.WITHDRAW else (CENTRE, CENTRE_TOO, LEADER, HEAD)
    may = judges if deed in JUDGES else (HEAD,)
    if member.id in {it.id for it in may}:
        do(office, deed, member)
        return
    with pytest.raises(NotFound):
        do(office, deed, member)


def test_a_form_of_yesterday_changes_nothing_today(office):
    do(office, Deed.PLAN, HEAD, "We train.")
    do(office, Deed.RETURN, CENTRE)
    with pytest.raises(ActionMovedOn):
        do(office, Deed.PLAN, HEAD, "We train more.", seen=0)
    assert do(office, Deed.PLAN, HEAD, "We train.", seen=0).state is ActionState.RETURNED


def test_of_two_who_judge_at_once_one_is_told_that_it_moved_on(office):
    do(office, Deed.PLAN, HEAD)
    office.actions.meanwhile(lambda: do(office, Deed.RETURN, LEADER))
    with pytest.raises(ActionMovedOn):
        do(office, Deed.ACCEPT, CENTRE)
    assert [it.by for it in office.actions.get(NORTH, "c" * 32).said] == [HEAD.id, LEADER.id]


def test_the_centre_asks_patients_again_and_a_leader_signs(office):
    for deed, member in WAY[:6]:
        do(office, deed, member)
    with pytest.raises(BadInput):
        do(office, Deed.VERIFY, CENTRE, asked=0)
    office.tasks.add(a_task(), acts_at=None)
    its = (task_id(), "9" * 32)
    verified = do(office, Deed.VERIFY, CENTRE, asked=2, tasks=its)
    assert (verified.said[-1].asked, verified.said[-1].tasks) == (2, (task_id(),)), "calls that there are"
    office.actions.write(replace(verified, state=ActionState.EFFECT_SUBMITTED))
    assert do(office, Deed.VERIFY, LEADER, asked=0).state is ActionState.VERIFIED


def test_each_finds_what_is_theirs_to_do(office):
    assert ids(office, ActionPile.OURS, HEAD) == ids(office, ActionPile.OURS, CENTRE) == ["c" * 32]
    assert ids(office, ActionPile.OURS, LEADER) == []
    assert ids(office, ActionPile.TO_JUDGE) == ids(office, ActionPile.OVERDUE) == []
    office.now += timedelta(days=8)
    assert ids(office, ActionPile.OVERDUE) == ["c" * 32]
    do(office, Deed.PLAN, HEAD)
    assert ids(office, ActionPile.OVERDUE) == []
    assert ids(office, ActionPile.TO_JUDGE) == ["c" * 32]
    assert ids(office, ActionPile.OURS, NURSE) == ["c" * 32], "staff read what their department puts right"
    assert ids(office, ActionPile.OPEN, ELSEWHERE) == []


def test_whoever_is_next_hears_of_it_until_it_is_closed(office):
    def hear():
        notify_action(**IT, ports=office.action_ports)

    hear()
    for deed, member in WAY:
        do(office, deed, member)
        hear()
    assert [state for _, state in office.notified] == [
        "open",
        *(WAYS[deed].after.value for deed, _ in WAY[:-1]),
    ]


def test_only_the_head_of_the_department_answers_and_never_judges_it(office):
    for nobody in (NURSE, CENTRE, LEADER, ADMINISTRATOR):
        with pytest.raises(NotFound):
            do(office, Deed.PLAN, nobody)
    do(office, Deed.PLAN, HEAD)
    with pytest.raises(OwnCase):
        do(office, Deed.ACCEPT, HEAD)
    with pytest.raises(ActionMovedOn):
        do(office, Deed.VERIFY, CENTRE)
    with pytest.raises(ReasonMissing):
        do(office, Deed.ACCEPT, CENTRE, text="  ")


@pytest.mark.requirement("R-5.2c")
def test_a_department_without_a_lead_is_answered_for(office):
    office.heads[SURGERY] = (LEADER.id,)
    shown = show_action(**IT, member=LEADER, ports=office.action_ports)
    assert (shown.heads, shown.deeds) == ((LEADER.id,), (Deed.PLAN, Deed.WITHDRAW))
    assert ids(office, ActionPile.OURS, LEADER) == ["c" * 32]
    do(office, Deed.PLAN, LEADER)
    do(office, Deed.RETURN, CENTRE)
    office.heads[SURGERY] = (ADMINISTRATOR.id,)
    assert ids(office, ActionPile.OURS, ADMINISTRATOR) == ["c" * 32]
    assert show_action(**IT, member=ADMINISTRATOR, ports=office.action_ports).deeds == (Deed.PLAN,)
    do(office, Deed.PLAN, ADMINISTRATOR)
    with pytest.raises(NotFound):
        do(office, Deed.ACCEPT, ADMINISTRATOR)


def test_what_was_raised_by_mistake_is_withdrawn_with_a_reason(office):
    withdrawn = do(office, Deed.WITHDRAW, CENTRE, "It is the ward's.")
    assert is_withdrawn(withdrawn)
    assert ids(office, ActionPile.CLOSED) == ["c" * 32]
    serious = Desk()
    put(serious, severity=Severity.SERIOUS)
    with pytest.raises(NotFound):
        do(serious, Deed.WITHDRAW, CENTRE)
    do(serious, Deed.WITHDRAW, LEADER)


def test_staff_of_the_department_read_it_without_the_calls_it_came_from():
    office = Desk()
    office.tasks.add(a_task(), acts_at=None)
    put(office, tasks=(task_id(),))
    shown = show_action(**IT, member=NURSE, ports=office.action_ports)
    assert (shown.action.text, shown.deeds, shown.calls, shown.action.tasks) == (an_action().text, (), (), ())
    assert [it.id for it in show_action(**IT, member=HEAD, ports=office.action_ports).calls] == [task_id()]


def spoken(office, number, **changes):
    """A call of the department on record since Tuesday, two days after the action was raised."""
    at = office.now + timedelta(days=1)
    record = Record(answers={}, summary="Gut.", by=NURSE.id, at=at)
    said = {"subject_id": f"{number:032x}", "state": State.LEVEL2_OPEN, "record": record} | changes
    office.tasks.add(a_task(id=task_id(number), **said), acts_at=None)


def test_whoever_confirms_an_effect_chooses_among_the_calls_since(office):
    action = office.actions.get(NORTH, "c" * 32)
    spoken(office, 1, subject_id="e" * 32, record=Record(answers={}, summary="Laut.", by=NURSE.id, at=BEFORE))
    spoken(office, 2)
    spoken(office, 3, subject_id="e" * 32, state=State.CLOSED)
    spoken(office, 4, department_id="ward")
    spoken(
        office, 5, record=Record(answers={}, summary="", by=NURSE.id, at=action.raised_at - timedelta(days=1))
    )
    asked = find_asked(action, noticed_in=[task_id()], member=CENTRE, ports=office.ports)
    assert [it.id for it, _ in asked.calls] == [task_id(3), task_id(2), task_id(1)]
    assert [it.action for it in office.looks] == ["TaskListRead"]
    with pytest.raises(NotFound):
        find_asked(action, noticed_in=[], member=NURSE, ports=office.ports)


def test_what_is_serious_is_due_sooner_and_closed_by_a_leader():
    office = Desk()
    it = put(office, severity=Severity.SERIOUS)
    assert it.plan_due_at - it.raised_at == POLICY.serious_plan_within
    for deed, member in WAY[:-1]:
        do(office, deed, member)
    with pytest.raises(NotFound):
        do(office, Deed.CLOSE, CENTRE)
    assert do(office, Deed.CLOSE, LEADER).state is ActionState.CLOSED


def test_nobody_of_a_clinic_raises_one_and_nobody_without_rights_sees_it(office):
    with pytest.raises(NotFound):
        put(office, NURSE)
    for nothing in ({"department_id": "nowhere"}, {"title": " "}, {"text": ""}):
        with pytest.raises(BadInput):
            put(office, **nothing)
    with pytest.raises(NotFound):
        show_action(**IT, member=ELSEWHERE, ports=office.action_ports)
    assert show_action(**IT, member=HEAD, ports=office.action_ports).deeds == (Deed.PLAN,)
    assert [it.action for it in office.looks] == ["ActionRead"]


def test_at_each_due_date_somebody_is_told_and_then_somebody_higher(office):
    plan_due = office.actions.get(NORTH, "c" * 32).plan_due_at
    for days, step in ((0, 1), (3, 2), (5, 3)):
        office.now = plan_due + timedelta(days=days) - timedelta(seconds=1)
        wait = pass_instant(organisation_id=NORTH, it="c" * 32, ports=office.action_waits)
        assert wait == replace(wait, phase="waiting", seconds=1)
        office.now += timedelta(seconds=1)
        wait = pass_instant(organisation_id=NORTH, it="c" * 32, ports=office.action_waits)
        assert office.told[-1] == ("c" * 32, step)
    assert (len(office.told), wait.phase) == (3, "done")
    do(office, Deed.PLAN, HEAD)
    accepted = do(office, Deed.ACCEPT, CENTRE)
    assert accepted.effect_due_at == office.now + POLICY.effect_within
    assert tend_machine(organisation_id=NORTH, it="c" * 32, ports=office.action_waits)
