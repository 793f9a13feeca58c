"""What messaging needs from the outside, in messaging's own words."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

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
from frontdesk.messaging.model.settings import Caps, Laid, Settings, Template
from frontdesk.patients.model import Preferences


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
        self, organisation_id: OrganisationId, listed_under: str, *, most: int
    ) -> Sequence[Message]:
        """What was or will be told somebody, the newest first; `listed_under` is a subject's id, or a contact key."""


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
    kind; `verdict`: whether a message may go to an address now; `own_wording`: the clinic's own words for it, None
    where it has none. `standing`: whether its cause still stands. `clinic_name` is the name messages are signed with.
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
    own_wording: Callable[[Message, Kind], Wording | None] = lambda _message, _kind: None


class LaidDown(Protocol):
    """What clinics laid down about their messages. Whoever changes it says which version they have seen."""

    def get(self, organisation_id: OrganisationId) -> Laid:
        """What the clinic laid down, which may be nothing."""

    def put_settings(self, organisation_id: OrganisationId, settings: Settings) -> Settings:
        """Store them, as the version after theirs; Conflict when that is not the stored one. 0 for the first ones."""

    def put_template(self, organisation_id: OrganisationId, template: Template) -> Template:
        """The same of one template in one language."""

    def drop_template(self, organisation_id: OrganisationId, template: Template) -> None:
        """Forget it; Conflict when its version is not the stored one."""


class Secrets(Protocol):
    """A provider's secrets, by organisation and channel: written, and never shown again."""

    def names(self, organisation_id: OrganisationId, channel: str) -> Collection[str]:
        """Which of them are set."""

    def write(self, organisation_id: OrganisationId, channel: str, secrets: Mapping[str, str]) -> None:
        """Set these; others stay as they are."""


class Tallies(Protocol):
    def take_turn(self, organisation_id: OrganisationId, country: str, caps: Caps, *, now: datetime) -> bool:
        """Whether one more may go to the country (ISO 3166) on this UTC day; it is counted, unless it may not."""

    def told_before(self, message: Message, *, since: datetime, most: int) -> int:
        """How many messages its recipient was due since then before this one; counted to `most` and no further."""


@dataclass(frozen=True, slots=True)
class SettingsPorts:
    """`laid` never says what is old. `channels`: the names of all there are; `schema_of`: the settings of one.

    `clinic`: an organisation's name; `links`: where its links begin.
    """

    laid: LaidDown
    channels: Callable[[], Sequence[str]]
    schema_of: Callable[[str], Mapping[str, Any]]
    secrets: Secrets
    clinic: Callable[[OrganisationId], str]
    links: Callable[[OrganisationId], str]


@dataclass(frozen=True, slots=True)
class JudgingPorts:
    """What is asked before a message goes to an address. `preferences`: what is wanted there.

    `country`: the one of a number (ISO 3166), empty if it is of none; `home`: those of a clinic. `zone_of`: where a
    number is, as far as it tells; `zone`: the clinic's.
    """

    settings: Callable[[OrganisationId], Settings]
    preferences: Callable[[OrganisationId, Address], Preferences]
    country: Callable[[str], str]
    home: Callable[[OrganisationId], Collection[str]]
    zone_of: Callable[[str], ZoneInfo | None]
    zone: Callable[[OrganisationId], ZoneInfo]
    tallies: Tallies
