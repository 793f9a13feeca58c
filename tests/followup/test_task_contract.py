"""The fakes keep the promises of DynamoDB: the same tests for both."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from moto import mock_aws

from frontdesk.followup.events import ActionRaised, TaskInterrupted, TaskReady
from frontdesk.followup.model import PATIENT, Attempt, Lease, Level, NoContact, Record, Review, State, Verdict
from frontdesk.followup.model.actions import ActionState, Said
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.plans import Channel, Role
from frontdesk.followup.rules.steps import interrupted
from frontdesk.followup.rules.telling import HOUSE, of_action, of_task
from frontdesk.followup.storage import DynamoActions, DynamoTasks
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.language import Language
from tests.conftest import furnish

from .task_builders import (
    CENTRE,
    HEAD,
    MITTE,
    MONDAY,
    MONDAY_NINE,
    NORTH,
    NURSE,
    SURGERY,
    a_task,
    an_action,
    task_id,
)
from .task_fakes import FakeActions, FakeTasks

SOUTH = "south"


@pytest.fixture(params=["fake", "dynamodb"])
def tasks(request):
    if request.param == "fake":
        yield FakeTasks()
    else:
        with mock_aws():
            furnish()
            yield DynamoTasks()


@pytest.fixture(params=["fake", "dynamodb"])
def actions(request):
    if request.param == "fake":
        yield FakeActions()
    else:
        with mock_aws():
            furnish()
            yield DynamoActions()


def rework(**said):
    return Review(
        level=Level.CENTRE,
        verdict=Verdict.REWORK,
        score=None,
        satisfaction=None,
        remark="Wound?",
        by=CENTRE.id,
        at=MONDAY_NINE,
        **said,
    )


def test_a_task_is_kept_whole(tasks):
    whole = a_task(
        lease=Lease(staff_id=NURSE.id, until=MONDAY_NINE, call_id="b" * 32),
        state=State.IN_PROGRESS,
        owner=NURSE.id,
        attempts=(
            Attempt(
                number=1, at=MONDAY_NINE, by=NURSE.id, channel=Channel.PHONE, reason=NoContact.BUSY, seconds=3
            ),
            Attempt(
                number=2,
                at=MONDAY_NINE,
                by=NURSE.id,
                channel=Channel.PHONE,
                reason=NoContact.NOT_THE_PATIENT,
                noted=Record(answers={"recovery": 2}, summary="his wife", by=NURSE.id, at=MONDAY_NINE),
            ),
        ),
        reviews=(rework(topics={"nursing": 4}),),
        record=Record(answers={"recovery": 4, "text": "besser"}, summary="s", by=NURSE.id, at=MONDAY_NINE),
        escalated=2,
    )
    assert tasks.add(whole, acts_at=MONDAY_NINE)
    assert not tasks.add(whole, acts_at=MONDAY_NINE)
    assert tasks.get(NORTH, whole.id) == replace(whole, version=1)
    with pytest.raises(NotFound):
        tasks.get(SOUTH, whole.id)


def test_a_form_and_what_was_answered_are_kept_whole(tasks):
    words = {Language.GERMAN: "Gedanken an den Tod", Language.CHINESE: "有死亡的念头"}
    whole = a_task(
        form="how",
        revision="f" * 64,
        asked=(MONDAY_NINE, MONDAY_NINE + timedelta(days=3)),
        because=(words,),
        raised_from=task_id(9),
        record=Record(
            answers={"mood": 3, "weight": Decimal("71.5"), "where": (1, 3), "why": "weh", "never": -8},
            summary="",
            revision="f" * 64,
            scores={"sad": 3.5, "unknown": None},
            alerts=(words,),
            by=PATIENT,
            at=MONDAY_NINE,
        ),
    )
    tasks.add(whole, acts_at=None)
    assert tasks.get(NORTH, whole.id) == replace(whole, version=1)


def test_a_form_that_lies_with_its_patient_is_on_no_list(tasks):
    sent = a_task(form="how", revision="f" * 64, channels=(Channel.SMS,), owner=NURSE.id)
    tasks.add(sent, acts_at=MONDAY_NINE)
    for pile, of in ((Pile.DEPARTMENT, SURGERY), (Pile.OWN, NURSE.id)):
        assert tasks.listed(NORTH, pile, of, most=9) == []
    seen = tasks.get(NORTH, sent.id)
    tasks.write(replace(seen, channels=(Channel.PHONE,)), acts_at=MONDAY_NINE)
    assert [it.id for it in tasks.listed(NORTH, Pile.DEPARTMENT, SURGERY, most=9)] == [sent.id]


def test_what_worries_lies_above_all_else_until_it_is_done(tasks):
    late = a_task(id=task_id(2), due_on=MONDAY - timedelta(days=9), vip=3)
    worry = a_task(id=task_id(3), because=({Language.GERMAN: "Gedanken an den Tod"},))
    for it in (late, worry):
        tasks.add(it, acts_at=None)
    rows = tasks.listed(NORTH, Pile.DEPARTMENT, SURGERY, most=9)
    assert [(it.id, it.alarm, it.due_on) for it in rows] == [
        (worry.id, True, MONDAY),
        (late.id, False, late.due_on),
    ]
    record = Record(answers={}, summary="s", by=NURSE.id, at=MONDAY_NINE)
    tasks.write(replace(tasks.get(NORTH, worry.id), state=State.COMPLETED, record=record), acts_at=None)
    assert [it.alarm for it in tasks.listed(NORTH, Pile.LOCKED, MITTE, most=9)] == [False]


def test_what_was_given_back_lies_below_what_worries_and_above_all_else_until_it_is_done(tasks):
    late = a_task(id=task_id(2), due_on=MONDAY - timedelta(days=9), owner=NURSE.id)
    back = a_task(
        id=task_id(3), due_on=MONDAY + timedelta(days=3), vip=2, reviews=(rework(),), owner=NURSE.id
    )
    worry = a_task(id=task_id(4), because=({Language.GERMAN: "Gedanken an den Tod"},), owner=NURSE.id)
    for it in (late, back, worry):
        tasks.add(it, acts_at=None)
    for pile, of in ((Pile.DEPARTMENT, SURGERY), (Pile.OWN, NURSE.id)):
        rows = tasks.listed(NORTH, pile, of, most=9)
        assert [(it.id, it.returned) for it in rows] == [(worry.id, False), (back.id, True), (late.id, False)]
        assert (rows[1].due_on, rows[1].vip) == (back.due_on, 2)
    record = Record(answers={}, summary="s", by=NURSE.id, at=MONDAY_NINE)
    tasks.write(replace(tasks.get(NORTH, back.id), state=State.COMPLETED, record=record), acts_at=None)
    assert [it.returned for it in tasks.listed(NORTH, Pile.LOCKED, MITTE, most=9)] == [False]


def test_guesses_are_counted_by_day_and_by_organisation(tasks):
    def guess(organisation_id=NORTH, on="2026-11-23"):
        return tasks.take_try(
            organisation_id, task_id(), on=on, most=2, until=MONDAY_NINE + timedelta(days=2)
        )

    assert [guess(), guess(), guess()] == [1, 0, None]
    assert guess(on="2026-11-24") == 1
    assert guess(SOUTH) == 1


def test_of_two_writes_of_one_version_one_is_stored(tasks):
    tasks.add(a_task(), acts_at=None)
    seen = tasks.get(NORTH, task_id())
    tasks.write(replace(seen, why="first"), acts_at=None)
    with pytest.raises(Conflict):
        tasks.write(replace(seen, why="second"), acts_at=None)
    assert tasks.get(NORTH, task_id()).why == "first"


def test_an_interrupted_task_and_its_successor_are_stored_together_or_not_at_all(tasks):
    tasks.add(a_task(), acts_at=None)
    seen = tasks.get(NORTH, task_id())
    move = interrupted(seen, "aborted", today=MONDAY, now=MONDAY_NINE)
    fact = of_task(TaskInterrupted, move.task, move.says, at=MONDAY_NINE, by=HOUSE)
    ready = of_task(TaskReady, move.successor, {}, at=MONDAY_NINE, by=HOUSE)
    stale = replace(move.task, version=7)
    with pytest.raises(Conflict):
        tasks.replace(stale, fact, by=move.successor, ready=ready, acts_at=MONDAY_NINE)
    with pytest.raises(NotFound):
        tasks.get(NORTH, move.successor.id)
    assert tasks.replace(move.task, fact, by=move.successor, ready=ready, acts_at=MONDAY_NINE).version == 2
    assert tasks.get(NORTH, move.successor.id).regenerated_from == task_id()
    with pytest.raises(Conflict):
        tasks.replace(move.task, fact, by=move.successor, ready=ready, acts_at=MONDAY_NINE)


def test_each_task_lies_in_its_pile_in_order(tasks):
    day = timedelta(days=1)
    for number, changes in enumerate(
        (
            {"due_on": MONDAY + day},
            {"due_on": MONDAY},
            {"due_on": MONDAY, "vip": 2},
            {"role": Role.CENTRE},
            {"owner": NURSE.id, "state": State.RETRY_WAIT},
            {"state": State.LEVEL2_OPEN},
            {"state": State.DRAFT},
            {"state": State.CLOSED, "owner": NURSE.id},
            {"organisation_id": SOUTH},
        )
    ):
        tasks.add(a_task(id=task_id(number), **changes), acts_at=None)

    def ids(pile, of=""):
        return [int(it.id, 16) for it in tasks.listed(NORTH, pile, of, most=50)]

    assert ids(Pile.DEPARTMENT, SURGERY) == [2, 1, 4, 0]
    assert ids(Pile.CENTRE) == [3]
    assert ids(Pile.OWN, NURSE.id) == [4]
    assert ids(Pile.LEVEL2) == [5]
    assert tasks.listed(NORTH, Pile.DEPARTMENT, SURGERY, most=1)[0].vip == 2
    assert len(tasks.of_subject(NORTH, "e" * 32)) == 8
    assert [it.id for it in tasks.read(NORTH, [task_id(3), task_id(77), task_id(0)])] == [
        task_id(3),
        task_id(0),
    ]


def test_what_is_locked_waits_at_its_location_from_the_next_day_on(tasks):
    record = Record(answers={}, summary="s", by=NURSE.id, at=MONDAY_NINE)
    tasks.add(a_task(state=State.COMPLETED, record=record), acts_at=None)
    asked = {"most": 10}
    assert [it.id for it in tasks.locked(NORTH, MITTE, before=MONDAY + timedelta(days=1), **asked)] == [
        task_id()
    ]
    assert not tasks.locked(NORTH, MITTE, before=MONDAY, **asked)
    assert not tasks.locked(NORTH, "elsewhere", before=MONDAY + timedelta(days=1), **asked)


def test_the_house_finds_what_it_must_act_on(tasks):
    tasks.add(a_task(), acts_at=MONDAY_NINE)
    tasks.add(a_task(id=task_id(2)), acts_at=None)
    assert list(tasks.running(NORTH, before=None)) == [task_id()]
    assert not list(tasks.running(NORTH, before=MONDAY_NINE))
    assert list(tasks.running(NORTH, before=MONDAY_NINE + timedelta(seconds=1))) == [task_id()]
    assert tasks.parked(NORTH, task_id()) is None
    tasks.park(NORTH, task_id(), "token")
    assert tasks.parked(NORTH, task_id()) == "token"
    assert tasks.get(NORTH, task_id()).version == 1


def test_an_action_is_kept_whole_and_listed(actions):
    said = Said(state=ActionState.PLAN_SUBMITTED, by=HEAD.id, at=MONDAY_NINE, text="We train.")
    fact = of_action(ActionRaised, an_action(), {}, at=MONDAY_NINE, by=HOUSE)
    assert actions.add(an_action(said=(said,)), fact)
    assert not actions.add(an_action())
    stored = actions.get(NORTH, "c" * 32)
    assert stored == replace(an_action(said=(said,)), version=1)
    assert list(actions.running(NORTH, before=None)) == ["c" * 32]
    assert not list(actions.running(NORTH, before=stored.plan_due_at))
    closed = actions.write(replace(stored, state=ActionState.CLOSED))
    with pytest.raises(Conflict):
        actions.write(stored)
    assert not list(actions.running(NORTH, before=None))
    assert not actions.listed(NORTH, is_open=True, most=10)
    assert list(actions.listed(NORTH, is_open=False, most=10)) == [closed]
    actions.park(NORTH, "c" * 32, "token")
    assert actions.parked(NORTH, "c" * 32) == "token"
