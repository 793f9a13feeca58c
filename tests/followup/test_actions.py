"""A corrective action between the centre, the department, the leaders and the clock."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.followup.errors import ActionMovedOn, OwnCase, ReasonMissing
from frontdesk.followup.model.actions import ActionState, Severity
from frontdesk.followup.model.lists import ActionPile
from frontdesk.followup.rules.actions import WAYS, Deed
from frontdesk.followup.usecases.answer_action import Step, answer_action
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
JUDGES = {Deed.RETURN, Deed.ACCEPT, Deed.REOPEN, Deed.VERIFY, Deed.CLOSE}


@pytest.fixture
def desk():
    made = Desk()
    put(made)
    return made


def put(desk, member=CENTRE, severity=Severity.USUAL, **said):
    it = an_action()
    words = {"title": it.title, "text": it.text, "department_id": SURGERY}
    problem = Problem(**words | said, severity=severity)
    return raise_action(**IT, problem=problem, member=member, ports=desk.action_ports)


def do(desk, deed, member, text=None, *, seen=None, asked=3, **more):
    said = f"{deed}: done." if text is None else text
    seen = len(desk.actions.get(NORTH, "c" * 32).said) if seen is None else seen
    step = Step(deed=deed, text=said, seen=seen, asked=asked, **more)
    return answer_action(**IT, step=step, member=member, ports=desk.action_ports)


def ids(desk, pile, member=LEADER):
    listed = list_actions(organisation_id=NORTH, pile=pile, member=member, ports=desk.action_ports)
    return [it.id for it in listed.actions]


@pytest.mark.requirement("R-5.2c", "R-5.4.4b")
def test_a_problem_is_raised_answered_judged_and_closed(desk):
    for count, (deed, member) in enumerate(WAY):
        it = do(desk, deed, member)
        assert do(desk, deed, member, seen=count) == it, "sent twice it is said once"
    assert it.state is ActionState.CLOSED
    assert [one.state for one in it.said] == [WAYS[deed].after for deed, _ in WAY]
    assert [one.asked for one in it.said if one.asked] == [3], "of a verification alone"
    assert ids(desk, ActionPile.OPEN) == []
    assert ids(desk, ActionPile.CLOSED) == ["c" * 32]


@pytest.mark.parametrize("state", ActionState)
@pytest.mark.parametrize("deed", Deed)
def test_in_each_state_exactly_its_deeds_can_be_done(state, deed):
    desk, member = Desk(), CENTRE if deed in JUDGES else HEAD
    desk.actions.add(an_action(state=state))
    if state in WAYS[deed].before:
        assert do(desk, deed, member).state is WAYS[deed].after
        assert desk.facts() == ["ActionMoved"]
    else:
        with pytest.raises(ActionMovedOn):
            do(desk, deed, member)
        assert desk.actions.get(NORTH, "c" * 32) == an_action(state=state, version=1)


@pytest.mark.parametrize("member", EVERYBODY, ids=lambda it: it.id)
@pytest.mark.parametrize("deed", Deed)
def test_who_may_not_do_a_thing_is_told_that_there_is_none(deed, member):
    desk = Desk()
    desk.actions.add(an_action(state=min(WAYS[deed].before)))
    may = {CENTRE, CENTRE_TOO, LEADER, HEAD} if deed in JUDGES else {HEAD}
    if member.id in {it.id for it in may}:
        do(desk, deed, member)
        return
    with pytest.raises(NotFound):
        do(desk, deed, member)


def test_a_form_of_yesterday_changes_nothing_today(desk):
    do(desk, Deed.PLAN, HEAD, "We train.")
    do(desk, Deed.RETURN, CENTRE)
    with pytest.raises(ActionMovedOn):
        do(desk, Deed.PLAN, HEAD, "We train more.", seen=0)
    assert do(desk, Deed.PLAN, HEAD, "We train.", seen=0).state is ActionState.RETURNED


def test_of_two_who_judge_at_once_one_is_told_that_it_moved_on(desk):
    do(desk, Deed.PLAN, HEAD)
    desk.actions.meanwhile(lambda: do(desk, Deed.RETURN, LEADER))
    with pytest.raises(ActionMovedOn):
        do(desk, Deed.ACCEPT, CENTRE)
    assert [it.by for it in desk.actions.get(NORTH, "c" * 32).said] == [HEAD.id, LEADER.id]


def test_the_centre_asks_patients_again_and_a_leader_signs(desk):
    for deed, member in WAY[:6]:
        do(desk, deed, member)
    with pytest.raises(BadInput):
        do(desk, Deed.VERIFY, CENTRE, asked=0)
    desk.tasks.add(a_task(), acts_at=None)
    its = (task_id(), "9" * 32)
    verified = do(desk, Deed.VERIFY, CENTRE, asked=2, tasks=its)
    assert (verified.said[-1].asked, verified.said[-1].tasks) == (2, (task_id(),)), "calls that there are"
    desk.actions.write(replace(verified, state=ActionState.EFFECT_SUBMITTED))
    assert do(desk, Deed.VERIFY, LEADER, asked=0).state is ActionState.VERIFIED


def test_each_finds_what_is_theirs_to_do(desk):
    assert ids(desk, ActionPile.OURS, HEAD) == ids(desk, ActionPile.OURS, CENTRE) == ["c" * 32]
    assert ids(desk, ActionPile.OURS, LEADER) == []
    assert ids(desk, ActionPile.TO_JUDGE) == ids(desk, ActionPile.OVERDUE) == []
    desk.now += timedelta(days=8)
    assert ids(desk, ActionPile.OVERDUE) == ["c" * 32]
    do(desk, Deed.PLAN, HEAD)
    assert ids(desk, ActionPile.OVERDUE) == []
    assert ids(desk, ActionPile.TO_JUDGE) == ["c" * 32]
    with pytest.raises(NotFound):
        ids(desk, ActionPile.OPEN, NURSE)


def test_whoever_is_next_hears_of_it_until_it_is_closed(desk):
    def hear():
        notify_action(**IT, ports=desk.action_ports)

    hear()
    for deed, member in WAY:
        do(desk, deed, member)
        hear()
    assert [state for _, state in desk.notified] == [
        "open",
        *(WAYS[deed].after.value for deed, _ in WAY[:-1]),
    ]


def test_only_the_head_of_the_department_answers_and_never_judges_it(desk):
    for nobody in (NURSE, CENTRE, LEADER, ADMINISTRATOR):
        with pytest.raises(NotFound):
            do(desk, Deed.PLAN, nobody)
    do(desk, Deed.PLAN, HEAD)
    with pytest.raises(OwnCase):
        do(desk, Deed.ACCEPT, HEAD)
    with pytest.raises(ActionMovedOn):
        do(desk, Deed.VERIFY, CENTRE)
    with pytest.raises(ReasonMissing):
        do(desk, Deed.ACCEPT, CENTRE, text="  ")


def test_what_is_serious_is_due_sooner_and_closed_by_a_leader():
    desk = Desk()
    it = put(desk, severity=Severity.SERIOUS)
    assert it.plan_due_at - it.raised_at == POLICY.serious_plan_within
    for deed, member in WAY[:-1]:
        do(desk, deed, member)
    with pytest.raises(NotFound):
        do(desk, Deed.CLOSE, CENTRE)
    assert do(desk, Deed.CLOSE, LEADER).state is ActionState.CLOSED


def test_nobody_of_a_clinic_raises_one_and_nobody_without_rights_sees_it(desk):
    with pytest.raises(NotFound):
        put(desk, NURSE)
    for nothing in ({"department_id": "nowhere"}, {"title": " "}, {"text": ""}):
        with pytest.raises(BadInput):
            put(desk, **nothing)
    with pytest.raises(NotFound):
        show_action(**IT, member=NURSE, ports=desk.action_ports)
    assert show_action(**IT, member=HEAD, ports=desk.action_ports).deeds == (Deed.PLAN,)
    assert [it.action for it in desk.looks] == ["ActionRead"]


def test_at_each_due_date_somebody_is_told_and_then_somebody_higher(desk):
    plan_due = desk.actions.get(NORTH, "c" * 32).plan_due_at
    for days, step in ((0, 1), (3, 2), (5, 3)):
        desk.now = plan_due + timedelta(days=days) - timedelta(seconds=1)
        wait = pass_instant(organisation_id=NORTH, it="c" * 32, ports=desk.action_waits)
        assert wait == replace(wait, phase="waiting", seconds=1)
        desk.now += timedelta(seconds=1)
        wait = pass_instant(organisation_id=NORTH, it="c" * 32, ports=desk.action_waits)
        assert desk.told[-1] == ("c" * 32, step)
    assert (len(desk.told), wait.phase) == (3, "done")
    do(desk, Deed.PLAN, HEAD)
    accepted = do(desk, Deed.ACCEPT, CENTRE)
    assert accepted.effect_due_at == desk.now + POLICY.effect_within
    assert tend_machine(organisation_id=NORTH, it="c" * 32, ports=desk.action_waits)
