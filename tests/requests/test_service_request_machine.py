"""The state machine itself, executed by moto, calling the function it calls in the cloud."""

import json
import os
import time
from datetime import UTC, datetime

import pytest
from moto import mock_aws
from moto.awslambda_simple.models import LambdaSimpleBackend

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.events import written_down
from frontdesk.requests.events import QuestionAsked, QuestionReplied, RequestAnswered, RequestSubmitted
from frontdesk.requests.model import EntryKind, RequestStatus, StaffMember
from frontdesk.requests.storage import DynamoRequests
from frontdesk.requests.usecases.answer_request import answer_request
from frontdesk.requests.usecases.ask_patient import ask_patient
from frontdesk.requests.usecases.reply_to_question import reply_to_question
from infra.target import ROOT
from tests.clinic import LINDENHOF, SHORT, lindenhof, move_in
from tests.conftest import client, furnish
from tests.functions.loading import load_module

from .builders import (
    DAY,
    KATRIN,
    RECEPTION,
    a_closed_request,
    a_request,
    a_subject,
    request_id,
)

FUNCTION = "frontdesk-requests-machine"
ROLE = "arn:aws:iam::123456789012:role/machine"
WITHIN_S = 20
SUCCEEDED = "SUCCEEDED"


@pytest.fixture
def house(monkeypatch):
    """The requests function, its machine in the cloud, and a practice that waits for seconds, not days."""
    really = {"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": False}}
    with mock_aws(config=really):
        furnish()
        module = load_module("requests")

        def invoke(self, function_name, qualifier, body, headers, response_headers):
            said = body.decode() if isinstance(body, bytes) else body
            return json.dumps(module.machine(json.loads(said), None)).encode()

        monkeypatch.setattr(LambdaSimpleBackend, "invoke", invoke)
        provide_function()
        definition = (ROOT / "statemachines/service_request.asl.json").read_text()
        client("stepfunctions").create_state_machine(
            name="frontdesk-service-request",
            definition=definition.replace("${MachineFunctionArn}", FUNCTION),
            roleArn=ROLE,
        )
        move_in(deadlines=SHORT)
        yield module


def provide_function():
    client("iam").create_role(RoleName="machine", AssumeRolePolicyDocument="{}")
    client("lambda").create_function(
        FunctionName=FUNCTION,
        Runtime="python3.12",
        Role=ROLE,
        Handler="app.machine",
        Code={"ZipFile": b"code"},
    )


def hear(house, kind):
    """Let the listener hear a fact of the request, as the bus would bring it."""
    fact = written_down(
        kind(
            organisation_id=LINDENHOF,
            occurred_at=datetime.now(UTC),
            actor=Actor(ActorKind.STAFF, KATRIN.id),
            request_id=request_id(),
            subject_id=a_subject().id,
            department_id=RECEPTION,
        )
    )
    house.listener({"detail-type": fact["name"], "detail": fact["detail"]}, None)


def store(house, make=a_request, *, answer_within=DAY, **changes):
    """A request of just now."""
    now = datetime.now(UTC)
    house.ports.register(a_subject(organisation_id=LINDENHOF))
    due = {"submitted_at": now, "due_at": now + answer_within, "gives_up_at": now + 2 * answer_within}
    place = lindenhof().locations[0].id
    DynamoRequests().add(make(organisation_id=LINDENHOF, location_id=place, **due | changes))


def stored():
    return DynamoRequests().get(LINDENHOF, request_id())


def token():
    return DynamoRequests().parked(LINDENHOF, request_id())


def execution(attempt=1):
    arn = os.environ["SERVICE_REQUEST_MACHINE"].replace(":stateMachine:", ":execution:")
    return client("stepfunctions").describe_execution(
        executionArn=f"{arn}:{LINDENHOF}-{request_id()}-{attempt}"
    )["status"]


def until(happens, *, what):
    give_up_at = time.monotonic() + WITHIN_S
    while not happens():
        assert time.monotonic() < give_up_at, f"not within {WITHIN_S} s: {what}"
        time.sleep(0.05)


def templates():
    from frontdesk.messaging.storage import MessageRecord

    return sorted(record.template for record in MessageRecord.scan())


def said(act, text, entry_id, house):
    return act(
        organisation_id=LINDENHOF,
        request_id=request_id(),
        staff=StaffMember(id=KATRIN.id, departments=frozenset({RECEPTION})),
        text=text,
        entry_id=entry_id,
        seen_entries=len(stored().thread),
        ports=house.ports,
    )


@pytest.mark.requirement("G2")
def test_a_request_is_acknowledged_waits_is_answered_and_settled(house):
    store(house)
    hear(house, RequestSubmitted)
    until(token, what="the machine waits for staff")
    assert stored().status is RequestStatus.WAITING
    said(answer_request, "Ready tomorrow.", "answer-1", house)
    hear(house, RequestAnswered)
    until(lambda: execution() == SUCCEEDED, what="the machine ends")
    assert stored().settled_at is not None
    assert templates() == ["request_answered", "request_received"]


def test_a_question_and_its_reply_lead_back_to_staff(house):
    store(house)
    hear(house, RequestSubmitted)
    until(token, what="the machine waits for staff")
    said(ask_patient, "Which strength?", "question-1", house)
    first = token()
    hear(house, QuestionAsked)
    until(lambda: "request_question" in templates(), what="the patient is asked")
    second = token()
    assert second != first
    reply_to_question(
        organisation_id=LINDENHOF,
        request_id=request_id(),
        text="5 mg",
        entry_id="reply-1",
        ports=house.ports,
    )
    hear(house, QuestionReplied)
    until(lambda: token() != second, what="it waits for staff again")
    until(lambda: execution() == SUCCEEDED, what="nobody answers, the machine ends")
    assert stored().status is RequestStatus.EXPIRED


def test_a_request_that_nobody_answers_escalates_then_expires(house):
    second = SHORT.answer_within
    store(house, answer_within=second)
    hear(house, RequestSubmitted)
    until(lambda: execution() == SUCCEEDED, what="the machine ends")
    kinds = [entry.kind for entry in stored().thread]
    assert kinds == [
        EntryKind.SUBMITTED,
        EntryKind.ACKNOWLEDGED,
        EntryKind.ESCALATED,
        EntryKind.EXPIRED,
    ]
    assert templates() == ["request_expired", "request_received"]


def test_an_execution_that_is_started_for_a_closed_request_only_settles_it(house):
    store(house, a_closed_request, closed_at=datetime.now(UTC))
    hear(house, RequestSubmitted)
    until(lambda: execution() == SUCCEEDED, what="the machine ends")
    assert stored().settled_at is not None
    assert templates() == ["request_answered"]
