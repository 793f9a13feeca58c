"""A provider of log-ins by OpenID Connect: one picks who one is, and anybody may be anybody. All people are invented.

It asks of a client what a real one does: a registered address to come back to, PKCE, the secret, each code once.
"""

import hmac
import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from local.simulators.letterbox import now

SECRET = "everybody may know it"  # noqa: S105  # it opens invented people only
GOOD_FOR = timedelta(minutes=1)
ES256_BYTES = 32
PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=True)


@dataclass(frozen=True)
class Citizen:
    """Somebody whom the provider knows."""

    number: str
    name: str
    birth_date: str


CITIZENS = (
    Citizen("citizen-1", "Anna Maria Beispiel", "1985-03-27"),
    Citizen("citizen-2", "Berta Beispiel", "1985-03-27"),
    Citizen("citizen-3", "Erik Exempelsson", "1972-11-05"),
    Citizen(
        "citizen-4",
        "王小明",
        "1990-06-18",
    ),
)


@dataclass
class LogInProvider:
    """`clients`: what comes back to which addresses, by client id. The key is made anew for each run."""

    issuer: str
    clients: Mapping[str, str]
    clock: Callable[[], datetime] = now
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    kid: str = field(default_factory=lambda: token_urlsafe(6))
    _codes: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def routes(self) -> list[BaseRoute]:
        """Everything below the issuer's address."""
        return [
            Route("/.well-known/openid-configuration", self.describe),
            Route("/keys", self.keys),
            Route("/authorize", self.ask),
            Route("/authorize", self.choose, methods=["POST"]),
            Route("/token", self.exchange, methods=["POST"]),
        ]

    async def describe(self, _: Request) -> Response:
        """GET: where everything is."""
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return JSONResponse(
            {"issuer": self.issuer, **{name: f"{self.issuer}/{it}" for name, it in names.items()}}
        )

    async def keys(self, _: Request) -> Response:
        """GET: the key that signs, without its secret half."""
        numbers = self.key.public_key().public_numbers()
        x, y = (_encoded(it.to_bytes(ES256_BYTES)) for it in (numbers.x, numbers.y))
        return JSONResponse(
            {"keys": [{"kty": "EC", "crv": "P-256", "use": "sig", "kid": self.kid, "x": x, "y": y}]}
        )

    async def ask(self, request: Request) -> Response:
        """GET /authorize: who are you? A client that asks wrongly is told here, and nobody is sent anywhere."""
        asked = dict(request.query_params)
        fault = self._fault(asked)
        page = PAGES.get_template("login.html").render(citizens=CITIZENS, asked=asked, fault=fault)
        there = urlsplit(asked.get("redirect_uri", ""))
        policy = (
            f"form-action 'self' {there.scheme}://{there.netloc}" if fault is None else "form-action 'none'"
        )
        headers = {
            "Content-Security-Policy": f"default-src 'none'; style-src 'self'; img-src 'self'; {policy}"
        }
        return HTMLResponse(page, HTTPStatus.OK if fault is None else HTTPStatus.BAD_REQUEST, headers)

    async def choose(self, request: Request) -> Response:
        """POST /authorize: back to the client with a code, or without one."""
        told = dict(parse_qsl((await request.body()).decode()))
        if (fault := self._fault(told)) is not None:
            return HTMLResponse(fault, HTTPStatus.BAD_REQUEST)
        answer = {"state": told.get("state", ""), "iss": self.issuer}
        who = next((it for it in CITIZENS if it.number == told.get("citizen")), None)
        if who is None:
            answer["error"] = "access_denied"
        else:
            answer["code"] = token_urlsafe()
            self._codes[answer["code"]] = told | {"who": who, "at": self.clock()}
        return RedirectResponse(f"{told['redirect_uri']}?{urlencode(answer)}", HTTPStatus.SEE_OTHER)

    async def exchange(self, request: Request) -> Response:
        """POST /token: the ID token for a code, once, for the client that asked for it."""
        told = dict(parse_qsl((await request.body()).decode()))
        given = self._codes.pop(told.get("code", ""), None)
        client = _client(request.headers.get("authorization", ""))
        if client is None:
            return JSONResponse({"error": "invalid_client"}, HTTPStatus.UNAUTHORIZED)
        if given is None or given["client_id"] != client or not self._is_theirs(given, told):
            return JSONResponse({"error": "invalid_grant"}, HTTPStatus.BAD_REQUEST)
        token = self.signed(self.claims(given["who"], given))
        return JSONResponse({"token_type": "Bearer", "access_token": token_urlsafe(), "id_token": token})

    def claims(self, who: Citizen, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What is said of somebody to the client that asked."""
        at = int(self.clock().timestamp())
        return {
            "iss": self.issuer,
            "aud": asked["client_id"],
            "sub": who.number,
            "name": who.name,
            "birthdate": who.birth_date,
            "nonce": asked.get("nonce", ""),
            "iat": at,
            "exp": at + 300,
        }

    def signed(self, claims: Mapping[str, Any]) -> str:
        """A token that says so, by ES256."""
        head = {"alg": "ES256", "typ": "JWT", "kid": self.kid}
        said = ".".join(_encoded(json.dumps(it).encode()) for it in (head, claims))
        r, s = decode_dss_signature(self.key.sign(said.encode(), ec.ECDSA(SHA256())))
        return f"{said}.{_encoded(r.to_bytes(ES256_BYTES) + s.to_bytes(ES256_BYTES))}"

    def _fault(self, asked: Mapping[str, str]) -> str | None:
        if asked.get("redirect_uri") != self.clients.get(asked.get("client_id", "")):
            return "This client is not registered with this address."
        right = {"response_type": "code", "code_challenge_method": "S256"}
        wrong = [name for name, it in right.items() if asked.get(name) != it]
        return f"{wrong[0]} has to be {right[wrong[0]]}." if wrong else None

    def _is_theirs(self, given: Mapping[str, Any], told: Mapping[str, str]) -> bool:
        challenge = _encoded(sha256(told.get("code_verifier", "").encode()).digest())
        return (
            told.get("redirect_uri") == given["redirect_uri"]
            and hmac.compare_digest(challenge, given["code_challenge"])
            and self.clock() < given["at"] + GOOD_FOR
        )


def _client(authorization: str) -> str | None:
    """Who showed the secret, as `client_secret_basic` says it; None when nobody did."""
    scheme, _, shown = authorization.partition(" ")
    client, _, secret = b64decode(shown if scheme == "Basic" else "").decode().partition(":")
    return unquote(client) if unquote(secret) == SECRET else None


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
