"""What stands for a contact point, and what a one-time code is. Pure: same question, same answer.

All that is told apart here is an HMAC-SHA256 under a key of the clinic's: numbers and codes are few enough to try them
all against a hash that anybody can compute.
"""

import hmac
import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from frontdesk.kernel.ids import ContactKey, MessageId, OrganisationId
from frontdesk.patients.model import Code, ContactKind, ContactPoint, Subject

DIGITS = 6
TRIES = 5
VALID_FOR = timedelta(minutes=10)
CODES_AT_ONCE, AT_ONCE = 3, timedelta(minutes=10)
CODES_A_DAY, A_DAY = 10, timedelta(days=1)
CLINICS_CODES_AN_HOUR, CLINICS_CODES_A_DAY = 200, 1000
"""Of each kind, to all contacts together. Every text message is paid for, and whoever asks for codes may be anybody."""
EMAIL_AT_MOST = 254

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")

Keys = Sequence[bytes]
"""The clinic's keys: each one reads, the last one writes."""


def contact_at(written: str, *, phone: str | None) -> ContactPoint | None:
    """What somebody wrote of where they are reached; `phone` is its E.164, where it is a number. None if neither."""
    email = written.strip().lower()
    if is_email(email):
        return ContactPoint(ContactKind.EMAIL, email)
    return ContactPoint(ContactKind.SMS, phone) if phone else None


def is_email(written: str) -> bool:
    """Whether it looks like an address: whether it is one, only a message to it can tell."""
    return len(written) <= EMAIL_AT_MOST and _EMAIL.fullmatch(written) is not None


def contacts_of(subject: Subject) -> tuple[ContactPoint, ...]:
    """Where the subject is reached, as they said."""
    said = (
        contact_at("", phone=subject.phone),
        contact_at(subject.email or "", phone=None),
    )
    return tuple(it for it in said if it)


def contact_key(organisation_id: OrganisationId, contact: ContactPoint, key: bytes) -> ContactKey:
    """What stands for the contact point in this organisation, and says nothing of it: two clinics have two."""
    return ContactKey(_mac(key, "contact", organisation_id, contact.kind.value, contact.to).hex())


def contact_keys(
    organisation_id: OrganisationId, contact: ContactPoint, keys: Keys
) -> tuple[ContactKey, ...]:
    """The same under each key of the ring, the newest last."""
    return tuple(contact_key(organisation_id, contact, it) for it in keys)


def digits_of(code: Code, key: bytes) -> str:
    """The six digits: nobody foresees them, and whoever has the key makes the same ones again for the same code.

    So that they need not be kept for a form that is sent again because its answer was lost.
    """
    drawn = int.from_bytes(_mac(key, "code", *_asked(code)))
    return f"{drawn % 10**DIGITS:0{DIGITS}}"


def reference_of(code: Code, key: bytes) -> MessageId:
    """The natural key of the message that tells the code: it is an id, and no part of the digits."""
    return MessageId(_mac(key, "code message", *_asked(code)).hex()[:32])


def digest(organisation_id: OrganisationId, contact_key: ContactKey, digits: str, key: bytes) -> str:
    """What is kept of the digits."""
    return _mac(key, "code digest", organisation_id, contact_key, digits).hex()


def is_it(code: Code, typed: str, keys: Collection[bytes]) -> bool:
    """Whether these are the code's digits. How long it takes, tells nothing of them."""
    digits = plain_digits(typed)
    made = [digest(code.organisation_id, code.contact_key, digits, key) for key in keys]
    return True in [hmac.compare_digest(code.digest, it) for it in made]


def plain_digits(typed: str) -> str:
    """The digits among what was typed, in any script: a code may be written in two groups, or fullwidth."""
    return "".join(str(int(it)) for it in typed if it.isdecimal())


def _asked(code: Code) -> tuple[str, ...]:
    return code.organisation_id, code.contact_key, code.form_id, _instant(code.sent_at)


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def _mac(key: bytes, what: str, *of: str) -> bytes:
    return hmac.digest(key, "\n".join((f"patients {what}", *of)).encode(), "sha256")
