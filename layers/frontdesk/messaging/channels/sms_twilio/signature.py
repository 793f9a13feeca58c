"""X-Twilio-Signature: HMAC-SHA1 over the address and what was posted. https://www.twilio.com/docs/usage/security

It has no time in it: what is sent again says the same again, and changes nothing.
"""

import hmac
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha1, sha256
from urllib.parse import parse_qs, parse_qsl, urlsplit

from frontdesk.messaging.model.traffic import Posted
from frontdesk.messaging.rules.signing import alike

SIGNATURE = "x-twilio-signature"
OF_THE_BODY = "bodySHA256"
PORTS = {"https": 443, "http": 80}
JSON = "application/json"


def is_twilios(posted: Posted, address: str, *, tokens: Sequence[str]) -> bool:
    """Whether it came from somebody with one of the tokens; `address` is the door's, without a query.

    Whether a port stood in the address that was signed, Twilio does not always say the same.
    """
    said = posted.headers.get(SIGNATURE, "")
    whole = f"{address}?{posted.query}" if posted.query else address
    form = _form(posted)
    if form is None:
        return False
    signed = [it + form for it in addresses(whole)]
    return any(alike(said, _digest(token, it)) for token in tokens for it in signed)


def addresses(address: str) -> Iterator[str]:
    """The address with a port and without one."""
    there = urlsplit(address)
    host = there.hostname or ""
    yield there._replace(netloc=host).geturl()
    yield there._replace(netloc=f"{host}:{there.port or PORTS[there.scheme]}").geturl()


def written(form: Mapping[str, Sequence[str]]) -> str:
    """The fields as they are signed: by name, each value of a name once."""
    return "".join(name + value for name in sorted(form) for value in sorted(set(form[name])))


def _form(posted: Posted) -> str | None:
    """What of the body is signed with the address; None for one that is not what the address says it is."""
    due = dict(parse_qsl(posted.query)).get(OF_THE_BODY)
    if due is not None:
        return "" if alike(sha256(posted.body).hexdigest(), due.lower()) else None
    if posted.headers.get("content-type", "").startswith(JSON):
        return None
    try:
        return written(parse_qs(posted.body.decode(), keep_blank_values=True))
    except ValueError:
        return None


def _digest(token: str, signed: str) -> str:
    # What Twilio signs with; for an HMAC it is strong enough.
    return b64encode(hmac.new(token.encode(), signed.encode("utf-8", "replace"), sha1).digest()).decode()
