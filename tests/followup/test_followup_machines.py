"""The state machines themselves, executed by moto, calling the function that they call in the cloud."""

import json
import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from moto import mock_aws
from moto.awslambda_simple.models import LambdaSimpleBackend

from frontdesk.followup.events import (
    ActionRaised,
    TaskCompleted,
    TaskEnded,
    TaskInterrupted,
    TaskOpened,
    TaskReady,
)
from frontdesk.followup.model import Cancelled, State
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.rules.telling import HOUSE, of_action, of_task
from frontdesk.followup.storage import DynamoActions, DynamoTasks
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.followup.usecases.cancel_task import cancel_for
from frontdesk.followup.usecases.interrupt_task import interrupt_task
from frontdesk.followup.usecases.open_task import open_task
from frontdesk.followup.usecases.submit_record import submit_record
from frontdesk.kernel.events import written_down
from infra.target import ROOT
from tests.clinic import LINDENHOF, lindenhof, move_in
from tests.conftest import client, furnish
from tests.functions.loading import load_module

from .task_builders import NURSE, a_task, an_action, task_id

FUNCTION = "frontdesk-followup-machine"
ROLE = "arn:aws:iam::123456789012:role/machine"
MACHINES = {
    "followup-task": ("FOLLOWUP_TASK_MACHINE", "followup_task"),
    "corrective-action": ("CORRECTIVE_ACTION_MACHINE", "corrective_action"),
}
WITHIN_S = 20
SUCCEEDED = "SUCCEEDED"


@pytest.fixture
def house(monkeypatch):
    """The function of follow-up and its two machines in the cloud."""
    really = {"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": False}}
    with mock_aws(config=really):
        furnish()
        module = load_module("followup")

        def invoke(self, function_name, qualifier, body, headers, response_headers):
            said = body.decode() if isinstance(body, bytes) else body
            return json.dumps(module.machine(json.loads(said), None)).encode()

        monkeypatch.setattr(LambdaSimpleBackend, "invoke", invoke)
        client("iam").create_role(RoleName="machine", AssumeRolePolicyDocument="{}")
        client("lambda").create_function(
            FunctionName=FUNCTION,
            Runtime="python3.12",
            Role=ROLE,
            Handler="app.machine",
            Code={"ZipFile": b"code"},
        )
        for name, (_, file) in MACHINES.items():
            definition = (ROOT / f"statemachines/{file}.asl.json").read_text()
            client("stepfunctions").create_state_machine(
                name=f"frontdesk-{name}",
                definition=definition.replace("${MachineFunctionArn}", FUNCTION),
                roleArn=ROLE,
            )
        move_in()
        yield module


def here():
    place = lindenhof().locations[0]
    department = next(it.id for it in lindenhof().departments if it.location_id == place.id)
    today = datetime.now(place.zone).date()
    return a_task(
        organisation_id=LINDENHOF,
        location_id=place.id,
        department_id=department,
        opens_on=today,
        due_on=today,
        closes_on=today + timedelta(days=3),
        made_at=datetime.now(UTC),
    )


def stored():
    return DynamoTasks().get(LINDENHOF, task_id())


def hear(house, fact):
    told = written_down(fact)
    house.moves({"detail-type": told["name"], "detail": told["detail"]}, None)


def hear_of(house, kind, **says):
    hear(house, of_task(kind, stored(), says, at=datetime.now(UTC), by=HOUSE))


def execution(name, it):
    arn = os.environ[MACHINES[name][0]].replace(":stateMachine:", ":execution:")
    return f"{arn}:{LINDENHOF}-{it}"


def status(name, it):
    return client("stepfunctions").describe_execution(executionArn=execution(name, it))["status"]


def until(happens, *, what):
    give_up_at = time.monotonic() + WITHIN_S
    while not happens():
        assert time.monotonic() < give_up_at, f"not within {WITHIN_S} s: {what}"
        time.sleep(0.05)


def parked():
    return DynamoTasks().parked(LINDENHOF, task_id())


def member():
    return replace(NURSE, departments=frozenset({here().department_id}))


def begun(house):
    add_task(here(), ports=house.tasks)
    hear_of(house, TaskReady)
    until(parked, what="the machine waits")
    open_task(organisation_id=LINDENHOF, task_id=task_id(), member=member(), ports=house.tasks)
    first = parked()
    hear_of(house, TaskOpened)
    until(lambda: parked() != first, what="it waits for the lease")


def test_a_task_is_done_in_six_transitions(house):
    begun(house)
    submit_record(
        organisation_id=LINDENHOF,
        task_id=task_id(),
        answers={"recovery": 4},
        summary="Heals well.",
        family_said="",
        channel=Channel.PHONE,
        member=member(),
        ports=house.tasks,
    )
    hear_of(house, TaskCompleted)
    name = f"{task_id()}-0"
    until(lambda: status("followup-task", name) == SUCCEEDED, what="the machine ends")
    history = client("stepfunctions").get_execution_history(executionArn=execution("followup-task", name))
    entered = [it["type"] for it in history["events"] if it["type"].endswith("StateEntered")]
    assert len(entered) <= 6, entered


def test_a_broken_call_ends_the_execution_and_its_successor_has_its_own(house):
    begun(house)
    interrupt_task(
        organisation_id=LINDENHOF, task_id=task_id(), why="dropped", member=member(), ports=house.tasks
    )
    after = next(it for it in DynamoTasks().of_subject(LINDENHOF, "e" * 32) if it.regenerated_from)
    hear_of(house, TaskInterrupted, successor_id=after.id)
    until(lambda: status("followup-task", f"{task_id()}-0") == SUCCEEDED, what="the machine ends")
    hear(house, of_task(TaskReady, after, {}, at=datetime.now(UTC), by=HOUSE))
    until(lambda: DynamoTasks().parked(LINDENHOF, after.id), what="the successor's machine waits")
    over = cancel_for(organisation_id=LINDENHOF, task_id=after.id, why=Cancelled.DIED, ports=house.tasks)
    hear(house, of_task(TaskEnded, over, {"state": "cancelled"}, at=datetime.now(UTC), by=HOUSE))
    until(lambda: status("followup-task", f"{after.id}-0") == SUCCEEDED, what="its machine ends, too")


def test_a_task_that_nobody_does_is_missed_by_the_machine_itself(house):
    long_ago = datetime.now(UTC).date() - timedelta(days=30)
    add_task(replace(here(), opens_on=long_ago, due_on=long_ago, closes_on=long_ago), ports=house.tasks)
    hear_of(house, TaskReady)
    until(lambda: stored().state is State.MISSED, what="it is missed")
    until(lambda: status("followup-task", f"{task_id()}-0") == SUCCEEDED, what="the machine ends")


def test_a_plan_that_is_long_overdue_is_told_three_times_and_waited_for_no_more(house):
    at = datetime.now(UTC) - timedelta(days=9)
    action = an_action(organisation_id=LINDENHOF, department_id=here().department_id, plan_due_at=at)
    DynamoActions().add(action)
    hear(house, of_action(ActionRaised, action, {}, at=datetime.now(UTC), by=HOUSE))
    until(lambda: status("corrective-action", f"{action.id}-0") == SUCCEEDED, what="the machine ends")
    assert DynamoActions().get(LINDENHOF, action.id).escalations == 3
