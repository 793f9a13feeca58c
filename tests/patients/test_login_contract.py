"""Whoever vouches for people does so for one errand, one clinic, and once: the fake and the gateway alike."""

from datetime import date
from urllib.parse import urlsplit

import pytest

from frontdesk.kernel.errors import Refusal
from frontdesk.patients.errors import LoginOver
from frontdesk.patients.model import Identity

from .builders import NOON, SOUTH, a_provider, an_errand
from .fakes import FakeLogIn
from .provider import ISSUER, Simulated

BERTA = Identity(issuer=ISSUER, sub="citizen-2", name="Berta Beispiel", birth_date=date(1985, 3, 27))


@pytest.fixture(params=[FakeLogIn, Simulated])
def provider(request):
    return request.param()


def code_for(provider, errand, **changes):
    """Berta logs in at the provider; the code that comes back."""
    address = provider.address(a_provider(**changes), errand)
    return provider.logs_in(address, BERTA.sub, BERTA.name, BERTA.birth_date)["code"]


def who(provider, errand, code, **changes):
    return provider.who(a_provider(**changes), errand, code, now=NOON)


def test_who_logged_in_is_told_for_the_code(provider):
    assert who(provider, an_errand(), code_for(provider, an_errand())) == BERTA


def test_the_browser_is_sent_to_the_provider_and_tells_it_no_verifier(provider):
    address = provider.address(a_provider(), an_errand())
    assert f"{urlsplit(address).scheme}://{urlsplit(address).netloc}" == ISSUER
    assert an_errand().verifier not in address


def test_a_code_is_good_once(provider):
    code = code_for(provider, an_errand())
    who(provider, an_errand(), code)
    with pytest.raises(LoginOver):
        who(provider, an_errand(), code)


@pytest.mark.parametrize("other", ["verifier", "nonce"])
def test_a_code_of_another_errand_opens_nothing(provider, other):
    code = code_for(provider, an_errand(**{other: "8" * 64}))
    with pytest.raises(Refusal):
        who(provider, an_errand(), code)


@pytest.mark.requirement("N7")
def test_a_code_of_another_clinic_opens_nothing(provider):
    code = code_for(provider, an_errand(), organisation_id=SOUTH, client_id="south")
    with pytest.raises(LoginOver):
        who(provider, an_errand(), code)


def test_a_made_up_code_opens_nothing(provider):
    with pytest.raises(LoginOver):
        who(provider, an_errand(), "made-up")
