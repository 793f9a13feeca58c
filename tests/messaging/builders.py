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
from frontdesk.messaging.model.traffic import Receipt
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.rules import PASSING, shard_of
from frontdesk.messaging.rules.answers import Answer
from frontdesk.messaging.rules.receipts import leads_on

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


def a_receipt(status=MessageStatus.DELIVERED, **changes):
    """Of the message of these builders, by its reference."""
    return Receipt(
        **{
            "organisation_id": NORTH,
            "channel": "simulator",
            "kind": Kind.SMS,
            "event_id": "e1",
            "status": status,
            "at": NOON,
            "message_id": a_message().id,
            **changes,
        }
    )


class FakeOutbox:
    """In memory. test_outbox_contract.py holds it to DynamoDB's promises."""

    def __init__(self):
        self.stored = {}
        self.places = {}
        self.claims = {}
        self.facts = []
        self.found_by = {}

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

    def members(self, organisation_id, message_ids):
        there = {it: self.stored.get((organisation_id, it)) for it in message_ids}
        return {key: it.members for key, it in there.items() if it}

    def states(self, organisation_id, message_ids):
        there = {it: self.stored.get((organisation_id, it)) for it in message_ids}
        return {key: it.status for key, it in there.items() if it}

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

    def of_recipient(self, organisation_id, listed_under, *, most, before=None):
        there = [
            it
            for key, it in self.stored.items()
            if key[0] == organisation_id and it.listed_under == listed_under
            if before is None or (it.due_at or it.queued_at) <= before
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
        if outcome.found_by:
            self.found_by[f"{outcome.found_by}#{outcome.provider_id}"] = key
        self.places[key] = place
        self.claims.pop(key, None)
        return True


class FakeReceipts:
    """In memory, of what a fake outbox holds. test_receipts_contract.py holds it to DynamoDB's promises."""

    def __init__(self, outbox):
        self.outbox = outbox
        self.kept = []

    def message(self, organisation_id, message_id):
        return self.outbox.stored.get((organisation_id, message_id))

    def found_by(self, channel, provider_id):
        key = self.outbox.found_by.get(f"{channel}#{provider_id}")
        return Due(*key) if key else None

    def note(self, message, receipt, *facts):
        key = message.organisation_id, message.id
        there = self.outbox.stored[key]
        if not leads_on(there, receipt):
            return False
        self.outbox.stored[key] = replace(
            there,
            status=receipt.status,
            reason=receipt.reason,
            kind=receipt.kind,
            provider_id=receipt.provider_id or there.provider_id,
            answered=there.attempts,
            parameters={} if there.template in PASSING else there.parameters,
            not_before=None,
        )
        self.outbox.places[key] = None
        self.outbox.claims.pop(key, None)
        self.outbox.facts.extend(facts)
        return True

    def reroute(self, message, failed, *, at):
        key = message.organisation_id, message.id
        there = self.outbox.stored[key]
        if (there.status, there.kind) != (MessageStatus.FAILED, failed) or failed in there.tried:
            return False
        again = {"tried": there.tried | {failed}, "kind": None, "provider_id": "", "failures": 0}
        self.outbox.stored[key] = replace(there, status=MessageStatus.QUEUED, not_before=at, **again)
        self.outbox.places[key] = at
        return True

    def keep(self, early):
        self.kept.append(early)

    def early(self, *, before, most):
        return sorted((it for it in self.kept if it.due_at <= before), key=lambda it: it.due_at)[:most]

    def drop(self, early):
        self.kept.remove(early)


class FakeLetters:
    """In memory."""

    def __init__(self):
        self.stored = {}

    def add(self, letter):
        key = letter.organisation_id, letter.listed_at.date(), letter.message_id
        self.stored.setdefault(key, letter)

    def of_day(self, organisation_id, day):
        return [it for key, it in sorted(self.stored.items()) if key[:2] == (organisation_id, day)]

    def printed(self, organisation_id, day, message_id, *, at):
        key = organisation_id, day, message_id
        there = self.stored.get(key)
        if there is None or there.printed_at:
            return False
        self.stored[key] = replace(there, printed_at=at, to="", subject="", text="")
        return True


@dataclass
class FakeTools:
    """What a channel asked the world for, and what it is answered; SNS believes what a test calls its topics."""

    now: datetime = NOON
    answer: Answer = Answer(200, {}, b"{}")
    answers: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    letters: FakeLetters = field(default_factory=FakeLetters)
    published: dict = field(default_factory=dict)
    public_url: str = "https://clinic.example"

    def clock(self):
        return self.now

    def aws(self, channel, service, operation, **said):
        self.asked.append((service, operation, said))
        return self.answers

    def post(self, channel, address, body, headers):
        self.asked.append((address, body, headers))
        return self.answer

    def sns(self, posted, *, topics):
        if not topics:
            raise NotFound
        return self.published


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
    receipts_by_provider_id: bool = False
    sent: list = field(default_factory=list)
    told: list = field(default_factory=list)
    heard: list = field(default_factory=list)
    suppressed: list = field(default_factory=list)
    letters: FakeLetters = field(default_factory=FakeLetters)
    rate: int | None = None
    senders: object = field(default_factory=Helpers)

    name = "fake"

    def __post_init__(self):
        self.receipts = FakeReceipts(self.outbox)

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
            receipts=self.receipts,
            letters=self.letters,
            secrets=None,
            read=lambda posted: self.told,
            hear=self.heard.append,
            suppress=lambda *it: self.suppressed.append(it),
            clock=lambda: self.now,
            senders=self.senders,
            pace=lambda organisation_id, kind: self.rate,
        )


def away(*, retryable=True, retry_after=None):
    return ProviderFailure(provider="fake", retryable=retryable, reason="away", retry_after=retry_after)
