"""Step Functions in virtual time goes where moto's goes with our definition, and where the ASL specification says."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from moto import mock_aws
from moto.awslambda_simple.models import LambdaSimpleBackend

from infra.target import ROOT
from tests.conftest import client
from tests.requests.test_service_request_machine import FUNCTION, ROLE, WITHIN_S, provide_function

from .machine import ENDED, Machines

DEFINITION = (ROOT / "statemachines/service_request.asl.json").read_text()
MACHINE = "service-request"
OURS = {MACHINE: json.loads(DEFINITION)}
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
WAITING, CLOSED, DONE = ({"phase": it, "seconds": 1} for it in ("waiting", "closed", "done"))
BEGIN = {"organisation_id": "lindenhof", "request_id": "1"}


class Died(Exception):
    """The function ended without an answer."""


WAYS = {
    "answered by a person": ("received", {"acknowledge": [WAITING], "wait": [CLOSED], "settle": [DONE]}),
    "nobody comes in time": (
        "received",
        {"acknowledge": [WAITING], "wait": [None], "pass_deadline": [CLOSED], "settle": [DONE]},
    ),
    "resumed where it was": ("asked", {"wait": [WAITING, CLOSED], "settle": [DONE]}),
    "a function that dies once": ("received", {"acknowledge": [Died, CLOSED], "settle": [DONE]}),
    "a wait that dies once": ("waiting", {"wait": [Died, CLOSED], "settle": [DONE]}),
    "a phase that nobody knows": ("unheard", {}),
}
"""The phase it begins with, and what the function answers by task; of a wait it is the word that comes, or none."""


class Function:
    """Answers as the way says; the word that a wait gets is left for whoever brings it."""

    def __init__(self, answers):
        self.answers = {task: list(them) for task, them in answers.items()}
        self.words = []

    def __call__(self, said):
        answer = self.answers[said["task"]].pop(0)
        if answer is Died:
            raise Died
        if said["task"] == "wait":
            self.words += [(said["token"], answer)] if answer else []
            return None
        return answer


def virtually(phase, answers):
    """Status and the states that were entered, in virtual time."""
    function, now = Function(answers), [NOW]
    machines = Machines(OURS, invoke=lambda _, said: function(said), now=lambda: now[0])
    machines.start(MACHINE, "one", json.dumps(BEGIN | {"next": {"phase": phase, "seconds": 1}}))
    one = machines.executions["one"]
    while one.status not in ENDED:
        while function.words:
            token, word = function.words.pop()
            machines.succeed(token, json.dumps(word))
        if machines.ready():
            machines.step(one)
        else:
            now[0] = machines.next_at()
    return one.status, one.path


def really(phase, answers, monkeypatch):
    """The same by moto, which waits in real seconds."""
    function = Function(answers)

    def invoke(self, function_name, qualifier, body, headers, response_headers):
        said = body.decode() if isinstance(body, bytes) else body
        return json.dumps(function(json.loads(said))).encode()

    monkeypatch.setattr(LambdaSimpleBackend, "invoke", invoke)
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": False}}):
        provide_function()
        made = client("stepfunctions").create_state_machine(
            name="requests", definition=DEFINITION.replace("${MachineFunctionArn}", FUNCTION), roleArn=ROLE
        )
        begun = client("stepfunctions").start_execution(
            stateMachineArn=made["stateMachineArn"],
            name="one",
            input=json.dumps(BEGIN | {"next": {"phase": phase, "seconds": 1}}),
        )
        return _ended(begun["executionArn"], function)


def _ended(arn, function):
    until = time.monotonic() + WITHIN_S
    while time.monotonic() < until:
        while function.words:
            token, word = function.words.pop()
            client("stepfunctions").send_task_success(taskToken=token, output=json.dumps(word))
        status = client("stepfunctions").describe_execution(executionArn=arn)["status"]
        if status in ENDED:
            events = client("stepfunctions").get_execution_history(executionArn=arn, maxResults=1000)[
                "events"
            ]
            return status, [
                it["stateEnteredEventDetails"]["name"] for it in events if "stateEnteredEventDetails" in it
            ]
        time.sleep(0.05)
    raise AssertionError("it never ended")


@pytest.mark.parametrize("way", WAYS)
def test_virtual_time_goes_where_moto_goes(way, monkeypatch):
    assert virtually(*WAYS[way]) == really(*WAYS[way], monkeypatch)


def test_a_wait_that_always_dies_ends_the_execution_after_six_more_tries():
    function = Function({"wait": [Died] * 7})
    now = [NOW]
    machines = Machines(OURS, invoke=lambda _, said: function(said), now=lambda: now[0])
    machines.start(MACHINE, "one", json.dumps(BEGIN | {"next": {"phase": "asked", "seconds": 1000}}))
    one = machines.executions["one"]
    while one.status not in ENDED:
        machines.step(one)
        now[0] += timedelta(minutes=2)
    assert (one.status, function.answers["wait"], one.transitions) == ("FAILED", [], 2 + 6)


def test_a_name_is_good_for_one_execution():
    machines = Machines(OURS, invoke=None, now=lambda: NOW)
    machines.start(MACHINE, "one", "{}")
    assert machines.start(MACHINE, "one", "{}")["executionArn"] == "one"
    with pytest.raises(client("stepfunctions").exceptions.ClientError, match="ExecutionAlreadyExists"):
        machines.start(MACHINE, "one", '{"other": 1}')


def test_a_token_of_a_wait_that_is_over_wakes_nobody():
    machines = Machines(OURS, invoke=None, now=lambda: NOW)
    with pytest.raises(client("stepfunctions").exceptions.ClientError, match="TaskTimedOut"):
        machines.succeed("token-one-1", "{}")
