"""Much is due at once: it is shared out, providers are not asked for more than they take, and nothing is lost."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.messaging.model import (
    Address,
    Kind,
    MessageStatus,
    Purpose,
    Reason,
    Recipient,
    RecipientKind,
    Verdict,
)
from frontdesk.messaging.rules import SHARDS
from frontdesk.messaging.rules.sharing import A_SENDER, WHOLE, Part, allowance, in_turn, shared_out
from frontdesk.messaging.usecases.drain_outbox import drain_outbox
from frontdesk.messaging.usecases.share_out import share_out

from .builders import ANNAS, MINUTE, NOON, NORTH, SOUTH, Helpers, Sender, a_message, away

WAITING = st.dictionaries(st.integers(0, SHARDS - 1), st.integers(1, 5_000))
EMAIL = Address(Kind.EMAIL, "anna@example.org")


@given(WAITING, st.integers(1, 300))
def test_every_shard_that_has_something_is_worked_off_once_by_no_more_than_there_may_be(waiting, most):
    piles = shared_out(waiting, most=most)
    parts = Counter(it for pile in piles for it in pile)
    assert set(parts.values()) <= {1}
    assert Counter(it.shard for it in parts) == dict.fromkeys(
        waiting, max((it.of for it in parts), default=1)
    )
    assert len(piles) <= max(1, min(most, -(-sum(waiting.values()) // A_SENDER)))


@given(st.integers(0, 5_000), st.integers(1, 300), st.integers(0, 10**6))
def test_a_providers_rate_is_shared_out_to_the_last_message(rate, most, minute):
    piles = shared_out(dict.fromkeys(range(SHARDS), 5_000), most=most)
    assert sum(allowance(rate, it, NOON + minute * MINUTE) for it in piles) == rate


@pytest.mark.parametrize("rate", [1, 5, 60])
def test_even_the_slowest_provider_sends_for_each_part_in_its_turn(rate):
    for part in WHOLE:
        assert sum(allowance(rate, [part], NOON + minute * MINUTE) for minute in range(SHARDS)) == rate


@given(st.integers(1, 20), st.text("abc", min_size=1))
def test_a_message_is_in_one_part_of_its_shard(of, message_id):
    assert sum(Part(0, number, of, 0, 1).has(NORTH, message_id) for number in range(of)) == 1


def test_every_part_is_the_first_in_some_minute():
    assert {in_turn(WHOLE, NOON + minute * MINUTE)[0] for minute in range(SHARDS)} == set(WHOLE)
    assert in_turn([], NOON) == []


def a_sender_of(number, **settings):
    sender = Sender(**settings)
    for it in range(number):
        sender.outbox.add(a_message(id=f"r{it}", purpose=Purpose.APPOINTMENT))
    return sender


def drain(sender, parts=WHOLE, **changed):
    ports = replace(sender.ports, **changed)
    return drain_outbox(parts, until=sender.now + MINUTE, on_fault=None, ports=ports)


def test_who_gets_done_alone_asks_nobody():
    sender = a_sender_of(A_SENDER, senders=Helpers(most=9))
    mine = share_out(until=NOON + MINUTE, ports=sender.ports)
    assert sender.senders.called == []
    assert drain(sender, mine).tried == A_SENDER


@pytest.mark.requirement("R17")
def test_of_more_each_who_is_called_sends_a_part_and_together_they_send_all():
    sender = a_sender_of(3 * A_SENDER, senders=Helpers(most=9))
    mine = share_out(until=NOON + MINUTE, ports=sender.ports)
    assert len(sender.senders.called) == 2
    for parts in (mine, *(it for it, _ in sender.senders.called)):
        drain(sender, parts)
    assert len(sender.sent) == len(set(sender.sent)) == 3 * A_SENDER


def test_where_nobody_comes_to_help_one_does_it_all():
    sender = a_sender_of(2 * A_SENDER, senders=Helpers(most=2, come=False))
    assert drain(sender, share_out(until=NOON + MINUTE, ports=sender.ports)).tried == 2 * A_SENDER


@pytest.mark.requirement("R17")
def test_beyond_its_rate_a_provider_is_asked_for_nothing_and_nothing_is_touched():
    sender = a_sender_of(100, rate=30)
    assert (drain(sender).tried, drain(sender).tried) == (30, 30)  # the second as if a minute later
    untouched = [it for it in sender.outbox.stored.values() if it.attempts == 0]
    assert len(untouched) == 40


def test_what_answers_somebody_at_once_is_kept_back_by_no_rate():
    sender = a_sender_of(20, rate=0)
    sender.outbox.add(a_message(id="code", purpose=Purpose.SERVICE))
    drain(sender)
    assert "code" in {it for it, _, _ in sender.sent}


def test_a_rate_is_of_one_clinic_and_one_kind():
    sender = Sender(rate=2, addresses={Kind.SMS: ANNAS, Kind.EMAIL: EMAIL})
    for number in range(5):
        said = {"id": f"r{number}", "purpose": Purpose.RECALL}
        sender.outbox.add(a_message(**said, kinds=(Kind.SMS,)))
        sender.outbox.add(a_message(**said | {"id": f"e{number}"}, kinds=(Kind.EMAIL,)))
        sender.outbox.add(a_message(**said, kinds=(Kind.SMS,), organisation_id=SOUTH))
    drain(sender)
    assert Counter(address.kind for _, address, _ in sender.sent) == {Kind.SMS: 4, Kind.EMAIL: 2}


def test_one_that_says_it_is_busy_is_left_alone_for_the_rest_of_the_minute():
    sender = a_sender_of(50, failure=away(retry_after=MINUTE))
    drained = drain(sender)
    assert (drained.tried, drained.held) == (1, 49)
    [back] = [it for it in sender.outbox.stored.values() if it.attempts]
    assert (back.reason, back.not_before) == (Reason.BUSY, NOON + MINUTE)
    sender.failure, sender.now = None, NOON + MINUTE
    assert drain(sender).tried == 50


def test_one_that_keeps_everybody_waiting_is_left_alone_too():
    sender = a_sender_of(50, failure=away())
    ticking = iter(range(10_000))
    drained = drain(sender, clock=lambda: NOON + timedelta(seconds=next(ticking)))
    assert drained.tried < 10
    assert drained.held > 40


FIVE = {
    "no phone": (MessageStatus.UNDELIVERABLE, Reason.NO_CONTACT),
    "opted out": (MessageStatus.UNDELIVERABLE, Reason.OPTED_OUT),
    "broken template": (MessageStatus.UNDELIVERABLE, Reason.BROKEN_TEMPLATE),
    "provider fails": (MessageStatus.QUEUED, Reason.AWAY),
    "provider is busy": (MessageStatus.QUEUED, Reason.BUSY),
}


def a_thousand(outbox):
    """A thousand reminders, of which five will not go."""
    for number in range(995):
        outbox.add(a_message(id=f"r{number}", recipient=Recipient(RecipientKind.SUBJECT, f"s{number}")))
    for name in FIVE:
        changes = {"parameters": {}} if name == "broken template" else {}
        outbox.add(a_message(id=name, recipient=Recipient(RecipientKind.SUBJECT, name), **changes))


class FiveThatFail(Sender):
    """A clinic in which everybody can be reached but five."""

    def send(self, message, address, wording):
        said = {"provider fails": away(), "provider is busy": away(retry_after=3 * MINUTE)}
        if message.id in said and not self.mended:
            raise said[message.id]
        return super().send(message, address, wording)

    mended = False

    @property
    def ports(self):
        return replace(
            super().ports,
            address_of=lambda organisation_id, recipient, kind: (
                None if recipient.id == "no phone" else self.addresses.get(kind)
            ),
            verdict=lambda message, address, now: Verdict(
                Reason.OPTED_OUT if message.id == "opted out" else Reason.NONE
            ),
        )


@pytest.mark.requirement("R17")
def test_of_a_thousand_five_that_cannot_go_keep_nobody_waiting_and_each_says_why():
    sender = FiveThatFail()
    a_thousand(sender.outbox)
    assert drain(sender).tried == 1_000
    assert len(sender.sent) == 995
    kept = {name: sender.outbox.stored[NORTH, name] for name in FIVE}
    assert {name: (it.status, it.reason) for name, it in kept.items()} == FIVE
    sender.mended = True
    for _ in range(3):
        sender.now += MINUTE
        drain(sender)
    assert {it for it, _, _ in sender.sent[995:]} == {"provider fails", "provider is busy"}
    assert len(sender.sent) == 997
