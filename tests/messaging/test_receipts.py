"""Providers say what became of messages: twice, in any order, and sometimes before we know that they have it."""

from datetime import timedelta
from itertools import permutations

import pytest

from frontdesk.kernel.errors import NotFound
from frontdesk.messaging.model import Address, Kind, MessageStatus, Reason
from frontdesk.messaging.model.traffic import Posted, Reply, Suppression
from frontdesk.messaging.rules.sharing import WHOLE
from frontdesk.messaging.usecases.deliver_message import deliver_message
from frontdesk.messaging.usecases.drain_outbox import drain_outbox
from frontdesk.messaging.usecases.note_receipt import note_receipt
from frontdesk.messaging.usecases.queue_message import queue_message
from frontdesk.messaging.usecases.retry_receipts import retry_receipts
from frontdesk.messaging.usecases.take_event import LARGEST, take_event

from .builders import ANNAS, MINUTE, NOON, NORTH, SOUTH, Sender, a_code_message, a_message, a_receipt, away

EMAIL = Address(Kind.EMAIL, "anna@example.org")
BOTH = {Kind.SMS: ANNAS, Kind.EMAIL: EMAIL}
DELIVERED, FAILED = MessageStatus.DELIVERED, MessageStatus.FAILED


def a_sender(message=None, **settings):
    sender = Sender(**settings)
    queue_message(message or a_message(), ports=sender.ports)
    return sender


def deliver(sender):
    return deliver_message(organisation_id=NORTH, message_id=a_message().id, ports=sender.ports)


def drain(sender):
    drain_outbox(WHOLE, until=sender.now + MINUTE, on_fault=None, ports=sender.ports)


def note(sender, *args, **changes):
    return note_receipt(a_receipt(*args, **changes), ports=sender.ports)


def kept(sender):
    return sender.outbox.stored[NORTH, a_message().id]


def told(sender):
    return [(it.status, it.reason) for it in sender.outbox.facts if it.name == "MessageStateChanged"]


@pytest.mark.requirement("R6")
def test_what_was_delivered_says_so_once():
    sender = a_sender()
    deliver(sender)
    for _ in range(2):
        assert note(sender)
    assert kept(sender).status is DELIVERED
    assert told(sender) == [("accepted", ""), ("delivered", "")]


@pytest.mark.requirement("R5")
def test_what_did_not_arrive_goes_by_the_next_kind_of_contact_once():
    sender = a_sender(addresses=BOTH)
    deliver(sender)
    note(sender, FAILED, reason=Reason.BOUNCED)
    note(sender, FAILED, reason=Reason.BOUNCED)
    drain(sender)
    assert [address for _, address, _ in sender.sent] == [ANNAS, EMAIL]
    note(sender, FAILED, reason=Reason.BOUNCED)
    note(sender, DELIVERED)
    assert (kept(sender).status, kept(sender).kind) == (MessageStatus.ACCEPTED, Kind.EMAIL)
    note(sender, FAILED, kind=Kind.EMAIL)
    drain(sender)
    assert kept(sender).status is FAILED
    assert len(sender.sent) == 2


def test_a_bounce_may_follow_a_delivery():
    sender = a_sender(addresses=BOTH)
    deliver(sender)
    note(sender, DELIVERED)
    note(sender, FAILED, reason=Reason.BOUNCED)
    drain(sender)
    assert len(sender.sent) == 2


RECEIPTS = [
    {"status": MessageStatus.ACCEPTED},
    {"status": DELIVERED},
    {"status": DELIVERED, "reason": Reason.COMPLAINED},
    {"status": FAILED, "reason": Reason.REFUSED},
    {"status": FAILED, "reason": Reason.BOUNCED},
]


@pytest.mark.parametrize("left", [BOTH, {Kind.SMS: ANNAS}], ids=["with another kind", "with none"])
def test_in_whatever_order_they_come_and_however_often_it_ends_the_same(left):
    kinds = tuple(left)
    ends = set()
    for order in permutations(RECEIPTS):
        sender = a_sender(a_message(kinds=kinds), addresses=left)
        deliver(sender)
        for changes in (*order, *order):
            note(sender, **changes)
        ends.add((kept(sender).status, kept(sender).tried, kept(sender).provider_id))
        if len(kinds) == 1:
            ends.add((kept(sender).status, kept(sender).tried, kept(sender).reason))
    assert {it[0] for it in ends} == {MessageStatus.QUEUED if len(kinds) > 1 else FAILED}
    assert len(ends) == (1 if len(kinds) > 1 else 2)


def test_a_receipt_may_come_before_we_have_said_that_it_is_out():
    sender = a_sender()
    sender.send = lambda *_: note(sender) and "p1"
    deliver(sender)
    assert (kept(sender).status, kept(sender).kind) == (DELIVERED, Kind.SMS)
    drain(sender)
    assert told(sender) == [("delivered", "")]


