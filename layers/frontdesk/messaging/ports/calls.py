"""What calling people up needs from the outside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model import Recipient
from frontdesk.messaging.model.calls import Call, CallId, Telephony


class Calls(Protocol):
    def add(self, call: Call, *facts: Event, instead_of: CallId | None = None) -> CallId | None:
        """Store the call as the one that its caller has in hand, with its facts; None when that was done.

        Else the id of what is in the way: its own where there is one of that id, or the one in hand, unless that is
        `instead_of`. One write decides.
        """

    def get(self, organisation_id: OrganisationId, call_id: CallId) -> Call:
        """NotFound when this organisation has none of that id."""

    def put(self, call: Call, *facts: Event) -> bool:
        """Store the changed call and its facts in one write; False when somebody else changed it since it was read."""

    def waiting(self, organisation_id: OrganisationId, *, most: int) -> Sequence[Call]:
        """What a telephone system is still to dial, whoever has taken it, the oldest first."""

    def of_day(self, organisation_id: OrganisationId, day: date, *, most: int) -> Sequence[Call]:
        """The calls that were asked for on a day (UTC), the newest first."""

    def know_as(self, call: Call, provider_call_id: str) -> None:
        """From now on the call is found by the provider's own id of it. Twice is once."""

    def known_as(self, organisation_id: OrganisationId, provider_call_id: str) -> CallId:
        """NotFound when no call has the id."""


@dataclass(frozen=True, slots=True)
class CallsPorts:
    """`telephony`: how the clinic calls. `number_of`: in E.164, None where it is not known or has gone.

    `place`: has the contact centre dial, and gives its id of the call; the same call again is the same. ProviderFailure
    where it does not. `record` writes the trail.
    """

    calls: Calls
    telephony: Callable[[OrganisationId], Telephony]
    number_of: Callable[[OrganisationId, Recipient], str | None]
    place: Callable[[Call, str, Mapping[str, str]], str]
    record: Callable[[AuditEntry], None]
    clock: Clock
