"""The door of messaging, and the account's own bus: what providers tell reaches the message."""

import json

import boto3
import pytest

from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.messaging.gateways.secrets import parameter_of
from frontdesk.messaging.model import Kind, MessageStatus, Outcome
from frontdesk.messaging.rules.signing import signed
from tests.attacks.doors import FORM, Door
from tests.frontdesk_web.console_desk import LINDENHOF, catalogue
from tests.messaging.builders import MINUTE, a_message
from tests.messaging.channels.posts import SECRET

from .loading import load_module

HERE = LINDENHOF


@pytest.fixture
def app(cloud):
    """The app with a clinic behind it, whose channel `webhook` is set up, and a message that is out by it."""
    module = load_module("messaging")
    store_catalogue(catalogue(), ports=catalogue_ports())
    said = {"secret": [SECRET], "address": "https://his.example/"}
    boto3.client("ssm").put_parameter(
        Name=parameter_of(HERE, "webhook"), Value=json.dumps(said), Type="SecureString", Overwrite=True
    )
    module.ports.secrets._known.clear()
    now, outbox = system_clock(), module.ports.outbox
    outbox.add(a_message(organisation_id=HERE, queued_at=now))
    claimed = outbox.claim(HERE, a_message().id, now=now, for_=MINUTE)
    outbox.close(
        claimed,
        Outcome(status=MessageStatus.ACCEPTED, kind=Kind.SMS, provider_id="m1", found_by="sms_aws"),
    )
    return module


def tell(module, said, secret=SECRET, path=f"/messaging/{HERE}/webhook/events"):
    body = json.dumps(said).encode()
    headers = {"content-type": "application/json", **signed(secret, body, at=system_clock())}
    return Door(module.app).asks("POST", path, headers, body)


def status(module):
    return module.ports.receipts.message(HERE, a_message().id).status


RECEIPT = {"type": "receipt", "reference": f"{HERE}/{a_message().id}", "kind": "sms", "status": "delivered"}


@pytest.mark.requirement("R6")
def test_a_receipt_that_is_signed_reaches_its_message(app):
    assert tell(app, RECEIPT).status == 204
    assert tell(app, RECEIPT).status == 204
    assert status(app) is MessageStatus.DELIVERED


def test_forged_unknown_and_no_clinic_look_the_same(app):
    elsewhere = "/messaging/no-clinic/webhook/events"
    answers = [
        tell(app, RECEIPT, secret="a guess"),
        tell(app, RECEIPT, path=elsewhere),
        tell(app, RECEIPT, path=f"/messaging/{HERE}/pigeon/events"),
        tell(app, RECEIPT, path=f"/messaging/{HERE}/sms_twilio/events"),
        Door(app.app).posts(f"/messaging/{HERE}/webhook/events", b"\xff\xfe\x00", **{"content-type": FORM}),
    ]
    assert {it.alike() for it in answers} == {answers[0].alike()}
    assert answers[0].status == 404
    assert status(app) is MessageStatus.ACCEPTED


def test_what_is_signed_and_cannot_be_read_is_said_to_be_so(app):
    assert tell(app, RECEIPT | {"status": "eaten"}).status == 400


def test_the_accounts_bus_finds_the_message_by_the_providers_id(app):
    detail = {"eventType": "TEXT_DELIVERED", "messageId": "m1", "isFinal": True}
    event = {"source": "aws.sms-voice", "time": "2026-11-23T12:00:00Z", "detail": detail}
    app.receipts(event | {"detail": detail | {"messageId": "m2"}}, None)
    assert status(app) is MessageStatus.ACCEPTED
    app.receipts(event, None)
    assert status(app) is MessageStatus.DELIVERED
    [kept] = app.ports.receipts.early(before=system_clock() + 2 * MINUTE, most=9)
    assert kept.receipt.provider_id == "m2"
