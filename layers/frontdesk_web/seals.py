"""What people carry: sealed tokens, and tickets that open the page of a record. Nothing of it is kept here.

token  = <key id> . base64url(<nonce> <{"until": instant, "said": {...}} as JSON, AES-GCM under the purpose>)
choice = 72 bits of HMAC-SHA256 of a token and an answer, base64url: what a button carries beside the token
ticket = <record id, 32 characters> <128 bits of HMAC-SHA256 under the ring's last key, base64url>
"""

import hmac
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from frontdesk.kernel.errors import NotAllowed, NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk_web.keyring import Keyring

NONCE_BYTES = 12
ID_LENGTH = 32
MAC_BYTES = 16
CHOICE_BYTES = 9


@dataclass(frozen=True, slots=True)
class Opened:
    """What a good token says. An expired one is still readable: what was typed must not be lost."""

    said: Mapping[str, Any]
    expired: bool


def seal(said: Mapping[str, Any], *, purpose: str, until: datetime, keyring: Keyring) -> str:
    """A token that only we can read, for one purpose (no token passes for another kind)."""
    key_id, key = list(keyring.items())[-1]
    nonce = os.urandom(NONCE_BYTES)
    plain = json.dumps({"until": until.isoformat(), "said": said}, separators=(",", ":")).encode()
    raw = nonce + AESGCM(key).encrypt(nonce, plain, purpose.encode())
    return f"{key_id}.{_encoded(raw)}"


def unseal(token: str, *, purpose: str, keyring: Keyring, now: datetime) -> Opened:
    """What the token says; NotAllowed when we did not seal it for this purpose."""
    key_id, _, sealed = token.partition(".")
    try:
        raw = _decoded(sealed)
        plain = AESGCM(keyring[key_id]).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode())
    except (KeyError, ValueError, InvalidTag) as bad:
        raise NotAllowed from bad
    opened = json.loads(plain)
    return Opened(opened["said"], expired=now >= datetime.fromisoformat(opened["until"]))


def choice(token: str, value: str, *, keyring: Keyring) -> str:
    """What stands in an address for an answer given on the page of the token: nobody else can tell which one it is."""
    key = keyring[token.partition(".")[0]]
    digest = hmac.digest(key, f"choice {token} {value}".encode(), "sha256")[:CHOICE_BYTES]
    return urlsafe_b64encode(digest).decode()


def ticket(organisation_id: OrganisationId, record_id: str, *, of: str = "request", keyring: Keyring) -> str:
    """The last part of the address of a patient's page: good for this record (`of` is its kind) and no other."""
    *_, key = keyring.values()
    return record_id + _mac(of, organisation_id, record_id, key)


def admitted(organisation_id: OrganisationId, ticket: str, *, of: str = "request", keyring: Keyring) -> str:
    """The id of the record a ticket is for; NotFound for any ticket that no key of the ring made."""
    record_id, shown = ticket[:ID_LENGTH], ticket[ID_LENGTH:].encode()
    for key in keyring.values():
        if hmac.compare_digest(_mac(of, organisation_id, record_id, key).encode(), shown):
            return record_id
    raise NotFound


def _mac(of: str, organisation_id: OrganisationId, record_id: str, key: bytes) -> str:
    digest = hmac.digest(key, f"{of} {organisation_id} {record_id}".encode(), "sha256")[:MAC_BYTES]
    return _encoded(digest)


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    """The bytes that are written so and not otherwise: Python skips what is no base64, and bits at the end."""
    raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _encoded(raw) != text:
        raise ValueError(text)
    return raw
