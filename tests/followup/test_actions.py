"""A corrective action between the centre, the department, the leaders and the clock."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.followup.errors import ActionMovedOn, OwnCase, ReasonMissing
from frontdesk.followup.model.actions import ActionState, Severity
from frontdesk.followup.rules.actions import WAYS, Deed
from frontdesk.followup.usecases.answer_action import answer_action
from frontdesk.followup.usecases.list_actions import list_actions, show_action
from frontdesk.followup.usecases.pass_instant import pass_instant
from frontdesk.followup.usecases.raise_action import raise_action
from frontdesk.followup.usecases.tend_machine import tend_machine
from frontdesk.kernel.errors import NotFound

from .task_builders import ADMINISTRATOR, CENTRE, HEAD, LEADER, NORTH, NURSE, POLICY, SURGERY, an_action
from .task_fakes import Desk

IT = {"organisation_id": NORTH, "action_id": "c" * 32}
WAY = [
    (Deed.PLAN, HEAD),
    (Deed.RETURN, CENTRE),
    (Deed.PLAN, HEAD),
    (Deed.ACCEPT, CENTRE),
    (Deed.START, HEAD),
    (Deed.EFFECT, HEAD),
    (Deed.VERIFY, CENTRE),
    (Deed.CLOSE, CENTRE),
]


@pytest.fixture
def desk():
    made = Desk()
    put(made)
    return made


def put(desk, member=CENTRE, severity=Severity.USUAL, **said):
    it = an_action()
    words = {"title": it.title, "text": it.text, "department_id": SURGERY}
    return raise_action(**IT, **words | said, severity=severity, member=member, ports=desk.action_ports)


def do(desk, deed, member, text=None):
    return answer_action(
        **IT,
        deed=deed,
        text=f"{deed}: done." if text is None else text,
        member=member,
        ports=desk.action_ports,
    )


@pytest.mark.requirement("R-5.2c")
def test_a_problem_is_raised_answered_judged_and_closed(desk):
    for deed, member in WAY:
        it = do(desk, deed, member)
        assert do(desk, deed, member) == it, "said twice it is said once"
    assert it.state is ActionState.CLOSED
    assert [one.state for one in it.said] == [WAYS[deed].after for deed, _ in WAY]
    listed = {"organisation_id": NORTH, "member": LEADER, "ports": desk.action_ports}
    assert list_actions(**listed, is_open=True) == []
    assert [one.id for one in list_actions(**listed, is_open=False)] == ["c" * 32]


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
    with pytest.raises(NotFound):
        put(desk, department_id="nowhere")
    with pytest.raises(ReasonMissing):
        put(desk, text="")
    with pytest.raises(NotFound):
        show_action(**IT, member=NURSE, ports=desk.action_ports)
    assert show_action(**IT, member=HEAD, ports=desk.action_ports).title == "Wound cards"
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
