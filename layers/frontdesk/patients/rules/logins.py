"""Who logged in, and whether a subject is the same person. Pure: same question, same answer."""

import hmac
import re
import unicodedata
from base64 import urlsafe_b64encode
from hashlib import sha256

from frontdesk.kernel.ids import ContactKey, OrganisationId
from frontdesk.patients.model import Identity, LoggedIn, Subject

TWO_NAMES = 2


def login_key(organisation_id: OrganisationId, identity: Identity, key: bytes) -> ContactKey:
    """What stands for the identity in this organisation, and says nothing of it: two clinics have two."""
    said = f"patients login\n{organisation_id}\n{identity.issuer}\n{identity.sub}"
    return ContactKey(hmac.digest(key, said.encode(), "sha256").hex())


def challenge_of(verifier: str) -> str:
    """What is told of the verifier before it is shown itself. RFC 7636, S256."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


def is_same(one: str, other: str) -> bool:
    """Whether two secrets are the same. How long it takes, tells nothing of them."""
    return hmac.compare_digest(one.encode(), other.encode())


def is_same_person(subject: Subject, who: LoggedIn) -> bool:
    """Born on the same day, and called the same.

    A form may leave out names that the register has, as most people do with their second, but has two of them.
    """
    written, known = _names(subject.name), _names(who.name)
    is_called_so = written == known or (len(written) >= TWO_NAMES and written <= known)
    return bool(written) and is_called_so and subject.birth_date == who.birth_date


def _names(name: str) -> frozenset[str]:
    """In any order: some families write theirs first."""
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold()))
