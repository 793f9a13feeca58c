"""A provider that is away, changes its keys, or is set up wrong; and whom it does not name."""

import json

import pytest
from urllib3.exceptions import HTTPError

from frontdesk.kernel.errors import ProviderFailure, Unavailable
from frontdesk.patients.errors import LoginFailed
from frontdesk.patients.gateways.login_secret import parameter_of, secrets
from frontdesk.patients.gateways.openid import OpenIdLogIn
from local.settings import free_port
from tests.conftest import client

from .builders import NOON, NORTH, SOUTH, a_provider, an_errand
from .provider import ISSUER, Simulated

DISCOVERY, KEYS, TOKEN = "/openid-configuration", "/keys", "/token"
SAID = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}


@pytest.fixture
def gateway():
    return Simulated()


def comes_back(gateway, sub="citizen-2"):
    code = gateway.logs_in(gateway.address(a_provider(), an_errand()), sub)["code"]
    return lambda: gateway.who(a_provider(), an_errand(), code, now=NOON)


def described(**changes):
    return 200, json.dumps(SAID | changes).encode()


def test_what_it_says_of_itself_and_its_keys_are_kept_in_mind(gateway):
    for _ in range(2):
        comes_back(gateway)()
    asked = [it.rpartition("/")[2] for it in gateway.abroad.asked]
    assert sorted(asked) == ["keys", "openid-configuration", "token", "token"]


def test_a_key_that_is_new_is_asked_for_once_more(gateway):
    comes_back(gateway)()
    gateway.provider.kid = "a new one"
    assert comes_back(gateway)().name == "Berta Beispiel"
    assert sum(it.endswith(KEYS) for it in gateway.abroad.asked) == 2


def test_a_key_that_nobody_publishes_is_asked_for_once_more_and_refused(gateway):
    comes_back(gateway)()
    gateway.abroad.says[KEYS] = 200, b'{"keys": []}'
    gateway.provider.kid = "nobody's"
    with pytest.raises(LoginFailed):
        comes_back(gateway)()
    assert sum(it.endswith(KEYS) for it in gateway.abroad.asked) == 2


@pytest.mark.parametrize("answer", [HTTPError(), (500, b""), (503, b"{}"), (429, b"{}")])
@pytest.mark.parametrize("where", [DISCOVERY, KEYS, TOKEN])
def test_where_it_does_not_answer_it_may_later(gateway, where, answer):
    back = comes_back(gateway) if where != DISCOVERY else lambda: gateway.address(a_provider(), an_errand())
    gateway.abroad.says[where] = answer
    with pytest.raises(Unavailable):
        back()


def test_where_nobody_listens_it_may_later():
    issuer = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(Unavailable):
        OpenIdLogIn().address(a_provider(issuer=issuer, origins=(issuer,)), an_errand())


def test_while_it_is_away_what_is_known_goes_on(gateway, monkeypatch):
    comes_back(gateway)()
    monkeypatch.setattr(gateway._documents, "fresh_for", 0)
    gateway.abroad.says |= dict.fromkeys((DISCOVERY, KEYS), HTTPError())
    assert comes_back(gateway)().name == "Berta Beispiel"


@pytest.mark.parametrize(
    "answer",
    [
        described(issuer="https://evil.example"),
        described(authorization_endpoint="https://evil.example/authorize"),
        described(authorization_endpoint="http://id.example/authorize"),
        described(authorization_endpoint="javascript:alert(1)"),
        described(authorization_endpoint=None),
        (302, b"{}"),
        (404, b"{}"),
        (200, b"no JSON"),
        (200, b"[]"),
        (200, b"[" * 100_000),
    ],
)
def test_nobody_is_sent_where_the_clinic_did_not_agree_to(gateway, answer):
    gateway.abroad.says[DISCOVERY] = answer
    with pytest.raises(ProviderFailure):
        gateway.address(a_provider(), an_errand())


@pytest.mark.parametrize("issuer", ["http://id.example", "ftp://id.example", "id.example"])
def test_without_https_nothing_is_asked(gateway, issuer):
    with pytest.raises(ProviderFailure):
        gateway.address(a_provider(issuer=issuer, origins=(issuer,)), an_errand())
    assert gateway.abroad.asked == []


@pytest.mark.parametrize(
    "answer", [(401, b'{"error": "invalid_client"}'), (200, b"{}"), (302, b"{}"), (400, b"{}")]
)
def test_a_provider_that_does_not_know_the_clinic_is_set_up_wrong(gateway, answer):
    back = comes_back(gateway)
    gateway.abroad.says[TOKEN] = answer
    with pytest.raises(ProviderFailure):
        back()


def test_each_clinic_has_its_own_secret_and_without_one_it_is_set_up_wrong(cloud):
    secrets.clear()
    client("ssm").put_parameter(Name=parameter_of(NORTH), Value="north's", Type="SecureString")
    assert secrets.get(NORTH) == "north's"
    with pytest.raises(ProviderFailure):
        secrets.get(SOUTH)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"name": " Anna  Andersson "}, "Anna  Andersson"),
        ({"given_name": "Anna", "family_name": "Andersson"}, "Anna Andersson"),
        ({"name": "", "given_name": "Anna", "family_name": 7}, "Anna"),
    ],
)
def test_a_name_comes_whole_or_in_its_parts(gateway, monkeypatch, said, name):
    answers(gateway, monkeypatch, said | {"birthdate": "1985-03-27"})
    assert comes_back(gateway)().name == name


@pytest.mark.parametrize(
    "said",
    [
        {"name": "Anna"},
        {"name": "Anna", "birthdate": "1985"},
        {"name": "Anna", "birthdate": 7},
        {"birthdate": "1985-03-27"},
    ],
)
def test_who_is_not_named_with_a_day_of_birth_is_not_logged_in(gateway, monkeypatch, said):
    answers(gateway, monkeypatch, said)
    with pytest.raises(LoginFailed):
        comes_back(gateway)()


def answers(gateway, monkeypatch, said):
    """The provider says that of whoever logs in, and nothing else of them."""
    of = gateway.provider.claims

    def claims(who, asked):
        told = of(who, asked)
        return {name: it for name, it in told.items() if name not in {"name", "birthdate"}} | said

    monkeypatch.setattr(gateway.provider, "claims", claims)


def test_the_level_that_the_clinic_wants_is_asked_for(gateway):
    assert "acr_values=high+higher" in gateway.address(a_provider(assurance=("high", "higher")), an_errand())
    assert "acr_values" not in gateway.address(a_provider(), an_errand())
