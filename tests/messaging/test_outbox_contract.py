"""Whatever keeps messages until they are out keeps these promises: the fake and DynamoDB alike."""

from datetime import timedelta

import pytest

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import MessageId
from frontdesk.messaging.model import Due, Kind, MessageStatus, Outcome, Purpose, Reason
from frontdesk.messaging.rules import SHARDS
from frontdesk.messaging.storage import DynamoOutbox, MessageRecord
from frontdesk.messaging.usecases import deliver_message
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
    found = [it for shard in range(SHARDS) for it in outbox.due(shard, before=before)]
    return [it.message_id for it in found if it.organisation_id == organisation_id]


def close(outbox, message, status=MessageStatus.ACCEPTED):
    outbox.close(message, Outcome(status=status))


def put_back(outbox, message, until, **said):
    outbox.put_back(message, Outcome(status=MessageStatus.QUEUED, until=until, **said))


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
    close(outbox, claim(outbox), MessageStatus.ACCEPTED)
    outbox.add(a_message())
    assert claim(outbox, NOON + 9 * MINUTE) is None


def test_of_two_senders_one_has_it(outbox):
    outbox.add(a_message())
    assert claim(outbox) is not None
    assert claim(outbox) is None


def test_a_claim_runs_out(outbox):
    outbox.add(a_message())
    claim(outbox)
    assert claim(outbox, NOON + MINUTE / 2) is None
    assert waiting(outbox, NOON + MINUTE) == [ID]
    assert claim(outbox, NOON + MINUTE).attempts == 2


def test_a_lost_claim_changes_nothing(outbox):
    outbox.add(a_message())
    lost = claim(outbox)
    held = claim(outbox, NOON + MINUTE)
    close(outbox, lost, MessageStatus.UNDELIVERABLE)
    put_back(outbox, lost, NOON)
    assert claim(outbox, NOON + MINUTE) is None
    close(outbox, held, MessageStatus.ACCEPTED)
    assert waiting(outbox, NOON + 99 * MINUTE) == []


def test_what_is_out_waits_no_more(outbox):
    outbox.add(a_message())
    assert waiting(outbox) == [ID]
    close(outbox, claim(outbox), MessageStatus.ACCEPTED)
    assert waiting(outbox, NOON + 99 * MINUTE) == []


def test_what_was_put_back_rests_until_then(outbox):
    outbox.add(a_message())
    put_back(outbox, claim(outbox), NOON + 5 * MINUTE)
    assert waiting(outbox, NOON + 4 * MINUTE) == []
    assert claim(outbox, NOON + 4 * MINUTE) is None
    assert claim(outbox, NOON + 5 * MINUTE).attempts == 2


@pytest.mark.parametrize("status", [MessageStatus.ACCEPTED, MessageStatus.UNDELIVERABLE])
def test_a_secret_is_gone_when_it_is_out_or_given_up(outbox, status):
    outbox.add(a_code_message())
    message = claim(outbox)
    assert message.parameters == {"code": "048213"}
    put_back(outbox, message, NOON)
    message = claim(outbox)
    assert message.parameters == {"code": "048213"}
    close(outbox, message, status)
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


A, B = "a1@20261125T0900Z", "b2@20261125T0930Z"


def a_reminder(**changes):
    return a_message(
        **{"cause": "appointments", "due_at": NOON + 9 * MINUTE, "listed_under": "c0ffee", **changes}
    )


@pytest.mark.requirement("R4")
def test_who_joins_a_reminder_makes_it_where_there_is_none(outbox):
    assert outbox.join(a_reminder(), A)
    assert outbox.join(a_reminder(), B)
    assert outbox.join(a_reminder(), A)
    assert claim(outbox, NOON + 8 * MINUTE) is None
    message = claim(outbox, NOON + 9 * MINUTE)
    assert message.members == {A, B}
    assert (message.cause, message.listed_under, message.due_at) == (
        "appointments",
        "c0ffee",
        NOON + 9 * MINUTE,
    )


def test_who_joins_a_reminder_makes_it_earlier_and_never_later(outbox):
    outbox.join(a_reminder(), A)
    outbox.join(a_reminder(due_at=NOON + 5 * MINUTE), B)
    outbox.join(a_reminder(due_at=NOON + 7 * MINUTE), A)
    assert waiting(outbox, NOON + 4 * MINUTE) == []
    assert claim(outbox, NOON + 5 * MINUTE).due_at == NOON + 5 * MINUTE


def test_nobody_joins_a_reminder_that_is_out_but_who_was_in_it_is_told_that_they_are(outbox):
    outbox.join(a_reminder(), A)
    close(outbox, claim(outbox, NOON + 9 * MINUTE))
    assert not outbox.join(a_reminder(), B)
    assert outbox.join(a_reminder(), A)
    assert waiting(outbox, NOON + 99 * MINUTE) == []


