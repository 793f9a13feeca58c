"""What comes from an SNS topic: signed by AWS, of a topic that the clinic named, and not too old.

Everybody can have a topic that AWS signs for, so that the signature alone says nothing: it is the list of topics that
does. A subscription is confirmed by a call of AWS, for a topic on that list; no address of a message is ever opened
but that of the certificate, which has to be SNS's own.
"""

import json
import re
from base64 import b64decode
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.request import HTTPRedirectHandler, build_opener

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.memory import Memory
from frontdesk.messaging.gateways.aws import Aws
from frontdesk.messaging.model.traffic import Posted

VERSION = "2"
"""SHA-256. Version 1 is SHA-1, which is not taken: a topic is switched over by its attribute SignatureVersion."""
CERTIFICATE = re.compile(
    r"https://sns\.([a-z]{2}(?:-[a-z]+)+-[0-9])\.amazonaws\.com(?:\.cn)?"
    r"/SimpleNotificationService-[0-9a-f]{32}\.pem",
    re.ASCII,
)
OLD_AT_MOST = timedelta(minutes=75)
"""SNS tries for an hour; the time that it signs is that of the first try."""
AHEAD_AT_MOST = timedelta(minutes=5)
A_DAY_S = 86_400
TIMEOUT_S = 3
LARGEST = 16_384
NOTIFICATION = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
CONFIRMATION = ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
SIGNED = {
    "Notification": NOTIFICATION,
    "SubscriptionConfirmation": CONFIRMATION,
    "UnsubscribeConfirmation": CONFIRMATION,
}


class _Stays(HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_more: Any) -> None:  # noqa: ANN401
        """Nobody is followed elsewhere."""


def _fetched(address: str) -> bytes:
    with build_opener(_Stays).open(address, timeout=TIMEOUT_S) as answer:
        content: bytes = answer.read(LARGEST)
        return content


class SnsDoor:
    """`certificate` fetches what is at an address of SNS; `aws` confirms subscriptions."""

    def __init__(self, certificate: Callable[[str], bytes] = _fetched, aws: Aws | None = None) -> None:
        self._certificates: Memory[str, x509.Certificate] = Memory(
            lambda address: x509.load_pem_x509_certificate(certificate(address)), A_DAY_S
        )
        self._aws = aws or Aws()

    def opened(self, posted: Posted, *, topics: Collection[str], now: datetime) -> Mapping[str, Any]:
        """The JSON object that was published; empty for what SNS says of the subscription itself. NotFound."""
        said = _object(posted.body)
        self._check(said, topics, now)
        if said["Type"] == "SubscriptionConfirmation":
            self._aws.call(
                posted.channel,
                "sns",
                "confirm_subscription",
                {
                    "TopicArn": said["TopicArn"],
                    "Token": said["Token"],
                    "AuthenticateOnUnsubscribe": "true",
                },
            )
        return _published(said["Message"]) if said["Type"] == "Notification" else {}

    def _check(self, said: Mapping[str, Any], topics: Collection[str], now: datetime) -> None:
        names = SIGNED.get(str(said.get("Type")))
        if names is None or said.get("TopicArn") not in topics or said.get("SignatureVersion") != VERSION:
            raise NotFound(why="not of a topic of the clinic")
        if not all(isinstance(said.get(name, ""), str) for name in (*names, "Signature", "SigningCertURL")):
            raise NotFound(why="not as SNS writes")
        at = _instant(said.get("Timestamp", ""))
        if not now - OLD_AT_MOST <= at <= now + AHEAD_AT_MOST:
            raise NotFound(why="too old")
        address = said.get("SigningCertURL", "")
        region = CERTIFICATE.fullmatch(address)
        if region is None or region[1] != said["TopicArn"].split(":")[3]:
            raise NotFound(why="a certificate of somebody else")
        try:
            self._verify(address, said.get("Signature", ""), _to_sign(said, names), now)
        except (InvalidSignature, ValueError, OSError) as bad:
            raise NotFound(why="signature") from bad

    def _verify(self, address: str, signature: str, signed: bytes, now: datetime) -> None:
        certificate = self._certificates.get(address)
        key = certificate.public_key()
        good = certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc
        if not good or not isinstance(key, RSAPublicKey):
            raise InvalidSignature
        key.verify(b64decode(signature, validate=True), signed, PKCS1v15(), SHA256())


def _to_sign(said: Mapping[str, Any], names: tuple[str, ...]) -> bytes:
    return "".join(f"{name}\n{said[name]}\n" for name in names if name in said).encode()


def _object(written: bytes | str) -> Mapping[str, Any]:
    try:
        said = json.loads(written)
    except (ValueError, RecursionError) as bad:
        raise NotFound(why="not JSON") from bad
    if not isinstance(said, dict):
        raise NotFound(why="not an object")
    return said


def _published(message: str) -> Mapping[str, Any]:
    """AWS also tries out a topic with a sentence, when it is told to publish to it."""
    try:
        return _object(message)
    except NotFound:
        return {}


def _instant(written: str) -> datetime:
    try:
        at = datetime.fromisoformat(written)
    except ValueError as bad:
        raise NotFound(why="no time") from bad
    if at.tzinfo is None:
        raise NotFound(why="no time")
    return at
