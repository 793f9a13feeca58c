"""What is posted at the door of a channel is believed only when it is surely the provider's."""

import json
import random
from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.kernel.errors import BadInput, NotFound
from frontdesk.messaging.channels.sms_twilio.signature import is_twilios
from frontdesk.messaging.gateways.sns import SnsDoor
from frontdesk.messaging.model import MessageStatus
from frontdesk.messaging.rules.own_events import happenings
from tests.messaging.builders import MINUTE, NOON, NORTH, SOUTH

from .posts import (
    OLD_SECRET,
    SECRET,
    TOPIC,
    VECTORS,
    by_sns,
    by_twilio,
    ours,
    posted,
    read,
    vectors,
)

DELIVERED = {"type": "receipt", "reference": f"{NORTH}/r1", "kind": "sms", "status": "delivered"}
BY_EUM = {
    "eventType": "TEXT_DELIVERED",
    "messageId": "m1",
    "isFinal": True,
    "context": {"reference": "r1", "organisation": NORTH},
}
ALL = {
    "webhook": lambda: ours(DELIVERED),
    "simulator": lambda: ours(DELIVERED, "simulator"),
    "sms_twilio": lambda: by_twilio({"MessageSid": "SM1", "MessageStatus": "delivered"}, "reference=r1"),
    "sms_aws": lambda: by_sns(BY_EUM, "sms_aws"),
}


@pytest.mark.parametrize("channel", ALL)
@pytest.mark.requirement("R5")
def test_what_the_provider_says_is_heard(channel):
    [receipt] = read(ALL[channel]())
    assert (receipt.organisation_id, receipt.message_id) == (NORTH, "r1")
    assert receipt.status is MessageStatus.DELIVERED


@pytest.mark.parametrize("channel", ["webhook", "sms_twilio"])
def test_while_a_secret_is_changed_both_are_good_and_no_third(channel):
    by = {
        "webhook": lambda secret: ours(DELIVERED, secret=secret),
        "sms_twilio": lambda secret: by_twilio(
            {"MessageSid": "SM1", "MessageStatus": "delivered"}, "reference=r1", token=secret
        ),
    }[channel]
    assert len(read(by(SECRET))) == len(read(by(OLD_SECRET))) == 1
    with pytest.raises(NotFound):
        read(by("a secret of nobody here"))


@pytest.mark.parametrize("minutes", [-6, 6])
def test_what_is_five_minutes_old_or_ahead_is_not_believed(minutes):
    with pytest.raises(NotFound):
        read(ours(DELIVERED), now=NOON + minutes * MINUTE)
    assert len(read(ours(DELIVERED), now=NOON + minutes / 2 * MINUTE)) == 1


def test_sns_may_try_for_an_hour_and_no_longer():
    assert len(read(ALL["sms_aws"](), now=NOON + timedelta(hours=1))) == 1
    for now in (NOON + timedelta(hours=2), NOON - 6 * MINUTE):
        with pytest.raises(NotFound):
            read(ALL["sms_aws"](), now=now)


@pytest.mark.parametrize(
    "changes",
    [
        {"TopicArn": TOPIC + "-of-somebody-else"},
        {"SignatureVersion": "1"},
        {
            "SigningCertURL": "https://sns.eu-central-1.amazonaws.com.evil.example/SimpleNotificationService-0.pem"
        },
        {
            "SigningCertURL": "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-"
            + "0" * 32
            + ".pem"
        },
        {
            "SigningCertURL": "http://sns.eu-central-1.amazonaws.com/SimpleNotificationService-"
            + "0" * 32
            + ".pem"
        },
        {"SigningCertURL": "https://sns.eu-central-1.amazonaws.com/other.pem"},
        {
            "SigningCertURL": f"https://x@sns.eu-central-1.amazonaws.com/SimpleNotificationService-{'0' * 32}.pem"
        },
        {"Type": "Gossip"},
        {"Timestamp": "2026-11-23T12:00:00"},
        {"MessageId": 5},
    ],
    ids=str,
)
def test_a_topic_or_a_certificate_of_somebody_else_is_not_believed(changes):
    with pytest.raises(NotFound):
        read(by_sns(BY_EUM, "sms_aws", **changes))


class Calls:
    def __init__(self):
        self.made = []

    def call(self, *said):
        self.made.append(said)


@pytest.mark.parametrize("name", ["notification-v2", "unsubscribe-confirmation-v2"])
def test_what_amazon_signed_is_amazons(name):
    said = vectors("sns")["messages"][name]
    [pem] = VECTORS.glob("*.pem")
    fetched = []

    def fetch(address):
        fetched.append(address)
        return pem.read_bytes()

    door, post = SnsDoor(fetch, Calls()), posted("sms_aws", json.dumps(said).encode())
    topics, now = [said["TopicArn"]], datetime.fromisoformat(said["Timestamp"])
    assert door.opened(post, topics=topics, now=now) == {}
    assert fetched == [said["SigningCertURL"]]
    with pytest.raises(NotFound):
        door.opened(post, topics=[TOPIC], now=now)
    other = posted("sms_aws", json.dumps({**said, "Message": "Something else"}).encode())
    with pytest.raises(NotFound):
        door.opened(other, topics=topics, now=now)


