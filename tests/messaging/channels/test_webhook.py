"""The channel to the clinic's own system: signed, and not into the clinic's own network."""

import json

import pytest

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.messaging.channels import find
from frontdesk.messaging.gateways.outward import Outward, is_public
from frontdesk.messaging.model import Kind, MessageStatus, Reason, Wording
from frontdesk.messaging.rules.answers import Answer
from frontdesk.messaging.rules.signing import is_signed
from tests.messaging.builders import ANNAS, NOON, NORTH, FakeTools, a_message

from .posts import OLD_SECRET, SECRET, SETTINGS, ours, read

REFERENCE = f"{NORTH}/r1"
RECEIPT = {"type": "receipt", "reference": REFERENCE, "kind": "sms", "status": "failed"}


def test_it_is_signed_by_the_newest_secret_and_says_which_message_it_is():
    it = find("webhook", SETTINGS["webhook"], FakeTools())
    assert it.send(a_message(id="r1"), ANNAS, Wording("Ämne", "Text")) == REFERENCE
    [(address, body, headers)] = it.tools.asked
    assert address == SETTINGS["webhook"]["address"]
    assert headers["Idempotency-Key"] == json.loads(body)["reference"] == REFERENCE
    assert is_signed(headers, body, secrets=[SECRET], now=NOON)
    assert not is_signed(headers, body, secrets=[OLD_SECRET], now=NOON)


def test_without_a_secret_nothing_is_sent():
    it = find("webhook", SETTINGS["webhook"] | {"secret": [""]}, FakeTools())
    with pytest.raises(ProviderFailure):
        it.send(a_message(), ANNAS, Wording("", "Text"))
    assert it.tools.asked == []


def test_where_it_leads_on_nobody_follows():
    it = find("webhook", SETTINGS["webhook"], FakeTools(answer=Answer(307, {"location": "http://x"}, b"")))
    with pytest.raises(ProviderFailure) as failure:
        it.send(a_message(), ANNAS, Wording("", "Text"))
    assert not failure.value.retryable


def test_what_became_of_it_and_of_the_address():
    receipt, gone = read(ours(RECEIPT | {"reason": "bounced", "to": ANNAS.to}))
    assert (receipt.status, receipt.reason) == (MessageStatus.FAILED, Reason.BOUNCED)
    assert (gone.kind, gone.address, gone.reason) == (Kind.SMS, ANNAS.to, Reason.BOUNCED)
    assert len(read(ours(RECEIPT))) == 1


def test_somebody_wrote():
    said = {"type": "reply", "id": "7", "kind": "sms", "from": ANNAS.to, "text": "JA", "answers": REFERENCE}
    [reply] = read(ours(said))
    assert (reply.id, reply.from_, reply.text, reply.answers) == ("7", ANNAS.to, "JA", REFERENCE)


INSIDE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
    "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "::",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_no_name_leads_inside(address):
    assert not is_public(address)
    out = Outward(lookup=lambda host, port: ["93.184.216.34", address])
    with pytest.raises(ProviderFailure) as failure:
        out.post("webhook", "https://his.example/x", b"", {})
    assert not failure.value.retryable


@pytest.mark.parametrize(
    "address",
    ["http://his.example/", "http://127.0.0.1:9001/", "ftp://his.example/", "https:///x", "https://a@b.example/",
     "https://his.example:port/", "", "file:///etc/passwd"],
)  # fmt: skip
def test_only_https_leads_outside(address):
    out = Outward(lookup=lambda host, port: ["93.184.216.34"])
    with pytest.raises(ProviderFailure) as failure:
        out.post("webhook", address, b"", {})
    assert not failure.value.retryable


def test_on_a_desk_this_machine_is_outside_as_well_and_no_other():
    out = Outward(here_too=True, lookup=lambda host, port: ["10.0.0.1"])
    with pytest.raises(ProviderFailure) as failure:
        out.post("webhook", "http://127.0.0.1:1/", b"", {})
    assert (failure.value.retryable, failure.value.unanswered) == (True, False)
    with pytest.raises(ProviderFailure) as failure:
        out.post("webhook", "http://his.example/", b"", {})
    assert not failure.value.retryable
