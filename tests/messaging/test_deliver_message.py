"""A queued message gets out, is tried again, or is undeliverable."""

from datetime import timedelta

import pytest

from frontdesk.messaging.model import MessageStatus
from frontdesk.messaging.rules import next_try
from frontdesk.messaging.usecases.deliver_message import deliver_message
from frontdesk.messaging.usecases.queue_message import queue_message
from frontdesk.messaging.usecases.resend_waiting import resend_waiting

from .builders import ANNAS, MINUTE, NOON, NORTH, Sender, a_code_message, a_message, away


def a_sender(**settings):
    sender = Sender(**settings)
    queue_message(a_message(), ports=sender.ports)
    return sender


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
    assert deliver(a_sender(address=None)) is MessageStatus.UNDELIVERABLE


def test_a_provider_that_says_no_makes_it_undeliverable():
    assert deliver(a_sender(failure=away(retryable=False))) is MessageStatus.UNDELIVERABLE


def test_a_provider_that_is_away_is_asked_again_later():
    sender = a_sender(failure=away())
    assert deliver(sender) is MessageStatus.QUEUED
    sender.failure = None
    assert resend_waiting(ports=sender.ports) == 0
    sender.now += MINUTE
    assert resend_waiting(ports=sender.ports) == 1
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


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (70, 60)])
def test_pauses_double_up_to_an_hour(attempts, minutes):
    again_at = next_try(template="request_received", queued_at=NOON, attempts=attempts, now=NOON)
    assert again_at == NOON + minutes * MINUTE
