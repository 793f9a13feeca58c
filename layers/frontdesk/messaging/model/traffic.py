"""What comes back from providers: receipts for what they took, and what people write to the clinic's number."""

from dataclasses import dataclass, field
from datetime import datetime

from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.model import Kind, MessageStatus, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A provider says what became of a message, known by our reference (`message_id`) or by the provider's own id."""

    organisation_id: OrganisationId
    channel: str
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
