"""Somebody wants to log in: where they are sent, and what their browser keeps until they are back."""

from frontdesk.kernel.ids import random_id
from frontdesk.patients.model import Errand, Provider
from frontdesk.patients.ports import PatientsPorts


def begin_login(provider: Provider, *, back: str, ports: PatientsPorts) -> tuple[str, Errand]:
    """The provider's address, and the errand: new secrets for each, so that one answer is good for one browser, once.

    Nothing is stored. Unavailable and ProviderFailure as the port says.
    """
    errand = Errand(state=random_id(), nonce=random_id(), verifier=random_id() + random_id(), back=back)
    return ports.log_in().address(provider, errand), errand
