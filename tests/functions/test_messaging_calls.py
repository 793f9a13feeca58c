"""A clinic's telephone system at the doors: what there is to dial, and what happened."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.kernel.ids import StaffId
from frontdesk.messaging.gateways.bridge_secret import parameter_of, telephony
from frontdesk.messaging.model import Recipient, RecipientKind
from frontdesk.messaging.model.calls import CallId, CallState, Way
from frontdesk.messaging.rules.signatures import signature
from frontdesk.messaging.storage import CallRecord, DynamoCalls
from frontdesk.patients.storage import DynamoSubjects
from tests.attacks.doors import Door
from tests.clinic import LINDENHOF, XINGLIN, move_in
from tests.conftest import client
from tests.frontdesk_web.console_desk import subject
from tests.messaging.calls_desk import OLD_SECRET, SECRET, a_call

from .loading import load, load_module

PENDING = f"/messaging/{LINDENHOF}/calls/pending"
EVENTS = f"/messaging/{LINDENHOF}/calls/events"
RINGING = {"id": "e1", "call_id": "c1", "type": "ringing", "at": "2026-11-23T12:00:00Z"}


def keep(organisation_id, **said):
    name, value = parameter_of(organisation_id), json.dumps(said)
    client("ssm").put_parameter(Name=name, Value=value, Type="SecureString", Overwrite=True)
    telephony.clear()


@pytest.fixture
def door(cloud):
    move_in()
    keep(LINDENHOF, secrets=[SECRET, OLD_SECRET])
    DynamoSubjects().add(subject())
    DynamoCalls().add(
        a_call(
            organisation_id=LINDENHOF,
            recipient=Recipient(RecipientKind.SUBJECT, subject().id),
            asked_at=datetime.now(UTC),
        )
    )
    return Door(load("messaging"))


def asks(door, said=None, *, path=None, secret=SECRET, ago=timedelta(0), signed=None):
    """As a telephone system would; GET without a body."""
    body = b"" if said is None else said if isinstance(said, bytes) else json.dumps({"events": said}).encode()
    path = path or (PENDING if said is None else EVENTS)
    at = str(int((datetime.now(UTC) - ago).timestamp()))
    right = signature(path.encode() if said is None else body, at=at, secret=secret)
    headers = {"x-frontdesk-timestamp": at, "x-frontdesk-signature": signed or right}
    return door.asks("GET" if said is None else "POST", path, headers, body)


def stored():
    return DynamoCalls().get(LINDENHOF, CallId("c1"))


@pytest.mark.requirement("R-5.4.19")
def test_a_telephone_system_takes_a_call_and_says_what_happened(door):
    answer = asks(door, path=f"{PENDING}?bridge=pbx-1")
    assert answer.status == 200
    [told] = json.loads(answer.body)["calls"]
    assert (told["id"], told["number"], told["caller"]) == ("c1", subject().phone, "1001")
    assert stored().taken_by == "pbx-1"
    assert json.loads(asks(door).body) == {"calls": []}

    ended = {**RINGING, "id": "e2", "type": "ended", "cause": "busy", "seconds": 0}
    unknown = {**RINGING, "id": "e3", "call_id": "made-up"}
    answer = asks(door, [ended, RINGING, unknown, RINGING])
    assert json.loads(answer.body) == {"heard": 3, "unknown": ["e3"]}
    assert (stored().state, stored().end) == (CallState.ENDED, "busy")
    version = stored().version
    asks(door, [RINGING, ended])
    assert stored().version == version
    assert subject().phone not in str([it.attribute_values for it in CallRecord.scan()])


def test_the_secret_before_is_good_while_they_are_changed(door):
    assert asks(door, secret=OLD_SECRET).status == 200
    keep(LINDENHOF, secrets=[SECRET])
    assert asks(door, secret=OLD_SECRET).status == 403


def test_whoever_shows_no_signature_learns_nothing(door):
    keep(XINGLIN, secrets=["x" * 40])
    elsewhere = [
        f"/messaging/{it}/calls/pending" for it in (XINGLIN, "nowhere", "NO-CLINIC", "birkenhof", "a" * 200)
    ]
    met = {asks(door, path=it).alike() for it in elsewhere}
    met |= {asks(door, secret="s" * 40).alike(), asks(door, ago=timedelta(minutes=6)).alike()}
    met |= {asks(door, [RINGING], secret="s" * 40).alike(), asks(door, signed="é").alike()}
    met |= {
        asks(
            door, path=f"{PENDING}?bridge=a", signed=signature(PENDING.encode(), at="1", secret=SECRET)
        ).alike()
    }
    met |= {door.asks("GET", PENDING).alike(), door.asks("POST", EVENTS, {}, b"{}").alike()}
    assert len(met) == 1
    [(status, content_type, _)] = met
    assert (status, content_type) == (403, "application/problem+json")
    assert stored().version == 1


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ([{**RINGING, "type": "sang"}], "$.events[0].type"),
        ([{**RINGING, "seconds": -1}], "$.events[0].seconds"),
        ([{**RINGING, "number": "+46"}], "$.events[0]"),
        ([{**RINGING, "cause": "busy"}], "$.events[0]"),
        ([{**RINGING, "type": "recording"}], "$.events[0]"),
        ([{**RINGING, "at": "2026-02-30T12:00:00Z"}], "$.events[0].at"),
        ([{**RINGING, "id": "e1\n"}], "$.events[0].id"),
        ([RINGING] * 101, "$.events"),
        (b"{", "$"),
        (b'{"events":[' + b" " * 70_000 + b"]}", "$"),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(door, said, pointer):
    answer = asks(door, said)
    assert (answer.status, answer.header("content-type")) == (400, "application/problem+json")
    assert pointer in {it["pointer"] for it in json.loads(answer.body)["errors"]}
    assert stored().version == 1


def test_a_contact_centre_is_heard_under_the_clinics_own_instance(door):
    keep(LINDENHOF, connect={"instance_id": "i-1"})
    calls = DynamoCalls()
    calls.add(a_call(id=CallId("c2"), organisation_id=LINDENHOF, caller=StaffId("1002"), way=Way.CONNECT))
    calls.know_as(a_call(id=CallId("c2"), organisation_id=LINDENHOF), "contact-2")
    hears = load_module("messaging").connect
    for instance, state in (("i-2", CallState.REQUESTED), ("i-1", CallState.ANSWERED)):
        detail = {
            "eventType": "CONNECTED_TO_AGENT",
            "contactId": "contact-2",
            "instanceArn": f"arn:aws:connect:eu-central-1:1:instance/{instance}",
            "initiationMethod": "API",
        }
        said = {"id": "x", "time": "2026-11-23T12:00:00Z", "detail": detail}
        hears({"organisation_id": LINDENHOF, "contact": said}, None)
        assert calls.get(LINDENHOF, CallId("c2")).state is state
