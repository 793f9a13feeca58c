"""What messaging needs from the outside, in messaging's own words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import MessageId, OrganisationId
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
from frontdesk.messaging.model.tallies import Followed, Tally
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
        self, organisation_id: OrganisationId, listed_under: str, *, most: int
    ) -> Sequence[Message]:
        """What was or will be told somebody, the newest first; `listed_under` is a subject's id, or a contact key."""


class Tallies(Protocol):
    """What is counted, each once, whatever comes twice or in another order."""

    def count(self, tally: Tally) -> None:
        """Count a message; of two states in one month the one that leads further stays (`rules.RANKS`)."""

    def follow(self, followed: Followed) -> None:
        """Count what became of an appointment."""

    def messages_of(self, organisation_id: OrganisationId, month: date) -> Iterator[Tally]:
        """All messages counted in the month of the day; their ids are what they are counted under."""

    def followed_in(self, organisation_id: OrganisationId, month: date) -> Iterator[Followed]:
        """What became of appointments in the month of the day."""


@dataclass(frozen=True, slots=True)
class TallyPorts:
    """Counting needs nothing of what sending needs."""

    tallies: Tallies


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
    cause still stands. `clinic_name` is the name messages are signed with. `pace`: how many messages a minute the
    provider of a kind takes, None where nothing is known of it; `senders` help when much is due.
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
    senders: Senders
    pace: Callable[[OrganisationId, Kind], int | None] = lambda _organisation_id, _kind: None
