"""Ready-made messages, and a sender whose clock and provider the test sets."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from frontdesk.kernel.errors import NotFound, ProviderFailure
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Address, Kind, Message, MessageStatus, Recipient, RecipientKind
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.rules import PASSING

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
NORTH, SOUTH = OrganisationId("north-clinic"), OrganisationId("south-clinic")
ANNAS = Address(Kind.SMS, "+46701740605")


def a_message(**changes):
    return Message(
        **{
            "id": MessageId("r1-received"),
            "organisation_id": NORTH,
            "recipient": Recipient(RecipientKind.SUBJECT, "anna"),
            "template": "request_received",
            "language": Language.SWEDISH,
            "queued_at": NOON,
            "parameters": {"reference": "8F3A-C2D1", "link": "https://x/1"},
            **changes,
        }
    )


def a_code_message(**changes):
    """The one message with a secret in it."""
    secret = {"template": "code", "parameters": {"code": "048213"}}
    return a_message(**{**secret, "recipient": Recipient(RecipientKind.CONTACT, "c0ffee"), **changes})


class FakeOutbox:
    """In memory. test_outbox_contract.py holds it to DynamoDB's promises."""

    def __init__(self):
        self.stored = {}
        self.places = {}
        self.facts = []

    def add(self, message, *facts):
        key = message.organisation_id, message.id
        if key not in self.stored:
            self.stored[key] = replace(message, version=1)
            self.places[key] = message.not_before or message.queued_at
            self.facts.extend(facts)

    def claim(self, organisation_id, message_id, *, now, for_):
        key = organisation_id, message_id
        if key not in self.stored:
            raise NotFound(message_id=message_id)
        place = self.places[key]
        if place is None or place > now:
            return None
        old = self.stored[key]
        self.places[key] = now + for_
        self.stored[key] = replace(
            old,
            status=MessageStatus.SENDING,
            attempts=old.attempts + 1,
            not_before=now + for_,
            version=old.version + 1,
        )
        return self.stored[key]

    def close(self, message, *, status):
        if message.template in PASSING:
            message = replace(message, parameters={})
        self._give_up(message, status, None)

    def put_back(self, message, *, until):
        self._give_up(message, MessageStatus.QUEUED, until)

    def waiting(self, organisation_id, *, before):
        return [
            key[1]
            for key, place in self.places.items()
            if key[0] == organisation_id and place is not None and place <= before
        ]

    def _give_up(self, message, status, place):
        key = message.organisation_id, message.id
        if self.stored[key].version == message.version:
            self.stored[key] = replace(message, status=status, version=message.version + 1)
            self.places[key] = place


@dataclass
class Sender:
    now: datetime = NOON
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    address: Address | None = ANNAS
    failure: ProviderFailure | None = None
    sent: list = field(default_factory=list)

    def send(self, message, address, wording):
        if self.failure:
            raise self.failure
        self.sent.append((message.id, address, wording.text))

    @property
    def ports(self):
        return MessagingPorts(
            outbox=self.outbox,
            address_of=lambda organisation_id, recipient: self.address,
            channel_for=lambda organisation_id, kind: self,
            clinic_name=lambda organisation_id: "Norra kliniken",
            organisations=lambda: [NORTH],
            clock=lambda: self.now,
        )


def away(*, retryable=True):
    return ProviderFailure(provider="fake", retryable=retryable, reason="away")
