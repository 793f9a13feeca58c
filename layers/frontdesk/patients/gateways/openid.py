"""Log-in by OpenID Connect: authorization code with PKCE, the client known by its secret (`client_secret_basic`).

Whom the clinic asks is in its catalogue; where that one answers, it says itself (Discovery 1.0), over https alone.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from frontdesk.kernel.errors import ProviderFailure, Unavailable
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.memory import Memory
from frontdesk.patients.errors import LoginFailed, LoginOver
from frontdesk.patients.gateways.id_tokens import Due, Said, claims_of
from frontdesk.patients.gateways.login_secret import secrets
from frontdesk.patients.model import Errand, Identity, Provider
from frontdesk.patients.rules.logins import challenge_of

CONNECT_S, READ_S = 1, 3
FRESH_FOR_S = 3600
LARGEST = 262_144
FORM = "application/x-www-form-urlencoded"
HERE = ("127.0.0.1", "localhost")
"""Where the local run's provider is, and nobody could listen in between: there alone it may be http."""


class OpenIdLogIn:
    """`LogIn` by OpenID Connect. What providers say of themselves, and their keys, is kept in mind for an hour."""

    def __init__(self, secret_of: Callable[[OrganisationId], str] = secrets.get) -> None:
        self._secret_of = secret_of
        timeout = Timeout(connect=CONNECT_S, read=READ_S)
        self._http = PoolManager(timeout=timeout, retries=False, maxsize=2)
        self._documents: Memory[str, Said] = Memory(self._document, FRESH_FOR_S)

    def address(self, provider: Provider, errand: Errand) -> str:
        page = self._endpoint(provider, "authorization_endpoint")
        there = urlsplit(page)
        if f"{there.scheme}://{there.netloc}" not in provider.origins:
            raise _set_up_wrong("authorization_endpoint is at another origin")
        asked = {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": errand.back,
            "scope": provider.scope,
            "state": errand.state,
            "nonce": errand.nonce,
            "code_challenge": challenge_of(errand.verifier),
            "code_challenge_method": "S256",
        }
        if provider.assurance:
            asked["acr_values"] = " ".join(provider.assurance)
        return f"{page}{'&' if there.query else '?'}{urlencode(asked)}"

    def who(self, provider: Provider, errand: Errand, code: str, *, now: datetime) -> Identity:
        token = self._exchanged(provider, errand, code)
        due = Due(
            issuer=provider.issuer,
            client_id=provider.client_id,
            nonce=errand.nonce,
            assurance=provider.assurance,
            now=now,
        )
        said = claims_of(token, keys=lambda kid: self._keys(provider, kid), due=due)
        return _identity(said)

    def _exchanged(self, provider: Provider, errand: Errand, code: str) -> str:
        """The ID token that the provider gives for the code."""
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": errand.back,
            "code_verifier": errand.verifier,
        }
        known_by = ":".join(
            quote(it, safe="") for it in (provider.client_id, self._secret_of(provider.organisation_id))
        )
        headers = {"Authorization": f"Basic {b64encode(known_by.encode()).decode()}", "Content-Type": FORM}
        address = self._endpoint(provider, "token_endpoint")
        try:
            status, said = self._asked("POST", address, headers=headers, body=urlencode(fields))
        except HTTPError as error:
            raise Unavailable from error
        if status == HTTPStatus.BAD_REQUEST and said.get("error") == "invalid_grant":
            raise LoginOver
        token = said.get("id_token")
        if status != HTTPStatus.OK or not isinstance(token, str):
            raise _set_up_wrong(f"token endpoint: {status}")
        return token

    def _endpoint(self, provider: Provider, name: str) -> str:
        """An address that the provider says it has."""
        known = self._known(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
        if known.get("issuer") != provider.issuer:
            raise _set_up_wrong("another issuer")
        return _checked(known.get(name))

    def _keys(self, provider: Provider, kid: str | None) -> Iterable[Said]:
        """The provider's keys; asked for once more where none has that id, because keys are changed now and then."""
        address = self._endpoint(provider, "jwks_uri")
        found = _listed(self._known(address))
        if kid not in [it.get("kid") for it in found]:
            self._documents.forget(address)
            found = _listed(self._known(address))
        return found

    def _known(self, address: str) -> Said:
        try:
            return self._documents.get(address)
        except HTTPError as error:
            raise Unavailable from error

    def _document(self, address: str) -> Said:
        status, said = self._asked("GET", _checked(address))
        if status != HTTPStatus.OK:
            raise _set_up_wrong(f"discovery: {status}")
        return said

    def _asked(self, method: str, address: str, **more: Any) -> tuple[int, Said]:  # noqa: ANN401
        """Status and JSON of an answer. HTTPError where none came, or one that says to try again later."""
        answer = self._http.request(method, address, redirect=False, preload_content=False, **more)
        try:
            content = answer.read(LARGEST)
        finally:
            answer.release_conn()
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            raise HTTPError(answer.status)
        return answer.status, _json(content)


def _json(content: bytes) -> Said:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _listed(said: Said) -> list[Mapping[str, Any]]:
    keys = said.get("keys")
    return [it for it in keys if isinstance(it, dict)] if isinstance(keys, list) else []


def _checked(address: object) -> str:
    there = urlsplit(address) if isinstance(address, str) else None
    if there is None or not (there.scheme == "https" or (there.scheme == "http" and there.hostname in HERE)):
        raise _set_up_wrong("an address without https")
    return there.geturl()


def _set_up_wrong(reason: str) -> ProviderFailure:
    return ProviderFailure(provider="login", retryable=False, reason=reason)


def _identity(said: Said) -> Identity:
    """LoginFailed where the provider does not say who it is: the clinic has to agree with it what it tells."""
    names = said.get("name"), said.get("given_name"), said.get("family_name")
    whole, *parts = (it.strip() if isinstance(it, str) else "" for it in names)
    try:
        born = date.fromisoformat(said["birthdate"])
    except (KeyError, TypeError, ValueError) as bad:
        raise LoginFailed(reason="birthdate") from bad
    name = whole or " ".join(parts).strip()
    if not name:
        raise LoginFailed(reason="name")
    return Identity(issuer=said["iss"], sub=said["sub"], name=name, birth_date=born)
