"""What messaging needs from the outside, in messaging's own words."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.model import (
    Address,
    Due,
    Kind,
    Message,
    MessageStatus,
    Outcome,
    Reason,
    Recipient,
    Standing,
    Verdict,
    Wording,
)
from frontdesk.messaging.model.traffic import (
    Early,
    Happening,
    Letter,
    Posted,
    Receipt,
    Reply,
)
from frontdesk.messaging.rules.answers import Answer
from frontdesk.messaging.rules.sharing import Part


class Outbox(Protocol):
    def add(self, message: Message, *facts: Event) -> None:
        """Store the message and its facts in one write; one of the same id that is there stays as it is."""

    def join(self, message: Message, member: str) -> bool:
        """Make `member` one of those the message is about; the message is made where there is none of its id.

        It is due at the earlier of both times. False, and nothing written, when it is being sent or out, without them.
        """

    def leave(self, organisation_id: OrganisationId, message_id: MessageId, member: str) -> None:
        """The message is about `member` no more, unless it is out; nothing happens where it never was."""

    def members(
        self, organisation_id: OrganisationId, message_ids: Collection[MessageId]
    ) -> Mapping[MessageId, frozenset[str]]:
        """What those of these messages that exist are about, out or not: no members where it is nothing to ask for."""

    def states(
        self, organisation_id: OrganisationId, message_ids: Collection[MessageId]
    ) -> Mapping[MessageId, MessageStatus]:
        """How those of these messages stand that are still kept."""

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

    def set_aside(self, due: Due, outcome: Outcome, *, after: int, fact: Callable[[Message], Event]) -> None:
        """Give up, with that outcome, a message that was claimed so many times in a row without one.

        One of fewer attempts is left to its claim, and so is one that is out in the meantime.
        """

    def due(self, shard: int, *, before: datetime) -> Iterator[Due]:
        """The messages of a shard, of any organisation, that may be tried at `before`, the oldest first.

        They are read as they are asked for. What was sent, claimed or put back meanwhile may still be among them.
        """

    def waiting(self, shard: int, *, before: datetime, most: int) -> int:
        """How many there are of these; none is counted beyond `most`."""

    def of_recipient(
        self, organisation_id: OrganisationId, listed_under: str, *, most: int, before: datetime | None = None
    ) -> Sequence[Message]:
        """What was or will be told somebody, the newest first; `listed_under` is a subject's id, or a contact key.

        With `before`, only what was due by then.
        """


class Receipts(Protocol):
    """What providers say of messages that are with them."""

    def message(self, organisation_id: OrganisationId, message_id: MessageId) -> Message | None:
        """The message as it is stored now; None when this organisation has none of that id."""

    def found_by(self, channel: str, provider_id: str) -> Due | None:
        """The message that a channel's provider knows by that id, whosesoever it is."""

    def note(self, message: Message, receipt: Receipt, *facts: Event) -> bool:
        """Take the message out of the outbox and say what became of it, with what was secret in it.

        False, and nothing written, where more is known already.
        """

    def reroute(self, message: Message, failed: Kind, *, at: datetime) -> bool:
        """Put a message that failed by one kind of contact back, for the next one; False where it went on already."""

    def keep(self, early: Early) -> None:
        """Keep a receipt that nobody knows the message of, until it is dropped or 72 hours are over."""

    def early(self, *, before: datetime, most: int) -> Sequence[Early]:
        """At most so many kept receipts that are due to be looked for again, the oldest first."""

    def drop(self, early: Early) -> None:
        """Keep it no more."""


class Letters(Protocol):
    """What is to be printed and put into envelopes, by the day it was listed."""

    def add(self, letter: Letter) -> None:
        """List the letter; the same message again stays as it is, on the day it was first listed."""

    def of_day(self, organisation_id: OrganisationId, day: date) -> Sequence[Letter]:
        """The letters of a day (UTC), those that are printed without their words."""

    def printed(
        self, organisation_id: OrganisationId, day: date, message_id: MessageId, *, at: datetime
    ) -> bool:
        """Whether this one was to be printed: from now on it is done, and its words are gone."""


