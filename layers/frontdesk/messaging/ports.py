"""What messaging needs from the outside, in messaging's own words."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import ContactKey, MessageId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import (
    Address,
    Due,
    Kind,
    Message,
    Outcome,
    Recipient,
    Standing,
    Verdict,
    Wording,
)
from frontdesk.messaging.model.threads import Line, LineId, Thread
from frontdesk.patients.model import Subject


class Outbox(Protocol):
    def add(self, message: Message, *facts: Event) -> None:
        """Store the message and its facts in one write; one of the same id that is there stays as it is."""

    def join(self, message: Message, member: str) -> bool:
        """Make `member` one of those the message is about; the message is made where there is none of its id.

        It is due at the earlier of both times. False, and nothing written, when it is being sent or out, without them.
        """

    def leave(self, organisation_id: OrganisationId, message_id: MessageId, member: str) -> None:
        """The message is about `member` no more, unless it is out; nothing happens where it never was."""

    def claim(
        self, organisation_id: OrganisationId, message_id: MessageId, *, now: datetime, for_: timedelta
    ) -> Message | None:
        """The message, this caller's alone to send until `now + for_`; None when somebody has it, or it is out.

        NotFound when this organisation has none of that id.
        """

    def close(self, message: Message, outcome: Outcome, *facts: Event) -> None:
        """End a claimed message, with what was secret in it; a claim that was lost in the meantime changes nothing.

        Neither does one whose receipt came before.
        """

    def put_back(self, message: Message, outcome: Outcome) -> None:
        """Give a claimed message back, not to be tried again before `outcome.until`."""

    def set_aside(self, due: Due, *, after: int) -> None:
        """Give up, as broken, a message that was claimed so many times; one of fewer attempts is left to its claim."""

    def due(self, shard: int, *, before: datetime, most: int) -> Sequence[Due]:
        """At most so many messages of a shard, of any organisation, that may be tried at `before`, the oldest first."""

    def of_recipient(
        self, organisation_id: OrganisationId, listed_under: str, *, most: int, before: datetime | None = None
    ) -> Sequence[Message]:
        """What was or will be told somebody, the newest first; `listed_under` is a subject's id, or a contact key.

        With `before`, only what was due by then.
        """


class Channel(Protocol):
    """A provider. One folder in channels/ each."""

    @property
    def knows_references(self) -> bool:
        """Whether handing a message over twice under one reference is once."""

    def send(self, message: Message, address: Address, wording: Wording) -> str:
        """Hand the message over: the provider's own id of it, empty where it has none.

        `<organisation>/<id>` is the reference. ProviderFailure, retryable or not, with `retry_after` where it is busy.
        """


@dataclass(frozen=True, slots=True)
class MessagingPorts:
    """`address_of`: where a recipient is reached by a kind of contact, None if not so.

    `kinds`: in which order kinds are tried for a message that does not say so itself; `channel_for`: the provider for a
    kind; `verdict`: whether a message may go to an address now; `words`: how it reads there. `standing`: whether its
    cause still stands. `clinic_name` is the name messages are signed with.
    """

    outbox: Outbox
    address_of: Callable[[OrganisationId, Recipient, Kind], Address | None]
    kinds: Callable[[Message], Sequence[Kind]]
    channel_for: Callable[[OrganisationId, Kind], Channel]
    verdict: Callable[[Message, Address, datetime], Verdict]
    standing: Callable[[Message], Standing]
    clinic_name: Callable[[OrganisationId], str]
    organisations: Callable[[], Iterable[OrganisationId]]
    clock: Clock


class Threads(Protocol):
    """What is said with a contact point. A line is stored once under its id, in the thread of its contact."""

    def first_said(self, line: Line) -> Line:
        """The line as of when one of its id was said first, which it is from now on: a provider may not tell when."""

    def add(self, line: Line, *facts: Event) -> Line:
        """Store the line and its facts in one write; one of its id that is there stays as it is. As it is stored.

        It must have been `first_said`.
        """

    def get(self, organisation_id: OrganisationId, contact_key: ContactKey, line_id: LineId) -> Line:
        """Raise NotFound when that thread of this organisation has no such line."""

    def decide(self, line: Line, decided: str) -> str:
        """Write down what a reply is taken to mean, unless that was done; what stands."""

    def head(self, organisation_id: OrganisationId, contact_key: ContactKey) -> Thread | None:
        """The conversation itself; None where nothing was ever said."""

    def open(self, thread: Thread) -> None:
        """Store the conversation as it is with `last_at`; one in which something was said then, or later, stays."""

    def settle(
        self, organisation_id: OrganisationId, contact_key: ContactKey, *, seen: datetime, at: datetime
    ) -> bool:
        """It waits for nobody any more, as of `at`. False when something was said in it after what was `seen`."""

    def settle_answered(self, reply: Line) -> bool:
        """It waits for nobody any more, where nothing but this reply made it wait: an older one may be unread."""

    def lines(self, organisation_id: OrganisationId, contact_key: ContactKey, *, most: int) -> Sequence[Line]:
        """The newest so many of each side, in order."""

    def conversations(self, organisation_id: OrganisationId, *, waiting: bool, most: int) -> Sequence[Thread]:
        """Those that wait for staff, or those that do not, the newest first."""


@dataclass(frozen=True, slots=True)
class ThreadPorts:
    """`key_of`: what stands for an address of a kind; `people` behind it, the newest first.

    `reached`: a subject, and their addresses by what stands for each; `named`: subjects by id. `language`: what a
    clinic writes in to whom it does not know. `opt`: whether messages are wanted at an address. `record`: the trail.
    """

    threads: Threads
    outbox: Outbox
    queue: Callable[[Message], None]
    key_of: Callable[[OrganisationId, Kind, str], ContactKey]
    people: Callable[[OrganisationId, ContactKey], Sequence[Subject]]
    reached: Callable[[OrganisationId, SubjectId], tuple[Subject, Mapping[ContactKey, Address]]]
    named: Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Subject]]
    language: Callable[[OrganisationId], Language]
    opt: Callable[[OrganisationId, Kind, str, bool], None]
    record: Callable[[AuditEntry], None]
    clock: Clock