def test_who_leaves_a_reminder_is_not_in_it_when_it_is_sent(outbox):
    outbox.leave(NORTH, ID, A)
    outbox.join(a_reminder(), A)
    outbox.join(a_reminder(), B)
    outbox.leave(NORTH, ID, A)
    outbox.leave(SOUTH, ID, B)
    assert claim(outbox, NOON + 9 * MINUTE).members == {B}


def test_what_became_of_it_is_kept(outbox):
    outbox.add(a_message())
    message = claim(outbox)
    put_back(outbox, message, NOON, reason=Reason.BUSY, failures=1, tried=frozenset({Kind.SMS}))
    message = claim(outbox)
    assert (message.reason, message.failures, message.tried) == (Reason.BUSY, 1, {Kind.SMS})
    assert not message.is_unanswered
    outbox.close(message, Outcome(status=MessageStatus.ACCEPTED, kind=Kind.EMAIL, provider_id="p1"))
    [kept] = outbox.of_recipient(NORTH, "anna", most=9)
    assert (kept.status, kept.reason, kept.kind, kept.provider_id) == (
        MessageStatus.ACCEPTED,
        Reason.NONE,
        Kind.EMAIL,
        "p1",
    )


def test_an_attempt_that_ended_without_a_word_shows(outbox):
    outbox.add(a_message())
    claim(outbox)
    assert claim(outbox, NOON + MINUTE).is_unanswered


BROKEN = Outcome(status=MessageStatus.UNDELIVERABLE, reason=Reason.BROKEN)


def set_aside(outbox, message_id=ID):
    outbox.set_aside(
        Due(NORTH, message_id), BROKEN, after=2, fact=lambda it: deliver_message.changed(it, BROKEN, at=NOON)
    )


def test_a_message_that_is_tried_in_vain_too_often_is_set_aside(outbox):
    outbox.add(a_code_message(id=ID))
    for minute in range(2):
        claim(outbox, NOON + minute * MINUTE)
        set_aside(outbox)
        assert bool(waiting(outbox, NOON + 9 * MINUTE)) == (minute == 0)
    [kept] = outbox.of_recipient(NORTH, "c0ffee", most=9)
    assert (kept.status, kept.reason) == (MessageStatus.UNDELIVERABLE, Reason.BROKEN)
    assert "048213" not in str(everything_of(outbox))


def test_what_was_put_back_as_often_or_is_out_is_not_set_aside(outbox):
    outbox.add(a_message())
    for minute in range(3):
        put_back(outbox, claim(outbox, NOON + minute * MINUTE), NOON + minute * MINUTE)
    claim(outbox, NOON + 3 * MINUTE)
    set_aside(outbox)
    close(outbox, claim(outbox, NOON + 4 * MINUTE))
    set_aside(outbox)
    set_aside(outbox, "another")
    [kept] = outbox.of_recipient(NORTH, "anna", most=9)
    assert kept.status is MessageStatus.ACCEPTED


def test_what_waits_says_how_it_goes_and_is_counted(outbox):
    outbox.add(a_message(kinds=(Kind.EMAIL, Kind.SMS), purpose=Purpose.RECALL))
    [due] = [it for shard in range(SHARDS) for it in outbox.due(shard, before=NOON)]
    assert due == Due(NORTH, ID, Kind.EMAIL, Purpose.RECALL)
    counted = [
        outbox.waiting(shard, before=at, most=9) for at in (NOON, NOON - MINUTE) for shard in range(SHARDS)
    ]
    assert sum(counted) == 1


@pytest.mark.requirement("R6")
def test_what_somebody_was_told_is_listed_the_newest_first(outbox):
    outbox.add(a_message())
    outbox.add(a_message(id="r2", queued_at=NOON + MINUTE))
    outbox.add(a_message(id="r3", organisation_id=SOUTH))
    outbox.join(a_reminder(id="r4"), A)
    assert [it.id for it in outbox.of_recipient(NORTH, "anna", most=9)] == ["r2", ID]
    assert [it.id for it in outbox.of_recipient(NORTH, "anna", most=1)] == ["r2"]
    assert [it.id for it in outbox.of_recipient(NORTH, "c0ffee", most=9)] == ["r4"]


def test_how_messages_stand_is_known_as_long_as_they_are_kept(outbox):
    outbox.add(a_message())
    outbox.add(a_message(id=MessageId("other")))
    close(outbox, claim(outbox))
    asked = [ID, MessageId("other"), MessageId("never")]
    states = outbox.states(NORTH, asked)
    assert states == {ID: MessageStatus.ACCEPTED, MessageId("other"): MessageStatus.QUEUED}
    assert outbox.states(SOUTH, asked) == {}


def test_whom_messages_are_about_is_known_as_long_as_they_are_kept(outbox):
    outbox.join(a_message(), "an-appointment")
    outbox.add(a_message(id=MessageId("plain")))
    close(outbox, claim(outbox))
    asked = [ID, MessageId("plain"), MessageId("never")]
    assert outbox.members(NORTH, asked) == {ID: {"an-appointment"}, MessageId("plain"): frozenset()}
    assert outbox.members(SOUTH, asked) == {}
