"""Whatever keeps messages until they are out keeps these promises: the fake and DynamoDB alike."""

from datetime import timedelta

import pytest

from frontdesk.kernel.errors import NotFound
from frontdesk.messaging.model import MessageStatus
from frontdesk.messaging.storage import DynamoOutbox, MessageRecord
from tests.conftest import client

from .builders import MINUTE, NOON, NORTH, SOUTH, FakeOutbox, a_code_message, a_message

ID = a_message().id


@pytest.fixture(params=[FakeOutbox, DynamoOutbox])
def outbox(request):
    if request.param is DynamoOutbox:
        request.getfixturevalue("cloud")
    return request.param()


def claim(outbox, now=NOON, organisation_id=NORTH):
    return outbox.claim(organisation_id, ID, now=now, for_=MINUTE)


def waiting(outbox, before=NOON, organisation_id=NORTH):
    return list(outbox.waiting(organisation_id, before=before))


def test_a_claimed_message_says_what_was_queued(outbox):
    outbox.add(a_message())
    message = claim(outbox)
    assert (message.template, message.language, message.parameters) == (
        a_message().template,
        a_message().language,
        a_message().parameters,
    )
    assert (message.recipient, message.queued_at) == (a_message().recipient, NOON)
    assert (message.status, message.attempts) == (MessageStatus.SENDING, 1)


@pytest.mark.requirement("N1")
def test_the_same_message_again_is_the_same(outbox):
    outbox.add(a_message())
    outbox.close(claim(outbox), status=MessageStatus.ACCEPTED)
    outbox.add(a_message())
    assert claim(outbox, NOON + 9 * MINUTE) is None


def test_of_two_senders_one_has_it(outbox):
    outbox.add(a_message())
    assert claim(outbox) is not None
    assert claim(outbox) is None


def test_a_claim_runs_out(outbox):
    outbox.add(a_message())
    claim(outbox)
    assert waiting(outbox) == []
    assert waiting(outbox, NOON + MINUTE) == [ID]
    assert claim(outbox, NOON + MINUTE).attempts == 2


def test_a_lost_claim_changes_nothing(outbox):
    outbox.add(a_message())
    lost = claim(outbox)
    held = claim(outbox, NOON + MINUTE)
    outbox.close(lost, status=MessageStatus.UNDELIVERABLE)
    outbox.put_back(lost, until=NOON)
    assert claim(outbox, NOON + MINUTE) is None
    outbox.close(held, status=MessageStatus.ACCEPTED)
    assert waiting(outbox, NOON + 99 * MINUTE) == []


def test_what_is_out_waits_no_more(outbox):
    outbox.add(a_message())
    assert waiting(outbox) == [ID]
    outbox.close(claim(outbox), status=MessageStatus.ACCEPTED)
    assert waiting(outbox, NOON + 99 * MINUTE) == []


def test_what_was_put_back_rests_until_then(outbox):
    outbox.add(a_message())
    outbox.put_back(claim(outbox), until=NOON + 5 * MINUTE)
    assert waiting(outbox, NOON + 4 * MINUTE) == []
    assert claim(outbox, NOON + 4 * MINUTE) is None
    assert claim(outbox, NOON + 5 * MINUTE).attempts == 2


@pytest.mark.parametrize("status", [MessageStatus.ACCEPTED, MessageStatus.UNDELIVERABLE])
def test_a_secret_is_gone_when_it_is_out_or_given_up(outbox, status):
    outbox.add(a_code_message())
    message = claim(outbox)
    assert message.parameters == {"code": "048213"}
    outbox.put_back(message, until=NOON)
    message = claim(outbox)
    assert message.parameters == {"code": "048213"}
    outbox.close(message, status=status)
    assert "048213" not in str(everything_of(outbox))


def everything_of(outbox):
    if isinstance(outbox, FakeOutbox):
        return outbox.stored
    return client("dynamodb").scan(TableName=MessageRecord.Meta.table_name)["Items"]


def test_a_secret_is_kept_for_an_hour_and_other_messages_for_ninety_days(cloud):
    for message, kept in ((a_code_message(), timedelta(hours=1)), (a_message(id="r2"), timedelta(days=90))):
        DynamoOutbox().add(message)
        record = MessageRecord.get(f"{NORTH}#MESSAGE#{message.id}", "-")
        assert record.ttl == int((NOON + kept).timestamp())


@pytest.mark.requirement("N7")
def test_another_organisations_message_is_not_found(outbox):
    outbox.add(a_message())
    assert waiting(outbox, organisation_id=SOUTH) == []
    with pytest.raises(NotFound):
        claim(outbox, organisation_id=SOUTH)
