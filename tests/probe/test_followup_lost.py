"""Executions of follow-up are lost: the round finds what they waited for, and nobody is forgotten."""

from datetime import timedelta

import pytest

from frontdesk.followup.model import State
from frontdesk.followup.storage import DynamoTasks
from frontdesk.followup.storage.tasks import SK, TaskRecord
from tests.journeys.people import CLINIC

from .followup_acts import BEGUN, dials, lets_it_lie, takes_the_next_call
from .street import Street, clinics


@pytest.fixture
def street(monkeypatch):
    with clinics(monkeypatch) as world:
        world.settle()
        street = Street(world)
        for act in (*BEGUN, takes_the_next_call):
            act(street)
            world.settle()
        yield street


def task(street):
    return DynamoTasks().get(CLINIC, street.world.memo["task"].rpartition("/")[2])


def tasks():
    return [it for it in TaskRecord.scan() if it.sk == SK]


def loses_everything(world):
    """Step Functions forgets every execution that it ever had."""
    world.machines.executions.clear()


def test_a_lease_that_lapses_after_its_execution_was_lost_gives_the_task_back(street):
    loses_everything(street.world)
    lets_it_lie(street)
    assert task(street).state is State.READY
    running = [it.status for it in street.world.machines.executions.values() if task(street).id in it.name]
    assert running == ["RUNNING"], "and its next wait has an execution of its own"


def test_a_call_that_was_on_when_everything_was_lost_has_one_successor_at_the_centre(street):
    dials(street)
    loses_everything(street.world)
    known = len(tasks())
    street.world.passes(hours=3)
    assert task(street).state is State.INTERRUPTED
    assert len(tasks()) == known + 1


def test_what_nobody_does_is_escalated_and_missed_though_executions_are_lost_every_day(street):
    for _ in range(25):
        loses_everything(street.world)
        street.world.now += timedelta(days=1)
        street.world.settle()
    assert task(street).state is State.MISSED
    assert task(street).escalated == 3
