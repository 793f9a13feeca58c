"""The fake's receipts and DynamoDB's keep the same promises."""

import pytest

from frontdesk.messaging.model import Due, Kind, MessageStatus, Outcome, Reason
from frontdesk.messaging.model.traffic import Early
from frontdesk.messaging.rules import SHARDS
from frontdesk.messaging.storage import DynamoOutbox, DynamoReceipts

from .builders import (
    MINUTE,
    NOON,
    NORTH,
    SOUTH,
    FakeOutbox,
    FakeReceipts,
    a_code_message,
    a_message,
    a_receipt,
)

ID = a_message().id
FAILED = MessageStatus.FAILED


@pytest.fixture(params=["fake", "dynamo"])
def both(request):
    """An outbox, and the receipts of what it holds."""
    if request.param == "dynamo":
        request.getfixturevalue("cloud")
        return DynamoOutbox(), DynamoReceipts()
    outbox = FakeOutbox()
    return outbox, FakeReceipts(outbox)


def sent(outbox, message=None, **said):
    outbox.add(message or a_message())
    claimed = outbox.claim(NORTH, ID, now=NOON, for_=MINUTE)
    outbox.close(claimed, Outcome(status=MessageStatus.ACCEPTED, kind=Kind.SMS, provider_id="p1", **said))


def note(receipts, *args, **changes):
    return receipts.note(receipts.message(NORTH, ID), a_receipt(*args, **changes))


def waiting(outbox, before=NOON):
    return [it for shard in range(SHARDS) for it in outbox.due(shard, before=before)]


def test_a_message_of_another_organisation_is_none(both):
    outbox, receipts = both
    sent(outbox)
    assert receipts.message(NORTH, ID).status is MessageStatus.ACCEPTED
    assert receipts.message(SOUTH, ID) is None
    assert receipts.message(NORTH, "none of these") is None


@pytest.mark.requirement("R6")
def test_more_is_noted_and_less_is_not(both):
    outbox, receipts = both
    sent(outbox)
    assert note(receipts)
    assert not note(receipts)
    assert not note(receipts, MessageStatus.ACCEPTED)
    assert note(receipts, reason=Reason.COMPLAINED)
    assert not note(receipts)
    assert note(receipts, FAILED, reason=Reason.BOUNCED, provider_id="p2")
    message = receipts.message(NORTH, ID)
    assert (message.status, message.reason, message.provider_id) == (FAILED, Reason.BOUNCED, "p2")


def test_what_is_noted_while_it_is_being_sent_stays_and_the_sender_has_nothing_to_say(both):
    outbox, receipts = both
    outbox.add(a_message())
    claimed = outbox.claim(NORTH, ID, now=NOON, for_=MINUTE)
    assert note(receipts)
    outbox.close(claimed, Outcome(status=MessageStatus.UNDELIVERABLE))
    outbox.put_back(claimed, Outcome(status=MessageStatus.QUEUED, until=NOON))
    message = receipts.message(NORTH, ID)
    assert (message.status, message.kind) == (MessageStatus.DELIVERED, Kind.SMS)
    assert not message.is_unanswered
    assert waiting(outbox, NOON + 99 * MINUTE) == []


def test_what_failed_waits_again_for_another_kind_once(both):
    outbox, receipts = both
    sent(outbox, found_by="fake")
    message = receipts.message(NORTH, ID)
    assert not receipts.reroute(message, Kind.SMS, at=NOON)
    note(receipts, FAILED)
    assert not receipts.reroute(message, Kind.EMAIL, at=NOON)
    assert receipts.reroute(message, Kind.SMS, at=NOON)
    assert not receipts.reroute(message, Kind.SMS, at=NOON)
    assert waiting(outbox) == [Due(NORTH, ID)]
    again = outbox.claim(NORTH, ID, now=NOON, for_=MINUTE)
    assert (again.tried, again.kind, again.provider_id) == ({Kind.SMS}, None, "")
    assert not again.is_unanswered
    assert not note(receipts, MessageStatus.DELIVERED)
    assert note(receipts, kind=Kind.EMAIL)


def test_a_secret_is_gone_with_the_receipt(both):
    outbox, receipts = both
    outbox.add(a_code_message())
    outbox.claim(NORTH, ID, now=NOON, for_=MINUTE)
    note(receipts)
    assert receipts.message(NORTH, ID).parameters == {}


def test_a_message_is_found_by_the_providers_id_where_it_has_to_be(both):
    outbox, receipts = both
    sent(outbox, found_by="fake")
    assert receipts.found_by("fake", "p1") == Due(NORTH, ID)
    assert receipts.found_by("another", "p1") is None
    assert receipts.found_by("fake", "p2") is None


def test_others_are_not(both):
    outbox, receipts = both
    sent(outbox)
    assert receipts.found_by("fake", "p1") is None


def test_a_receipt_that_came_too_early_is_kept_until_it_is_due(both):
    _, receipts = both
    receipt = a_receipt(organisation_id=None, message_id=None, provider_id="p1", reason=Reason.NONE)
    first, second = (
        Early(receipt=receipt, since=NOON, tries=tries, due_at=NOON + tries * MINUTE) for tries in (1, 2)
    )
    for early in (second, first, first):
        if early not in receipts.early(before=NOON + 9 * MINUTE, most=9):
            receipts.keep(early)
    assert list(receipts.early(before=NOON + MINUTE, most=9)) == [first]
    assert list(receipts.early(before=NOON + 2 * MINUTE, most=9)) == [first, second]
    assert list(receipts.early(before=NOON + 2 * MINUTE, most=1)) == [first]
    receipts.drop(first)
    assert list(receipts.early(before=NOON + 2 * MINUTE, most=9)) == [second]
