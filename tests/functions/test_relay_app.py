"""The relay: each new fact of a record goes into the trail and onto the bus, however often the stream brings it."""

import json
from datetime import UTC, datetime

import pytest

from frontdesk.audit.usecases.read_trail import read_trail
from frontdesk.audit.wiring import audit_ports
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.events import written_down
from frontdesk.kernel.ids import DepartmentId, OrganisationId, RequestId, SubjectId
from frontdesk.requests.events import RequestAnswered

from .loading import load_module

NORTH, ANNA = OrganisationId("north-clinic"), SubjectId("a" * 32)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Bus:
    """EventBridge's client, as far as the relay knows it."""

    def __init__(self, *, refuses=False):
        self.refuses = refuses
        self.taken = []

    def put_events(self, *, Entries):  # noqa: N803  (AWS's own spelling)
        if not self.refuses:
            self.taken += Entries
        return {"FailedEntryCount": len(Entries) if self.refuses else 0}


def an_answer():
    return RequestAnswered(
        organisation_id=NORTH,
        occurred_at=MONDAY,
        actor=Actor(ActorKind.STAFF, "1001"),
        request_id=RequestId("b" * 32),
        subject_id=ANNA,
        department_id=DepartmentId("lab"),
    )


def a_change(*, old=(), new=(), number="1"):
    def image(facts):
        return {"facts": {"S": json.dumps([written_down(fact) for fact in facts])}}

    change = {"OldImage": image(old), "NewImage": image(new), "SequenceNumber": number}
    return {"eventName": "MODIFY", "dynamodb": change}


@pytest.fixture
def relay(cloud, monkeypatch):
    module, bus = load_module("relay"), Bus()
    monkeypatch.setattr(module, "bus", lambda: bus)
    return module, bus


def handed(module, *changes):
    return module.relay({"Records": list(changes)}, None)


def test_a_fact_goes_into_the_trail_and_onto_the_bus(relay):
    module, bus = relay
    assert handed(module, a_change(new=[an_answer()])) == {"batchItemFailures": []}
    [entry] = bus.taken
    assert (entry["Source"], entry["DetailType"]) == ("frontdesk.requests", "RequestAnswered")
    [deed] = read_trail(organisation_id=NORTH, subject_id=ANNA, ports=audit_ports())
    assert (deed.action, str(deed.actor), deed.about) == ("RequestAnswered", "staff:1001", "b" * 32)


def test_a_batch_that_comes_twice_is_one_entry_in_the_trail(relay):
    module, _ = relay
    change = a_change(new=[an_answer()])
    handed(module, change)
    handed(module, change)
    assert len(read_trail(organisation_id=NORTH, subject_id=ANNA, ports=audit_ports())) == 1


def test_a_fact_that_the_record_carried_before_is_not_sent_again(relay):
    module, bus = relay
    known = an_answer()
    handed(module, a_change(old=[known], new=[known]))
    assert bus.taken == []


def test_a_fact_that_the_bus_refuses_is_brought_again_with_all_behind_it(relay):
    module, bus = relay
    bus.refuses = True
    answer = handed(module, a_change(new=[an_answer()], number="7"), a_change(new=[an_answer()], number="8"))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "7"}]}
    assert bus.taken == []