class Secrets(Protocol):
    """What a clinic's channel is trusted by. The newest of a name signs; the one before it still verifies."""

    def of(self, organisation_id: OrganisationId, channel: str) -> Mapping[str, Any]:
        """The channel's secrets by the names of its settings, the newest first; empty where there are none."""

    def keep(self, organisation_id: OrganisationId, channel: str, name: str, secret: str) -> None:
        """A new secret takes the place of the one before, which stays good beside it; of two at once the last stays."""

    def retire(self, organisation_id: OrganisationId, channel: str, name: str) -> None:
        """Only the newest is good from now on."""


class Tools(Protocol):
    """What channels reach the world with."""

    @property
    def clock(self) -> Clock:
        """Now."""

    @property
    def letters(self) -> Letters:
        """Where letters are listed."""

    @property
    def public_url(self) -> str:
        """The address at which providers reach us, without a slash at its end."""

    def aws(self, channel: str, service: str, operation: str, **said: Any) -> Mapping[str, Any]:  # noqa: ANN401
        """What AWS answers to a call, made once. ProviderFailure."""

    def post(self, channel: str, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """What somebody outside answers. ProviderFailure where no answer came, or the address is not outside."""

    def sns(self, posted: Posted, *, topics: Collection[str]) -> Mapping[str, Any]:
        """What a topic of the clinic's published, from its JSON; empty for what SNS says of the subscription itself.

        NotFound for what is not from one of these topics, or not from SNS at all.
        """


class Senders(Protocol):
    """Others who can be called to work off a part of the outbox."""

    @property
    def most(self) -> int:
        """How many may send at once, with whoever asks."""

    def call(self, parts: Sequence[Part], *, until: datetime) -> bool:
        """Have somebody work these off until then, without waiting for them; False where nobody was heard to come."""


class Channel(Protocol):
    """A provider. One folder in channels/ each."""

    @property
    def name(self) -> str:
        """The folder's."""

    @property
    def knows_references(self) -> bool:
        """Whether handing a message over twice under one reference is once."""

    @property
    def receipts_by_provider_id(self) -> bool:
        """Whether its receipts do not carry our reference, so that messages are found by the provider's id of them."""

    def read(self, posted: Posted) -> Sequence[Happening]:
        """What the provider tells us, once it is sure that it is the provider; nothing where it is of no interest.

        NotFound for everything that is not surely the provider's, BadInput for what is its and cannot be read.
        """

    def send(self, message: Message, address: Address, wording: Wording) -> str:
        """Hand the message over: the provider's own id of it, empty where it has none.

        `<organisation>/<id>` is the reference. ProviderFailure, retryable or not, with `retry_after` where it is busy.
        """


@dataclass(frozen=True, slots=True)
class MessagingPorts:
    """`address_of`: where a recipient is reached by a kind of contact, None if not so.

    `kinds`: in which order kinds are tried for a message that does not say so itself; `channel_for`: the provider for a
    kind; `verdict`: whether a message may go to an address now; `own_wording`: the clinic's own words for it, None
    where it has none. `standing`: whether its cause still stands. `clinic_name` is the name messages are signed with.
    `pace`: how many messages a minute the provider of a kind takes, None where nothing is known; `senders` help when
    much is due.

    `read`: what was sent to a channel's door, once it is sure who sent it; NotFound, BadInput. `hear`: somebody wrote.
    `suppress`: nothing more goes to an address, as it is given, for a reason.
    """

    outbox: Outbox
    address_of: Callable[[OrganisationId, Recipient, Kind], Address | None]
    kinds: Callable[[Message], Sequence[Kind]]
    channel_for: Callable[[OrganisationId, Kind], Channel]
    verdict: Callable[[Message, Address, datetime], Verdict]
    standing: Callable[[Message], Standing]
    clinic_name: Callable[[OrganisationId], str]
    organisations: Callable[[], Iterable[OrganisationId]]
    receipts: Receipts
    letters: Letters
    secrets: Secrets
    read: Callable[[Posted], Sequence[Happening]]
    hear: Callable[[Reply], None]
    suppress: Callable[[OrganisationId, Kind, str, Reason], None]
    clock: Clock
    senders: Senders
    own_wording: Callable[[Message, Kind], Wording | None] = lambda _message, _kind: None
    pace: Callable[[OrganisationId, Kind], int | None] = lambda _organisation_id, _kind: None
