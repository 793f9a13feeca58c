"""Twilio's channel: what it is asked, and what is made of its answers and of what it tells. README.md beside it."""

from datetime import timedelta
from urllib.parse import parse_qs

import pytest

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.messaging.channels import find
from frontdesk.messaging.model import Kind, MessageStatus, Reason, Wording
from frontdesk.messaging.rules.answers import Answer
from tests.messaging.builders import ANNAS, NORTH, FakeTools, a_message

from .posts import SECRET, SETTINGS, TWILIO, by_twilio, read

SAID = Wording("", "Text på svenska")
TAKEN = Answer(201, {}, b'{"sid": "SM1"}')
ODD = "k#2026-11-23&2d"


def send(answer=TAKEN, message_id="r1", **settings):
    tools = FakeTools(answer=answer)
    channel = find("sms_twilio", SETTINGS["sms_twilio"] | settings, tools)
    return channel.send(a_message(id=message_id), ANNAS, SAID), tools.asked


def test_it_is_sent_from_the_number_with_a_way_to_tell_what_became_of_it():
    sid, [(address, body, headers)] = send(message_id=ODD)
    assert sid == "SM1"
    assert address == f"https://api.twilio.com/2010-04-01/Accounts/{TWILIO['account_sid']}/Messages.json"
    assert headers["Authorization"].startswith("Basic ")
    form = {name: it for name, [it] in parse_qs(body.decode()).items()}
    door, _, query = form.pop("StatusCallback").partition("?")
    assert form == {"To": ANNAS.to, "From": TWILIO["sender"], "Body": SAID.text}
    assert door == f"https://clinic.example/messaging/{NORTH}/sms_twilio/events"
    [told] = read(by_twilio({"MessageSid": "SM1", "MessageStatus": "delivered"}, query))
    assert told.message_id == ODD


def test_a_messaging_service_sends_as_well():
    _, [(_, body, _)] = send(sender="MG" + "0" * 32)
    assert parse_qs(body.decode())["MessagingServiceSid"] == ["MG" + "0" * 32]


@pytest.mark.parametrize(
    ("status", "headers", "retryable", "after"),
    [
        (429, {"retry-after": "90"}, True, timedelta(seconds=90)),
        (429, {}, True, timedelta(minutes=1)),
        (429, {"retry-after": "99999999"}, True, timedelta(minutes=1)),
        (503, {}, True, None),
        (401, {}, True, None),
        (400, {}, False, None),
        (302, {}, False, None),
    ],
)
def test_whether_it_is_worth_another_try_and_when(status, headers, retryable, after):
    with pytest.raises(ProviderFailure) as failure:
        send(Answer(status, headers, b"{}"))
    assert (failure.value.retryable, failure.value.retry_after) == (retryable, after)


@pytest.mark.parametrize(
    ("status", "code", "due", "reason"),
    [
        ("sent", "", MessageStatus.ACCEPTED, Reason.NONE),
        ("delivered", "", MessageStatus.DELIVERED, Reason.NONE),
        ("failed", "30008", MessageStatus.FAILED, Reason.REFUSED),
        ("undelivered", "30005", MessageStatus.FAILED, Reason.BOUNCED),
        ("failed", "21610", MessageStatus.FAILED, Reason.OPTED_OUT),
    ],
)
def test_what_became_of_it(status, code, due, reason):
    form = {"MessageSid": "SM1", "MessageStatus": status, "ErrorCode": code, "To": ANNAS.to}
    receipt, *more = read(by_twilio(form, "reference=r1"))
    assert (receipt.status, receipt.reason, receipt.kind, receipt.provider_id) == (
        due,
        reason,
        Kind.SMS,
        "SM1",
    )
    assert [it.address for it in more] == ([ANNAS.to] if reason in (Reason.BOUNCED, Reason.OPTED_OUT) else [])


def test_steps_on_the_way_are_nothing():
    assert read(by_twilio({"MessageSid": "SM1", "MessageStatus": "sending"}, "reference=r1")) == []


def test_somebody_wrote():
    [reply] = read(by_twilio({"MessageSid": "SM2", "From": ANNAS.to, "Body": "Ja ✓"}))
    assert (reply.id, reply.from_, reply.text, reply.kind) == ("SM2", ANNAS.to, "Ja ✓", Kind.SMS)


def test_no_secret_and_no_number_is_in_what_is_logged():
    channel = find("sms_twilio", SETTINGS["sms_twilio"], FakeTools())
    assert SECRET not in repr(channel)
