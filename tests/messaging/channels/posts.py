"""What providers post at the doors, truly signed; and the channels that it is for, with the secrets of a clinic."""

import json
from base64 import b64encode
from datetime import timedelta
from functools import cache
from hashlib import sha1
from hmac import new
from pathlib import Path
from urllib.parse import urlencode

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from frontdesk.messaging.channels import find
from frontdesk.messaging.channels.sms_twilio.signature import written
from frontdesk.messaging.gateways.sns import NOTIFICATION, SnsDoor
from frontdesk.messaging.model.traffic import Posted
from frontdesk.messaging.rules.signing import signed
from tests.messaging.builders import NOON, NORTH, FakeTools

VECTORS = Path(__file__).parents[1] / "vectors"
TOPIC = "arn:aws:sns:eu-central-1:123456789012:north-messages"
CERTIFICATE = f"https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-{'0' * 32}.pem"
SECRET, OLD_SECRET = "the secret of the north clinic", "the secret that it had before"
TWILIO = {"account_sid": "AC" + "0" * 32, "sender": "+15005550006"}
SETTINGS = {
    "simulator": {"secret": [SECRET, OLD_SECRET]},
    "webhook": {"address": "https://his.example/messages", "secret": [SECRET, OLD_SECRET]},
    "sms_twilio": TWILIO | {"auth_token": [SECRET, OLD_SECRET]},
    "sms_aws": {"sender": "FRONTDESK", "topics": [TOPIC], "numbers": ["+12125550101"]},
    "email_ses": {"sender": "clinic@example.org", "topics": [TOPIC]},
}


def vectors(name):
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))


def posted(channel, body, headers=(), query="", organisation_id=NORTH):
    return Posted(
        organisation_id=organisation_id, channel=channel, headers=dict(headers), body=body, query=query
    )


def ours(said, channel="webhook", *, secret=SECRET, at=NOON):
    """As the clinic's own system posts it."""
    body = json.dumps(said).encode()
    return posted(channel, body, signed(secret, body, at=at))


def by_twilio(form, query="", *, token=SECRET, base="https://clinic.example"):
    """As Twilio posts it."""
    fields = {"AccountSid": TWILIO["account_sid"], **form}
    door = f"{base}/messaging/{NORTH}/sms_twilio/events" + (f"?{query}" if query else "")
    text = door + written({name: [it] for name, it in fields.items()})
    signature = b64encode(new(token.encode(), text.encode(), sha1).digest()).decode()
    kind = "application/x-www-form-urlencoded"
    return posted(
        "sms_twilio",
        urlencode(fields).encode(),
        {"x-twilio-signature": signature, "content-type": kind},
        query,
    )


def by_sns(message, channel, *, at=NOON, **changes):
    """As SNS posts it, by a key that stands in for Amazon's."""
    said = {
        "Type": "Notification",
        "MessageId": "9d2c5580",
        "TopicArn": TOPIC,
        "Message": json.dumps(message),
        "Timestamp": at.isoformat(timespec="milliseconds"),
        "SignatureVersion": "2",
        "SigningCertURL": CERTIFICATE,
        **changes,
    }
    text = "".join(f"{name}\n{said[name]}\n" for name in NOTIFICATION if name in said)
    signature = key().sign(text.encode(), padding.PKCS1v15(), SHA256())
    return posted(channel, json.dumps({**said, "Signature": b64encode(signature).decode()}).encode())


@cache
def key():
    return rsa.generate_private_key(65537, 2048)


@cache
def certificate(_address):
    """That of the key, as it would be fetched."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key().public_key())
    made = (
        made.serial_number(1)
        .not_valid_before(NOON - timedelta(days=9))
        .not_valid_after(NOON + timedelta(days=9))
    )
    return made.sign(key(), SHA256()).public_bytes(Encoding.PEM)


class DoorTools(FakeTools):
    """Fake but for SNS, whose signatures are checked."""

    door = SnsDoor(certificate)

    def sns(self, posted, *, topics):
        return self.door.opened(posted, topics=topics, now=self.now)


def read(post, *, now=NOON, settings=SETTINGS):
    """What the channel makes of it."""
    tools = DoorTools(now=now)
    return list(find(post.channel, settings[post.channel], tools).read(post))
