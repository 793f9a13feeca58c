"""A queued message gets out, is tried again, or is undeliverable."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.messaging.model import Address, Go, Gone, Kind, Later, MessageStatus, Reason, Verdict
from frontdesk.messaging.rules import RANKS, next_try
from frontdesk.messaging.rules.sharing import WHOLE
from frontdesk.messaging.usecases.deliver_message import deliver_message
from frontdesk.messaging.usecases.drain_outbox import drain_outbox
from frontdesk.messaging.usecases.queue_message import queue_message

from .builders import ANNAS, MINUTE, NOON, NORTH, Sender, a_code_message, a_message, away


def a_sender(**settings):
    sender = Sender(**settings)
    queue_message(a_message(), ports=sender.ports)
    return sender


def drain(sender):
    done = drain_outbox(WHOLE, until=sender.now + MINUTE, on_fault=None, ports=sender.ports)
    return done.tried


def deliver(sender):
    return deliver_message(organisation_id=NORTH, message_id=a_message().id, ports=sender.ports)


def test_queued_twice_is_one_message_and_one_fact():
    sender = a_sender()
    queue_message(a_message(), ports=sender.ports)
    assert [fact.name for fact in sender.outbox.facts] == ["MessageQueued"]


def test_a_message_gets_out_once():
    sender = a_sender()
    assert deliver(sender) is MessageStatus.ACCEPTED
    assert deliver(sender) is None
    [(message_id, address, text)] = sender.sent
    assert (message_id, address) == (a_message().id, ANNAS)
    assert "Norra kliniken" in text
    assert "8F3A-C2D1" in text


def test_who_cannot_be_reached_makes_it_undeliverable():
    assert deliver(a_sender(addresses={})) is MessageStatus.UNDELIVERABLE


def test_a_provider_that_says_no_makes_it_undeliverable():
    assert deliver(a_sender(failure=away(retryable=False))) is MessageStatus.UNDELIVERABLE


def test_a_provider_that_is_away_is_asked_again_later():
    sender = a_sender(failure=away())
    assert deliver(sender) is MessageStatus.QUEUED
    sender.failure = None
    assert drain(sender) == 0
    sender.now += MINUTE
    assert drain(sender) == 1
    assert len(sender.sent) == 1


def test_after_three_days_it_is_given_up():
    sender = a_sender(failure=away())
    sender.now += timedelta(hours=72)
    assert deliver(sender) is MessageStatus.UNDELIVERABLE


def a_sender_of_a_code(**settings):
    sender = Sender(**settings)
    queue_message(a_code_message(), ports=sender.ports)
    return sender


def test_a_code_gets_out_and_leaves_the_outbox():
    sender = a_sender_of_a_code()
    assert deliver(sender) is MessageStatus.ACCEPTED
    assert "048213" in sender.sent[0][2]
    assert "048213" not in str(sender.outbox.stored)


def test_a_code_is_tried_again_while_it_is_good_and_no_longer():
    sender = a_sender_of_a_code(failure=away())
    tried = []
    while (status := deliver(sender)) is not MessageStatus.UNDELIVERABLE:
        if status is not None:
            tried.append((sender.now - NOON) // MINUTE)
        sender.now += MINUTE
    assert tried == [0, 1, 3]
    assert sender.now == NOON + 7 * MINUTE  # the next try would be at fifteen
    assert "048213" not in str(sender.outbox.stored)


def test_a_code_that_is_good_no_more_is_not_sent():
    sender = a_sender_of_a_code()
    sender.now += 10 * MINUTE
    assert deliver(sender) is MessageStatus.UNDELIVERABLE
    assert sender.sent == []
    assert "048213" not in str(sender.outbox.stored)


@pytest.mark.parametrize(("failures", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (70, 60)])
def test_pauses_double_up_to_an_hour(failures, minutes):
    assert next_try(a_message(), failures=failures, now=NOON) == NOON + minutes * MINUTE


EMAIL = Address(Kind.EMAIL, "anna@example.org")
BOTH = {Kind.SMS: ANNAS, Kind.EMAIL: EMAIL}


def kept(sender):
    return sender.outbox.stored[NORTH, a_message().id]


def test_who_has_no_telephone_is_written_to():
    sender = a_sender(addresses={Kind.EMAIL: EMAIL})
    assert deliver(sender) is MessageStatus.ACCEPTED
    assert [address for _, address, _ in sender.sent] == [EMAIL]
    assert kept(sender).kind is Kind.EMAIL


@pytest.mark.parametrize("reason", [Reason.OPTED_OUT, Reason.SUPPRESSED, Reason.CAPPED])
def test_whom_nothing_may_be_sent_to_is_sent_nothing_and_it_says_why(reason):
    sender = a_sender(verdict=Verdict(reason))
    assert deliver(sender) is MessageStatus.UNDELIVERABLE
    assert (sender.sent, kept(sender).reason) == ([], reason)


def test_in_the_quiet_hours_it_waits_and_is_not_lost():
    sender = a_sender(verdict=Verdict(until=NOON + 9 * MINUTE))
    assert deliver(sender) is MessageStatus.QUEUED
    assert kept(sender).reason is Reason.QUIET
    sender.verdict, sender.now = Verdict(), NOON + 9 * MINUTE
    assert drain(sender) == 1
    assert len(sender.sent) == 1


def test_what_its_cause_takes_back_is_withdrawn():
    sender = a_sender(standing=Gone())
    assert deliver(sender) is MessageStatus.WITHDRAWN
    assert sender.sent == []


def test_what_is_due_later_by_its_cause_waits():
    sender = a_sender(standing=Later(NOON + 5 * MINUTE))
    assert deliver(sender) is MessageStatus.QUEUED
    assert kept(sender).not_before == NOON + 5 * MINUTE


def test_a_template_that_cannot_be_filled_in_is_said_to_be_broken():
    sender = Sender()
    queue_message(a_message(parameters={}), ports=sender.ports)
    assert deliver(sender) is MessageStatus.UNDELIVERABLE
    assert kept(sender).reason is Reason.BROKEN_TEMPLATE


def test_a_provider_that_has_too_much_to_do_is_left_alone_for_as_long_as_it_says():
    sender = a_sender(failure=away(retry_after=7 * MINUTE))
    deliver(sender)
    assert (kept(sender).reason, kept(sender).not_before) == (Reason.BUSY, NOON + 7 * MINUTE)


def test_after_three_failures_the_other_kind_of_contact_is_tried():
    sender = a_sender(addresses=BOTH, failures={Kind.SMS: away()})
    for _ in range(3):
        deliver(sender)
        sender.now = kept(sender).not_before or sender.now
    assert [address for _, address, _ in sender.sent] == [EMAIL]
    assert kept(sender).tried == {Kind.SMS}


def test_a_provider_that_would_send_it_twice_is_not_asked_twice():
    sender = a_sender(knows_references=False)
    sender.outbox.claim(NORTH, a_message().id, now=NOON, for_=MINUTE)  # whoever did, came to an end
    sender.now += MINUTE
    assert deliver(sender) is MessageStatus.UNCERTAIN
    assert (sender.sent, kept(sender).reason) == ([], Reason.NO_ANSWER)


def test_what_became_of_it_is_a_fact():
    sender = a_sender()
    deliver(sender)
    fact = sender.outbox.facts[-1]
    assert (fact.name, fact.status, fact.kind, fact.purpose) == (
        "MessageStateChanged",
        "accepted",
        "sms",
        "service",
    )


def test_one_that_nobody_can_send_does_not_hold_up_the_others():
    sender, faults = Sender(), []
    for name in ("r1", "r2", "r3"):
        queue_message(a_message(id=name), ports=sender.ports)
    ports = replace(sender.ports, standing=lambda message: 1 / 0 if message.id == "r2" else Go())
    for _ in range(6):
        drain_outbox(
            WHOLE,
            until=NOON + timedelta(days=1),
            on_fault=lambda due, error: faults.append(due.message_id),
            ports=ports,
        )
        sender.now += MINUTE
    assert sorted(it for it, _, _ in sender.sent) == ["r1", "r3"]
    assert faults == ["r2"] * 5
    assert sender.outbox.stored[NORTH, "r2"].reason is Reason.BROKEN


def test_a_tick_ends_in_time_and_says_what_is_left():
    sender = a_sender()
    drained = drain_outbox(WHOLE, until=NOON, on_fault=None, ports=sender.ports)
    assert (drained.tried, drained.done) == (0, False)


@pytest.mark.parametrize("receipt", list(MessageStatus))
def test_every_state_has_a_rank(receipt):
    assert receipt in RANKS
