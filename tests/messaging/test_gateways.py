"""Messaging's ways out: what AWS says, whom a server's certificate is for, and who knows a secret."""

import datetime as dt
import json
import ssl
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from threading import Thread

import pytest
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError
from botocore.session import get_session
from botocore.stub import Stubber
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.messaging.gateways import outward
from frontdesk.messaging.gateways.aws import Aws
from frontdesk.messaging.gateways.secrets import ParameterSecrets, parameter_of
from frontdesk.messaging.rules.merged import Merged
from frontdesk.messaging.usecases.keep_secret import keep_secret
from tests.conftest import client

from .builders import NORTH, SOUTH, Sender


def asked(code, status):
    sns = get_session().create_client("sns", region_name="eu-central-1")
    with Stubber(sns) as stub:
        stub.add_client_error("publish", code, "+46701740605", status)
        with pytest.raises(ProviderFailure) as failure:
            Aws(lambda _: sns).call("sms_sns", "sns", "publish", {"Message": "x", "PhoneNumber": "+4670"})
    assert "+4670" not in str(failure.value.details)
    return failure.value


@pytest.mark.parametrize(
    ("code", "status", "retryable", "minutes"),
    [
        ("ThrottlingException", 400, True, 1),
        ("TooManyRequestsException", 429, True, 1),
        ("ServiceQuotaExceededException", 402, True, 60),
        ("AccessDeniedException", 400, True, None),
        ("InternalServerException", 500, True, None),
        ("ValidationException", 400, False, None),
        ("MessageRejected", 400, False, None),
    ],
)
def test_whether_a_no_of_aws_is_worth_another_try(code, status, retryable, minutes):
    no = asked(code, status)
    assert no.retryable is retryable
    assert no.retry_after == (dt.timedelta(minutes=minutes) if minutes else None)


class Silent:
    def __init__(self, error):
        self.error = error

    def publish(self, **_):
        raise self.error


@pytest.mark.parametrize(("kind", "unanswered"), [(ReadTimeoutError, True), (ConnectTimeoutError, False)])
def test_whether_it_was_sent_without_an_answer_is_told_apart(kind, unanswered):
    with pytest.raises(ProviderFailure) as failure:
        Aws(lambda _: Silent(kind(endpoint_url="x"))).call("sms_sns", "sns", "publish", {})
    assert (failure.value.retryable, failure.value.unanswered) == (True, unanswered)


def test_what_aws_would_not_take_is_no_fault_of_ours():
    sns = get_session().create_client("sns", region_name="eu-central-1")
    with pytest.raises(ProviderFailure) as failure:
        Aws(lambda _: sns).call("sms_sns", "sns", "publish", {"Message": 5})
    assert not failure.value.retryable


NAME = "his.example"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("X-Host", self.headers["Host"])
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def server(tmp_path, monkeypatch):
    """At this machine, with a certificate for `his.example` that is believed, and a lookup that leads to it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    now = dt.datetime.now(dt.UTC)
    made = (
        made.serial_number(1).not_valid_before(now - dt.timedelta(1)).not_valid_after(now + dt.timedelta(1))
    )
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    written = made.sign(key, SHA256()).public_bytes(Encoding.PEM)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "pem").write_bytes(written + private)
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(tmp_path / "pem")
    ours = ssl.create_default_context(cadata=written.decode())
    monkeypatch.setattr(outward, "create_default_context", lambda: ours)
    monkeypatch.setattr(outward, "is_public", lambda it: ip_address(it).is_loopback)
    with HTTPServer(("127.0.0.1", 0), Handler) as it:
        it.socket = theirs.wrap_socket(it.socket, server_side=True)
        it.handle_error = lambda *_: None
        thread = Thread(target=it.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield it
        it.shutdown()
        thread.join()


def test_it_connects_where_it_looked_and_asks_for_the_certificate_of_the_name(server):
    out = outward.Outward(lookup=lambda *_: ["127.0.0.1"])
    answer = out.post("webhook", f"https://{NAME}:{server.server_port}/x?y", b"{}", {})
    assert (answer.status, answer.headers["x-host"]) == (200, f"{NAME}:{server.server_port}")
    with pytest.raises(ProviderFailure) as failure:
        out.post("webhook", f"https://other.example:{server.server_port}/", b"{}", {})
    assert (failure.value.retryable, failure.value.unanswered) == (True, False)


def stored(organisation_id=NORTH):
    found = client("ssm").get_parameter(Name=parameter_of(organisation_id, "webhook"), WithDecryption=True)
    assert found["Parameter"]["Type"] == "SecureString"
    return json.loads(found["Parameter"]["Value"])


def test_a_new_secret_signs_and_the_one_before_is_good_until_it_is_retired(cloud):
    secrets = ParameterSecrets()
    sender = Sender()
    ports = sender.ports.__class__(**{**_fields(sender.ports), "secrets": secrets})
    assert secrets.of(NORTH, "webhook") == {}
    for secret in ("first", "second", "third", "third", ""):
        keep_secret(organisation_id=NORTH, channel="webhook", name="secret", secret=secret, ports=ports)
        if secret == "third":
            assert stored() == secrets.of(NORTH, "webhook") == {"secret": ["third", "second"]}
    assert stored() == secrets.of(NORTH, "webhook") == {"secret": ["third"]}
    assert secrets.of(SOUTH, "webhook") == {}


def _fields(ports):
    return {name: getattr(ports, name) for name in ports.__slots__}


def test_secrets_are_asked_for_when_one_is_needed_and_once():
    asked = []

    def ask():
        asked.append(1)
        return {"secret": ["s"], "sender": "x"}

    merged = Merged({"sender": "Lindenhof"}, ask)
    assert merged["sender"] == "Lindenhof"
    assert asked == []
    assert (merged["secret"], merged.get("other"), dict(merged)) == (
        ["s"],
        None,
        {"secret": ["s"], "sender": "Lindenhof"},
    )
    assert asked == [1]
