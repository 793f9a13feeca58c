"""The nouns of messaging. FHIR Communication."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.kernel.language import Language


class Kind(StrEnum):
    """What kind of contact point a message goes to."""

    SMS = "sms"
    EMAIL = "email"


class MessageStatus(StrEnum):
    """queued -> sending -> accepted by the provider | undeliverable."""

    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    UNDELIVERABLE = "undeliverable"


class RecipientKind(StrEnum):
    """Of a contact, the id is its key: what is proved by a code is where it is read, not who reads it."""

    SUBJECT = "subject"
    CONTACT = "contact"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody by id; the address is looked up when the message is sent, never stored with it."""

    kind: RecipientKind
    id: str


@dataclass(frozen=True, slots=True)
class Address:
    kind: Kind
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """`id` is the natural key of what is said: sending it twice is once. `parameters` hold nothing personal.

    One template has a secret one (`rules.PASSING`): it is gone from the record when the message is out or given up.
    """

    id: MessageId
    organisation_id: OrganisationId
    recipient: Recipient
    template: str
    language: Language
    queued_at: datetime
    parameters: Mapping[str, str] = field(default_factory=dict)
    status: MessageStatus = MessageStatus.QUEUED
    attempts: int = 0
    not_before: datetime | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A message as it reads; `subject` is used where the channel has one."""

    subject: str
    text: str
