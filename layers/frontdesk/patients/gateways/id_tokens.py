"""ID tokens: who signed what is said, and whether it is said to us, now, on this errand. OpenID Connect Core 3.1.3.7.

Two algorithms are known, each with its kind of key: a token cannot choose another, such as none, or HS256 under a key
that everybody knows. What does not fit is LoginFailed, with a reason that holds nothing of the token.
"""

import hmac
import json
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from frontdesk.patients.errors import LoginFailed

LONGEST = 16_384
RSA_BITS = 2048
ES256_BYTES = 32
SKEW_S, YOUNG_S = 60, 600
SUB_AT_MOST = 255
"""What OpenID Connect allows."""

Said = Mapping[str, Any]
Keys = Callable[[str | None], Iterable[Said]]
"""The provider's keys (JWK), of which one of this id should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a token has to say to be for us."""

    issuer: str
    client_id: str
    nonce: str
    assurance: tuple[str, ...]
    now: datetime


def claims_of(token: str, *, keys: Keys, due: Due) -> Said:
    """What a token says of whom, once its signature and all that is due are checked. LoginFailed."""
    head, claims, signed, signature = _parts(token)
    if str(head.get("alg")) not in _VERIFIERS or "crit" in head:
        raise LoginFailed(reason="algorithm")
    key = _key(head, keys)
    try:
        _VERIFIERS[head["alg"]](key, signed, signature)
    except (InvalidSignature, ValueError, KeyError, TypeError) as bad:
        raise LoginFailed(reason="signature") from bad
    if fault := _fault(claims, due):
        raise LoginFailed(reason=fault)
    return claims


def _parts(token: str) -> tuple[Said, Said, bytes, bytes]:
    if len(token) > LONGEST:
        raise LoginFailed(reason="no token")
    try:
        head, claims, signature = token.split(".")
        said = _object(head), _object(claims)
        return *said, f"{head}.{claims}".encode("ascii"), _decoded(signature)
    except (ValueError, RecursionError) as bad:
        raise LoginFailed(reason="no token") from bad


def _object(part: str) -> Said:
    said = json.loads(_decoded(part))
    if not isinstance(said, dict):
        raise ValueError  # noqa: TRY004  (what came is wrong, not what was called)
    return said


def _decoded(part: str) -> bytes:
    return b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)


def _key(head: Said, keys: Keys) -> Said:
    """The one key of the token's id that is for its algorithm, and for signing."""
    alg, kid = head["alg"], head.get("kid")
    found = [
        it
        for it in keys(kid)
        if (it.get("kid"), it.get("kty")) == (kid, _KINDS[alg])
        and it.get("use", "sig") == "sig"
        and it.get("alg", alg) == alg
    ]
    if len(found) != 1:
        raise LoginFailed(reason="key")
    return found[0]


def _check_rs256(key: Said, signed: bytes, signature: bytes) -> None:
    modulus = _number(key["n"])
    if modulus.bit_length() < RSA_BITS:
        raise ValueError
    public = rsa.RSAPublicNumbers(_number(key["e"]), modulus).public_key()
    public.verify(signature, signed, padding.PKCS1v15(), SHA256())


def _check_es256(key: Said, signed: bytes, signature: bytes) -> None:
    if key.get("crv") != "P-256" or len(signature) != 2 * ES256_BYTES:
        raise ValueError
    public = ec.EllipticCurvePublicNumbers(_number(key["x"]), _number(key["y"]), ec.SECP256R1()).public_key()
    r, s = (int.from_bytes(it) for it in (signature[:ES256_BYTES], signature[ES256_BYTES:]))
    public.verify(encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))


_VERIFIERS = {"RS256": _check_rs256, "ES256": _check_es256}
_KINDS = {"RS256": "RSA", "ES256": "EC"}


def _number(written: str) -> int:
    return int.from_bytes(_decoded(written))


def _fault(claims: Said, due: Due) -> str | None:
    """What of the claims is not as it is due, None when all is."""
    audience = claims.get("aud")
    ours = audience in (due.client_id, [due.client_id])
    for_several = isinstance(audience, list) and due.client_id in audience
    sub, nonce = claims.get("sub"), claims.get("nonce")
    checks = {
        "iss": claims.get("iss") == due.issuer,
        "aud": ours or (for_several and claims.get("azp") == due.client_id),
        "azp": claims.get("azp", due.client_id) == due.client_id,
        "nonce": isinstance(nonce, str) and hmac.compare_digest(nonce.encode(), due.nonce.encode()),
        "acr": not due.assurance or claims.get("acr") in due.assurance,
        "sub": isinstance(sub, str) and 0 < len(sub) <= SUB_AT_MOST,
    }
    wrong = next((name for name, is_right in checks.items() if not is_right), None)
    return wrong or _fault_of_time(claims, due.now.timestamp())


def _fault_of_time(claims: Said, now: float) -> str | None:
    times = {"nbf": 0} | {name: claims[name] for name in ("exp", "iat", "nbf") if name in claims}
    if times.keys() != {"exp", "iat", "nbf"} or not all(type(it) in (int, float) for it in times.values()):
        return "time"
    checks = {
        "exp": now < times["exp"] + SKEW_S,
        "iat": times["iat"] - SKEW_S <= now <= times["iat"] + YOUNG_S,
        "nbf": times["nbf"] - SKEW_S <= now,
    }
    return next((name for name, is_right in checks.items() if not is_right), None)
