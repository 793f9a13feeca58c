"""The trail: one entry per deed, newest first, and each organisation its own."""

from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.audit.model import AuditEntry
from frontdesk.audit.usecases.read_trail import read_trail
from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.usecases.record_fact import record_fact
from frontdesk.audit.wiring import audit_ports
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.events import written_down
from frontdesk.kernel.ids import EventId
from tests.requests.builders import ANNA, NORTH, RECEPTION, SOUTH, an_answer_fact, request_id

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def ports(cloud):
    return audit_ports()


def a_deed(**changes):
    return AuditEntry(
        **{
            "id": EventId("e1"),
            "organisation_id": NORTH,
            "at": NOON,
            "actor": Actor(ActorKind.STAFF, "1001"),
            "action": "RequestRead",
            "subject_id": ANNA,
            "department_id": RECEPTION,
            "about": request_id(),
            **changes,
        }
    )


def trail(ports, organisation_id=NORTH):
    return read_trail(organisation_id=organisation_id, subject_id=ANNA, ports=ports)


def test_a_deed_comes_back_whole_and_told_twice_is_once(ports):
    record_deed(a_deed(), ports=ports)
    record_deed(a_deed(action="SomethingElse"), ports=ports)
    assert trail(ports) == (a_deed(),)


def test_the_newest_is_first(ports):
    deeds = [a_deed(id=EventId(f"e{n}"), at=NOON + timedelta(hours=n)) for n in range(3)]
    for deed in deeds:
        record_deed(deed, ports=ports)
    assert trail(ports) == tuple(reversed(deeds))


@pytest.mark.requirement("N7")
def test_another_organisation_sees_none_of_it(ports):
    record_deed(a_deed(), ports=ports)
    assert trail(ports, SOUTH) == ()


def test_a_deed_about_nobody_is_kept_too(ports):
    record_deed(a_deed(subject_id=None, department_id=None), ports=ports)
    assert trail(ports) == ()


def test_a_fact_relayed_twice_is_one_entry(ports):
    fact = an_answer_fact()
    for _ in range(2):
        record_fact(written_down(fact), ports=ports)
    [entry] = trail(ports)
    assert (entry.id, entry.action, entry.about) == (fact.event_id, "RequestAnswered", request_id())
    assert (entry.actor, entry.department_id) == (fact.actor, RECEPTION)