def test_what_amazon_signed_by_sha1_is_not_believed():
    [pem] = VECTORS.glob("*.pem")
    for name in ("notification-v1-subject", "notification-v1-no-subject", "subscription-confirmation-v1"):
        said, calls = vectors("sns")["messages"][name], Calls()
        with pytest.raises(NotFound):
            SnsDoor(lambda _: pem.read_bytes(), calls).opened(
                posted("sms_aws", json.dumps(said).encode()),
                topics=[said["TopicArn"]],
                now=datetime(2026, 3, 6, 20, tzinfo=UTC),
            )
        assert calls.made == []


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://mycompany.com/myapp.php", "https_url_as_is"),
        ("https://mycompany.com:1234/myapp.php", "https_url_as_is"),
        ("https://mycompany.com/myapp.php", "https_with_port_443"),
        ("http://mycompany.com:1234/myapp.php", "http_url_port_1234"),
        ("http://mycompany.com/myapp.php", "http_url_port_80"),
    ],
)
def test_what_twilio_signed_is_twilios_with_a_port_and_without(address, name):
    said = vectors("twilio")
    body = "&".join(f"{key}={value.replace('+', '%2B')}" for key, value in said["params"].items()).encode()
    post = posted("sms_twilio", body, {"x-twilio-signature": said["expect"][name]}, "foo=1&bar=2")
    assert is_twilios(post, address, tokens=["no", said["auth_token"]])
    assert not is_twilios(post, address, tokens=["no"])
    assert not is_twilios(replace(post, body=body + b"&More=1"), address, tokens=[said["auth_token"]])


def test_twilio_signs_each_value_of_a_name_once():
    said = vectors("twilio")
    body = "&".join(f"{name}={value}" for name, value in said["duplicate_params"]["params"]).encode()
    signature = {"x-twilio-signature": said["duplicate_params"]["expect"]}
    post = posted("sms_twilio", body, signature, "foo=1&bar=2")
    assert is_twilios(post, "https://mycompany.com/myapp.php", tokens=[said["auth_token"]])


def test_twilio_signs_json_by_its_hash():
    said = vectors("twilio")
    by = said["json_body"]
    headers = {"x-twilio-signature": by["expect"], "content-type": "application/json"}
    query = f"foo=1&bar=2&bodySHA256={by['bodySHA256']}"
    post, door = posted("sms_twilio", by["body"].encode(), headers, query), "https://mycompany.com/myapp.php"
    assert is_twilios(post, door, tokens=[said["auth_token"]])
    assert not is_twilios(replace(post, body=b"{}"), door, tokens=[said["auth_token"]])
    assert not is_twilios(replace(post, query="foo=1&bar=2"), door, tokens=[said["auth_token"]])


def test_a_receipt_of_another_clinic_is_none_of_ours():
    elsewhere = {"reference": "r1", "organisation": SOUTH}
    assert read(by_sns(BY_EUM | {"context": elsewhere}, "sms_aws")) == []
    assert read(ours(DELIVERED | {"reference": f"{SOUTH}/r1"})) == []


@pytest.mark.parametrize(
    "said",
    [
        DELIVERED | {"status": "eaten"},
        DELIVERED | {"kind": "pigeon"},
        DELIVERED | {"at": "yesterday"},
        {"type": "receipt"},
        {"type": "reply", "id": "1", "kind": "sms", "from": "+46"},
        DELIVERED | {"reference": "x" * 5000},
    ],
)
def test_what_is_the_providers_and_cannot_be_read_is_bad_input(said):
    with pytest.raises(BadInput):
        happenings(posted("webhook", json.dumps(said).encode()), now=NOON)


def test_what_we_do_not_know_changes_nothing():
    assert read(ours({"type": "weather", "of": "tomorrow"})) == []
    assert read(by_sns({"eventType": "TEXT_DREAMT", "messageId": "1"}, "sms_aws")) == []


def _flipped(raw, dice):
    """One bit of it is another."""
    at = dice.randrange(len(raw) * 8)
    other = bytearray(raw)
    other[at // 8] ^= 1 << at % 8
    return bytes(other)


def _forged(post, dice):
    """One thing about it is not as it was: the body, a header, the query, or whose door it is."""
    what = dice.choice(["body", "header", "whose", "query"])
    if what == "header" and post.headers:
        name = dice.choice([it for it in sorted(post.headers) if it.startswith("x-")])
        changed = _flipped(post.headers[name].encode(), dice).decode("latin-1")
        return replace(post, headers={**post.headers, name: changed})
    if what == "whose" and post.channel == "sms_twilio":
        return replace(post, organisation_id=SOUTH)
    if what == "query" and post.query:
        return replace(post, query=_flipped(post.query.encode(), dice).decode("latin-1"))
    return replace(post, body=_altered(post, dice))


def _altered(post, dice):
    """Of what SNS sends, one field: the bytes around them are not signed, and mean nothing."""
    if post.channel != "sms_aws":
        return _flipped(post.body, dice)
    said = json.loads(post.body)
    name = dice.choice(["Message", "MessageId", "Timestamp", "TopicArn", "Type", "Signature"])
    if name == "Signature":
        said[name] = b64encode(_flipped(b64decode(said[name]), dice)).decode()
    else:
        said[name] = _flipped(said[name].encode(), dice).decode("latin-1")
    return json.dumps(said).encode()


@pytest.mark.requirement("R5")
def test_of_ten_thousand_forged_posts_none_is_believed():
    dice = random.Random(20261123)  # noqa: S311  (a seeded one is wanted)
    posts = [make() for make in ALL.values()]
    believed = []
    for _ in range(10_000):
        post = dice.choice(posts)
        forged = _forged(post, dice)
        if forged == post:
            continue
        try:
            read(forged)
        except NotFound:
            continue
        believed.append(forged)
    assert believed == []
