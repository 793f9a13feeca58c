"""Ready-made messages, and a sender whose clock and provider the test sets."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from frontdesk.kernel.errors import NotFound, ProviderFailure
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import (
    Address,
    Due,
    Go,
    Kind,
    Message,
    MessageStatus,
    Recipient,
    RecipientKind,
    Verdict,
)
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.rules import PASSING, shard_of

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
        self.claims = {}
        self.facts = []

    def add(self, message, *facts):
        key = message.organisation_id, message.id
        if key not in self.stored:
            self.stored[key] = replace(message, listed_under=message.listed_under or message.recipient.id)
            self.places[key] = message.not_before or message.due_at or message.queued_at
            self.facts.extend(facts)

    def join(self, message, member):
        key = message.organisation_id, message.id
        self.add(message)
        there = self.stored[key]
        if there.status is not MessageStatus.QUEUED and member not in there.members:
            return False
        self.stored[key] = replace(there, members=there.members | {member})
        if there.status is MessageStatus.QUEUED and message.due_at and message.due_at < self.places[key]:
            self.places[key] = message.due_at
            self.stored[key] = replace(self.stored[key], due_at=message.due_at)
        return True

    def leave(self, organisation_id, message_id, member):
        key = organisation_id, message_id
        there = self.stored.get(key)
        if there and there.status is MessageStatus.QUEUED:
            self.stored[key] = replace(there, members=there.members - {member})

    def claim(self, organisation_id, message_id, *, now, for_):
        key = organisation_id, message_id
        if key not in self.stored:
            raise NotFound(message_id=message_id)
        place, claimed = self.places[key], self.claims.get(key)
        if place is None or place > now or (claimed and claimed > now):
            return None
        old = self.stored[key]
        self.claims[key] = now + for_
        self.stored[key] = replace(
            old, status=MessageStatus.SENDING, attempts=old.attempts + 1, not_before=place
        )
        return self.stored[key]

    def close(self, message, outcome, *facts):
        if message.template in PASSING:
            message = replace(message, parameters={})
        if self._give_up(message, outcome, None):
            self.facts.extend(facts)

    def put_back(self, message, outcome):
        self._give_up(message, outcome, outcome.until)

    def set_aside(self, due, outcome, *, after, fact):
        there = self.stored.get((due.organisation_id, due.message_id))
        if there and there.attempts - there.answered >= after:
            self.close(there, outcome, fact(there))

    def due(self, shard, *, before):
        there = sorted(
            (place, *key) for key, place in self.places.items() if place is not None and place <= before
        )
        for _, *key in there:
            if shard_of(*key) == shard:
                it = self.stored[tuple(key)]
                yield Due(*key, next(iter(it.kinds), None), it.purpose)

    def waiting(self, shard, *, before, most):
        return min(most, len(list(self.due(shard, before=before))))

    def of_recipient(self, organisation_id, listed_under, *, most):
        there = [
            it
            for key, it in self.stored.items()
            if key[0] == organisation_id and it.listed_under == listed_under
        ]
        return sorted(there, key=lambda it: it.due_at or it.queued_at, reverse=True)[:most]

    def _give_up(self, message, outcome, place):
        key = message.organisation_id, message.id
        there = self.stored[key]
        if there.attempts != message.attempts or there.status is not MessageStatus.SENDING:
            return False
        self.stored[key] = replace(
            message,
            status=outcome.status,
            reason=outcome.reason,
            kind=outcome.kind,
            tried=outcome.tried,
            provider_id=outcome.provider_id,
            answered=message.attempts,
            failures=outcome.failures if place else message.failures,
            not_before=place,
        )
        self.places[key] = place
        self.claims.pop(key, None)
        return True


@dataclass
class Helpers:
    """Who is called to help; nobody may be, unless the test says so."""

    most: int = 1
    come: bool = True
    called: list = field(default_factory=list)

    def call(self, parts, *, until):
        self.called.append((tuple(parts), until))
        return self.come


@dataclass
class Sender:
    """`addresses` by kind of contact, `failures` by kind, each raised until it is taken away."""

    now: datetime = NOON
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    addresses: dict = field(default_factory=lambda: {Kind.SMS: ANNAS})
    failure: ProviderFailure | None = None
    failures: dict = field(default_factory=dict)
    verdict: Verdict = Verdict()
    standing: object = Go()
    knows_references: bool = True
    sent: list = field(default_factory=list)
    rate: int | None = None
    senders: object = field(default_factory=Helpers)

    def send(self, message, address, wording):
        failure = self.failures.get(address.kind, self.failure)
        if failure:
            raise failure
        self.sent.append((message.id, address, wording.text))
        return f"provider-{message.id}"

    @property
    def ports(self):
        return MessagingPorts(
            outbox=self.outbox,
            address_of=lambda organisation_id, recipient, kind: self.addresses.get(kind),
            kinds=lambda message: (Kind.SMS, Kind.EMAIL),
            channel_for=lambda organisation_id, kind: self,
            verdict=lambda message, address, now: self.verdict,
            standing=lambda message: self.standing,
            clinic_name=lambda organisation_id: "Norra kliniken",
            organisations=lambda: [NORTH],
            clock=lambda: self.now,
            senders=self.senders,
            pace=lambda organisation_id, kind: self.rate,
        )


def away(*, retryable=True, retry_after=None):
    return ProviderFailure(provider="fake", retryable=retryable, reason="away", retry_after=retry_after)
