"""The nouns of messaging. FHIR Communication."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.kernel.language import Language


class Kind(StrEnum):
    """What kind of contact point a message goes to; a letter goes to a list that is printed."""

    SMS = "sms"
    EMAIL = "email"
    VOICE = "voice"
    POST = "post"


class Purpose(StrEnum):
    """What a message is for: somebody may want one and not another.

    `SERVICE` answers what they did themselves: a receipt, an answer, a code.
    """

    SERVICE = "service"
    APPOINTMENT = "appointment"
    RECALL = "recall"
    SURVEY = "survey"
    STAFF = "staff"


class MessageStatus(StrEnum):
    """queued -> sending -> accepted by the provider -> delivered | failed; or undeliverable | withdrawn | uncertain.

    Accepted is not delivered: that is said by the provider's receipt. Withdrawn: its cause is gone. Uncertain: no
    answer came from a provider that would send it twice.
    """

    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNDELIVERABLE = "undeliverable"
    WITHDRAWN = "withdrawn"
    UNCERTAIN = "uncertain"


class Reason(StrEnum):
    """Why a message is where it is, as far as its state does not say so."""

    NONE = ""
    NO_CONTACT = "no_contact"
    OPTED_OUT = "opted_out"
    SUPPRESSED = "suppressed"
    CAPPED = "capped"
    BROKEN_TEMPLATE = "broken_template"
    NO_CHANNEL = "no_channel"
    REFUSED = "refused"
    BUSY = "busy"
    AWAY = "away"
    QUIET = "quiet"
    OVER = "over"
    CAUSE_GONE = "cause_gone"
    NO_ANSWER = "no_answer"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    BROKEN = "broken"


class RecipientKind(StrEnum):
    """Of a contact, the id is its key: what is proved by a code is where it is read, not who reads it.

    Of a thread it is that of the contact it is held with.
    """

    SUBJECT = "subject"
    CONTACT = "contact"
    THREAD = "thread"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody by id; the address is looked up when the message is sent, never stored with it."""

    kind: RecipientKind
    id: str


@dataclass(frozen=True, slots=True)
class Address:
    kind: Kind
    to: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """`id` is the natural key of what is said: sending it twice is once. `parameters` hold nothing personal.

    One template has a secret one (`rules.PASSING`): it is gone from the record when the message is out or given up.

    `cause` names what is asked before it is sent ("appointments"), and `members` what of that kind it is about: an
    area above messaging says then whether it still stands, and what is to be said of it. `kinds` is the order in which
    kinds of contact are tried, none for the clinic's own; `tried` are those given up on. `answered` counts the attempts
    whose outcome is known, `failures` those at which the provider failed. `due_at` is when it is to be sent, at once
    where it does not say. `listed_under` is whose list it stands in, where that is not the recipient.
    """

    id: MessageId
    organisation_id: OrganisationId
    recipient: Recipient
    template: str
    language: Language
    queued_at: datetime
    purpose: Purpose = Purpose.SERVICE
    parameters: Mapping[str, str] = field(default_factory=dict)
    cause: str = ""
    members: frozenset[str] = frozenset()
    kinds: tuple[Kind, ...] = ()
    tried: frozenset[Kind] = frozenset()
    listed_under: str = ""
    status: MessageStatus = MessageStatus.QUEUED
    reason: Reason = Reason.NONE
    kind: Kind | None = None
    provider_id: str = ""
    attempts: int = 0
    answered: int = 0
    failures: int = 0
    due_at: datetime | None = None
    not_before: datetime | None = None

    @property
    def is_unanswered(self) -> bool:
        """Whether an attempt before this one has no known outcome: whoever made it came to an end within it."""
        return self.attempts - 1 > self.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an attempt. `until`: when it is tried again, where it is to be.

    `found_by` names the channel whose receipts know a message by the provider's own id alone.
    """

    status: MessageStatus
    reason: Reason = Reason.NONE
    kind: Kind | None = None
    provider_id: str = ""
    found_by: str = ""
    tried: frozenset[Kind] = frozenset()
    failures: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A message whose time has come, by its key; `kind` is the first it names to go by, None where it names none."""

    organisation_id: OrganisationId
    message_id: MessageId
    kind: Kind | None = None
    purpose: Purpose = Purpose.SERVICE


@dataclass(frozen=True, slots=True)
class Go:
    """The cause stands: the message is to be sent, with these parameters beside its own. Never stored."""

    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Later:
    """The cause stands, but its time has not come."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Gone:
    """The cause is gone: nothing is sent."""


Standing = Go | Later | Gone


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a message may go to an address: not at all for a reason, not before an instant, or now."""

    reason: Reason = Reason.NONE
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A message as it reads; `subject` is used where the channel has one."""

    subject: str
    text: str
