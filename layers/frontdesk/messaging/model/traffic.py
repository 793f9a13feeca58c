"""What comes back from providers: receipts for what they took, and what people write to the clinic's number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.model import Kind, MessageStatus, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What somebody sent to the door of a channel, as it came: nothing of it is believed yet.

    `headers` by their name in small letters, `query` as it stands in the address, `body` the raw bytes.
    """

    organisation_id: OrganisationId
    channel: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    query: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A provider says what became of a message, known by our reference (`message_id`) or by the provider's own id.

    `organisation_id` is none where it comes from the account's bus, which knows no clinics: then it is found with the
    message. `kind` is the kind of contact that it is about: a message that has gone on to the next one hears no more
    of the one before.
    """

    organisation_id: OrganisationId | None
    channel: str
    kind: Kind
    event_id: str
    status: MessageStatus
    at: datetime
    message_id: MessageId | None = None
    provider_id: str = ""
    reason: Reason = Reason.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Somebody wrote to the clinic. `id` is the provider's own of it, so that it is one however often it comes.

    `from_` is E.164 or an e-mail address; `answers` the provider's id of the message it answers, where it says so.
    """

    organisation_id: OrganisationId
    id: str
    channel: str
    kind: Kind
    from_: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime
    answers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """A provider says that an address takes nothing from the clinic: it is not there, or its owner complained."""

    organisation_id: OrganisationId
    kind: Kind
    address: str = field(repr=False)
    reason: Reason


Happening = Receipt | Reply | Suppression


@dataclass(frozen=True, slots=True, kw_only=True)
class Early:
    """A receipt that came before its message was known by the provider's id, and when it is looked for again."""

    receipt: Receipt
    since: datetime
    tries: int
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message on the list of what is to be printed, ready to be put into an envelope: words gone once it is."""

    organisation_id: OrganisationId
    message_id: MessageId
    listed_at: datetime
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    printed_at: datetime | None = None
