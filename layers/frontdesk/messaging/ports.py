"""What messaging needs from the outside, in messaging's own words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.model import Address, Kind, Message, MessageStatus, Recipient, Wording


class Outbox(Protocol):
    def add(self, message: Message, *facts: Event) -> None:
        """Store the message and its facts in one write; one of the same id that is there stays as it is."""

    def claim(
        self, organisation_id: OrganisationId, message_id: MessageId, *, now: datetime, for_: timedelta
    ) -> Message | None:
        """The message, this caller's alone to send until `now + for_`; None when somebody has it, or it is out.

        NotFound when this organisation has none of that id.
        """

    def close(self, message: Message, *, status: MessageStatus) -> None:
        """End a claimed message, with what was secret in it; a claim that was lost in the meantime changes nothing."""

    def put_back(self, message: Message, *, until: datetime) -> None:
        """Give a claimed message back, not to be tried again before `until`."""

    def waiting(self, organisation_id: OrganisationId, *, before: datetime) -> Iterable[MessageId]:
        """Messages of the organisation that are not out and may be tried again at `before`."""


class Channel(Protocol):
    """A provider. One folder in channels/ each."""

    def send(self, message: Message, address: Address, wording: Wording) -> None:
        """Hand the message over. Its id is the provider's reference: handing it over twice is once.

        ProviderFailure, retryable or not.
        """


@dataclass(frozen=True, slots=True)
class MessagingPorts:
    """`address_of`: where a recipient is reached, None if nowhere; `channel_for`: the provider for a kind of address.

    `clinic_name` is the name messages are signed with.
    """

    outbox: Outbox
    address_of: Callable[[OrganisationId, Recipient], Address | None]
    channel_for: Callable[[OrganisationId, Kind], Channel]
    clinic_name: Callable[[OrganisationId], str]
    organisations: Callable[[], Iterable[OrganisationId]]
    clock: Clock
