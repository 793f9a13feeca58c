"""What is no ID token of this provider for this clinic, now, on this errand proves nothing.

The tokens are signed by another library than the one that reads them.
"""

import hmac
import json
from base64 import urlsafe_b64encode
from functools import cache

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from frontdesk.patients.errors import LoginFailed
from frontdesk.patients.gateways.id_tokens import Due, claims_of

from .builders import NOON

AT = int(NOON.timestamp())
CLAIMS = {
    "iss": "https://id.example",
    "aud": "north",
    "sub": "citizen-1",
    "nonce": "a-nonce",
    "iat": AT,
    "exp": AT + 300,
}
DUE = Due(issuer="https://id.example", client_id="north", nonce="a-nonce", assurance=(), now=NOON)


@cache
def signer(alg, name="ours"):
    """A key for the algorithm, made once."""
    options = {"kid": f"{name}-{alg}", "use": "sig"}
    return RSAKey.generate_key(2048, options) if alg == "RS256" else ECKey.generate_key("P-256", options)


def published(*keys):
    return [it.as_dict(private=False) for it in keys]


def a_token(alg="ES256", key=None, head=None, **claims):
    key = key or signer(alg)
    said = {name: it for name, it in (CLAIMS | claims).items() if it is not None}
    return jwt.encode({"alg": alg, "kid": key.kid} | (head or {}), said, key, algorithms=[alg])


def read(token, due=DUE, keys=None):
    found = published(signer("RS256"), signer("ES256")) if keys is None else keys
    return claims_of(token, keys=lambda _kid: found, due=due)


def refused(token, due=DUE, keys=None):
    """Why it was."""
    with pytest.raises(LoginFailed) as no:
        read(token, due, keys)
    return no.value.details["reason"]


def part(said):
    return urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


@pytest.mark.parametrize("alg", ["RS256", "ES256"])
def test_what_the_provider_signed_for_us_is_believed(alg):
    assert read(a_token(alg)) == CLAIMS


@pytest.mark.parametrize("alg", ["RS256", "ES256"])
def test_a_signature_of_somebody_else_is_refused(alg):
    forger = type(signer(alg)).import_key(
        signer(alg, "theirs").as_dict(private=True) | {"kid": signer(alg).kid}
    )
    assert refused(a_token(alg, forger)) == "signature"


@pytest.mark.parametrize("alg", ["RS256", "ES256"])
def test_what_was_changed_after_it_was_signed_is_refused(alg):
    head, _, signature = a_token(alg).split(".")
    assert refused(f"{head}.{part(CLAIMS | {'sub': 'citizen-2'})}.{signature}") == "signature"


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "", None, ["ES256"], "ES384", "HS256", "PS256"])
def test_a_token_does_not_choose_how_it_is_checked(alg):
    claims = part(CLAIMS)
    for signature in ("", "AAAA"):
        assert refused(f"{part({'alg': alg, 'kid': 'ours-ES256'})}.{claims}.{signature}") == "algorithm"


def test_a_public_key_is_no_secret_to_sign_with():
    """The RSA key of everybody, taken for a password: HS256 under it is what an old trick sends."""
    pem = signer("RS256").as_pem(private=False)
    for alg, why in (("HS256", "algorithm"), ("RS256", "signature")):
        said = f"{part({'alg': alg, 'kid': 'ours-RS256'})}.{part(CLAIMS)}"
        mac = urlsafe_b64encode(hmac.digest(pem, said.encode(), "sha256")).decode().rstrip("=")
        assert refused(f"{said}.{mac}") == why


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"iss": "https://evil.example"}, "iss"),
        ({"iss": "https://id.example/"}, "iss"),
        ({"aud": "south"}, "aud"),
        ({"aud": ["south"]}, "aud"),
        ({"aud": ["north", "south"]}, "aud"),
        ({"aud": ["north", "south"], "azp": "south"}, "aud"),
        ({"aud": None}, "aud"),
        ({"azp": "south"}, "azp"),
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"nonce": 7}, "nonce"),
        ({"sub": ""}, "sub"),
        ({"sub": None}, "sub"),
        ({"sub": "x" * 256}, "sub"),
        ({"exp": None}, "time"),
        ({"iat": None}, "time"),
        ({"nbf": True}, "time"),
        ({"exp": AT - 60}, "exp"),
        ({"iat": AT - 601}, "iat"),
        ({"iat": AT + 61}, "iat"),
        ({"nbf": AT + 61}, "nbf"),
    ],
)
def test_what_is_not_for_us_now_on_this_errand_is_refused(claims, why):
    assert refused(a_token(**claims)) == why


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": ["north"]},
        {"aud": ["south", "north"], "azp": "north"},
        {"exp": AT - 59},
        {"iat": AT - 600},
        {"iat": AT + 60},
        {"nbf": AT + 60},
    ],
)
def test_clocks_may_differ_by_a_minute_and_a_token_may_be_for_several(claims):
    assert read(a_token(**claims)) == CLAIMS | claims


def test_a_level_that_is_not_enough_is_refused():
    due = Due(issuer=DUE.issuer, client_id="north", nonce="a-nonce", assurance=("high", "higher"), now=NOON)
    assert read(a_token(acr="higher"), due)["acr"] == "higher"
    assert refused(a_token(acr="low"), due) == "acr"
    assert refused(a_token(), due) == "acr"


@pytest.mark.parametrize(
    "changes",
    [
        {"kid": "other"},
        {"use": "enc"},
        {"alg": "RS256"},
        {"kty": "RSA"},
    ],
)
def test_a_key_that_is_for_something_else_is_not_used(changes):
    [key] = published(signer("ES256"))
    assert refused(a_token(), keys=[key | changes]) == "key"


def test_of_two_keys_of_one_name_neither_is_used():
    assert refused(a_token(), keys=published(signer("ES256")) * 2) == "key"


@pytest.mark.parametrize("changes", [{"crv": "P-384"}, {"x": "AAAA"}, {"x": 7}, {"y": None}])
def test_a_key_that_is_none_proves_nothing(changes):
    [key] = published(signer("ES256"))
    assert refused(a_token(), keys=[key | changes]) == "signature"


@pytest.mark.filterwarnings("ignore")
def test_a_short_rsa_key_proves_nothing():
    weak = RSAKey.generate_key(1024, {"kid": "weak", "use": "sig"})
    assert refused(a_token("RS256", weak), keys=published(weak)) == "signature"


def test_what_the_head_says_is_critical_is_not_passed_over():
    assert (
        refused(f"{part({'alg': 'ES256', 'kid': 'ours-ES256', 'crit': ['b64']})}.{part(CLAIMS)}.AAAA")
        == "algorithm"
    )


@pytest.mark.parametrize(
    "token",
    ["", "a", "a.b", "a.b.c", "a.b.c.d", "\u00e9.e30.e30", "W10.e30.e30", "e30.W10.e30", "x" * 16_385],
)
def test_what_is_no_token_is_refused(token):
    assert refused(token) == "no token"