def test_a_failure_may_come_before_we_have_said_that_it_is_out():
    sender = a_sender(addresses=BOTH)
    sends, tried = sender.send, []

    def send(message, address, wording):
        tried.append(address)
        if address == ANNAS:
            note(sender, FAILED)
        return sends(message, address, wording)

    sender.send = send
    deliver(sender)
    drain(sender)
    assert tried == [ANNAS, EMAIL]
    assert (kept(sender).status, kept(sender).kind) == (MessageStatus.ACCEPTED, Kind.EMAIL)


def test_a_code_that_did_not_arrive_is_gone_and_sent_by_no_other_way():
    code = a_code_message()
    sender = a_sender(code, addresses=BOTH)
    deliver_message(organisation_id=NORTH, message_id=code.id, ports=sender.ports)
    note(sender, FAILED, message_id=code.id)
    drain(sender)
    assert (kept(sender).status, len(sender.sent)) == (FAILED, 1)


def test_what_fails_three_days_after_it_was_due_is_sent_by_no_other_way():
    sender = a_sender(addresses=BOTH)
    deliver(sender)
    sender.now += timedelta(hours=72)
    note(sender, FAILED)
    drain(sender)
    assert len(sender.sent) == 1


def test_who_gave_no_answer_and_took_it_says_so_later():
    failure = away()
    failure.unanswered = True
    sender = a_sender(knows_references=False, failure=failure)
    assert deliver(sender) is MessageStatus.UNCERTAIN
    drain(sender)
    assert note(sender)
    assert kept(sender).status is DELIVERED


def test_who_keeps_one_message_a_reference_is_asked_again():
    failure = away()
    failure.unanswered = True
    assert deliver(a_sender(failure=failure)) is MessageStatus.QUEUED


BY_ITS_OWN_ID = {"organisation_id": None, "message_id": None, "channel": "fake"}


def test_a_provider_that_knows_its_own_id_alone_finds_the_message():
    sender = a_sender(receipts_by_provider_id=True)
    deliver(sender)
    assert note(sender, **BY_ITS_OWN_ID, provider_id=f"provider-{a_message().id}")
    assert kept(sender).status is DELIVERED


@pytest.mark.parametrize("minutes", [1, 3])
def test_a_receipt_that_came_too_early_is_looked_at_again(minutes):
    sender = a_sender(receipts_by_provider_id=True)
    early = BY_ITS_OWN_ID | {"provider_id": f"provider-{a_message().id}"}
    assert not note(sender, **early)
    for minute in range(1, minutes + 1):
        sender.now = NOON + minute * MINUTE
        if minute == minutes:
            deliver(sender)
        retry_receipts(until=sender.now + MINUTE, ports=sender.ports)
    assert kept(sender).status is DELIVERED
    assert sender.receipts.kept == []


def test_a_receipt_of_a_message_that_is_not_ours_is_dropped_after_three_days():
    sender = Sender()
    note(sender, **BY_ITS_OWN_ID, provider_id="of another program")
    looked = 0
    while sender.receipts.kept:
        sender.now = sender.receipts.kept[0].due_at
        assert retry_receipts(until=sender.now + MINUTE, ports=sender.ports) == 0
        looked += 1
    assert sender.now - NOON == timedelta(hours=72)
    assert looked == 13


def test_a_clinics_door_finds_no_message_of_another_clinic():
    sender = a_sender(receipts_by_provider_id=True)
    deliver(sender)
    assert not note(sender, organisation_id=SOUTH)
    by_id = {"message_id": None, "channel": "fake", "provider_id": f"provider-{a_message().id}"}
    assert not note(sender, organisation_id=SOUTH, **by_id)
    assert kept(sender).status is MessageStatus.ACCEPTED


def a_post(size=2):
    return Posted(organisation_id=NORTH, channel="fake", headers={}, body=b"x" * size)


def test_what_is_told_at_the_door_goes_to_whom_it_concerns():
    sender = a_sender()
    deliver(sender)
    said = {"organisation_id": NORTH, "kind": Kind.SMS}
    reply = Reply(**said, id="1", channel="fake", from_=ANNAS.to, text="JA", at=NOON)
    gone = Suppression(**said, address=ANNAS.to, reason=Reason.BOUNCED)
    sender.told = [a_receipt(), gone, reply]
    take_event(a_post(), ports=sender.ports)
    assert kept(sender).status is DELIVERED
    assert sender.heard == [reply]
    assert sender.suppressed == [(NORTH, Kind.SMS, ANNAS.to, Reason.BOUNCED)]


def test_nobody_has_that_much_to_say():
    sender = Sender(told=[a_receipt()])
    with pytest.raises(NotFound):
        take_event(a_post(LARGEST + 1), ports=sender.ports)
