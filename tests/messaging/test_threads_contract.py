"""Whatever keeps what is said with a contact keeps these promises: the fake and DynamoDB alike."""

from dataclasses import replace

import pytest

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey
from frontdesk.kernel.language import Language
from frontdesk.messaging.events import ReplyHeard
from frontdesk.messaging.model.threads import LineId, Opting, Side
from frontdesk.messaging.storage import DynamoThreads, ThreadRecord

from .builders import MINUTE, NOON, NORTH, SOUTH
from .threads import CONTACT, FakeThreads, a_line, a_thread

OTHER = ContactKey("d" * 64)
STAFF = Actor(ActorKind.STAFF, "1001")


@pytest.fixture(params=[FakeThreads, DynamoThreads])
def threads(request):
    if request.param is DynamoThreads:
        request.getfixturevalue("cloud")
    return request.param()


def say(threads, line):
    return threads.add(threads.first_said(line))


def test_a_line_is_kept_as_it_was_said(threads):
    line = a_line(answers="SM9", opting=Opting.STOP)
    assert say(threads, line) == line
    assert threads.get(NORTH, CONTACT, line.id) == line


def test_what_the_house_says_is_kept_with_its_parameters(threads):
    line = a_line(side=Side.OUT, by=STAFF, text="", template="reply_move", parameters={"link": "x"})
    say(threads, replace(line, language=Language.CHINESE))
    assert threads.get(NORTH, CONTACT, line.id) == replace(line, language=Language.CHINESE)


def test_a_line_that_comes_again_later_is_the_same_line(threads):
    say(threads, a_line())
    again = say(threads, a_line(at=NOON + MINUTE, text="another word"))
    assert (again.at, again.text) == (NOON, a_line().text)
    assert threads.lines(NORTH, CONTACT, most=9) == [a_line()]


def test_who_came_to_an_end_before_the_line_was_kept_keeps_it_when_it_comes_again(threads):
    threads.first_said(a_line())
    assert say(threads, a_line(at=NOON + MINUTE)).at == NOON


def test_nobody_finds_a_line_in_another_thread_or_organisation(threads):
    say(threads, a_line())
    for organisation_id, contact_key in ((SOUTH, CONTACT), (NORTH, OTHER)):
        with pytest.raises(NotFound):
            threads.get(organisation_id, contact_key, a_line().id)
        assert threads.lines(organisation_id, contact_key, most=9) == []
        assert threads.head(organisation_id, contact_key) is None


def test_what_a_reply_means_is_decided_once(threads):
    line = say(threads, a_line())
    assert threads.decide(line, "yes") == "yes"
    assert threads.decide(line, "no") == "yes"
    assert threads.get(NORTH, CONTACT, line.id).decided == "yes"


def test_lines_lie_in_order_the_newest_of_each_side(threads):
    for number in range(3):
        at = NOON + number * MINUTE
        say(threads, a_line(id=LineId(f"a{number}"), at=at))
        say(threads, a_line(id=LineId(f"b{number}"), at=at, side=Side.OUT))
    found = [it.id for it in threads.lines(NORTH, CONTACT, most=2)]
    assert found == ["a1", "b1", "a2", "b2"]


def test_a_conversation_is_kept_as_it_is(threads):
    threads.open(a_thread(subject_ids=("anna", "ben")))
    assert threads.head(NORTH, CONTACT) == a_thread(subject_ids=("anna", "ben"))


def test_a_late_repetition_does_not_make_it_wait_again(threads):
    threads.open(a_thread())
    assert threads.settle(NORTH, CONTACT, seen=NOON, at=NOON)
    threads.open(a_thread())
    assert threads.head(NORTH, CONTACT).waits is False
    threads.open(a_thread(last_at=NOON + MINUTE))
    assert threads.head(NORTH, CONTACT).waits is True


def test_what_nobody_has_seen_is_not_settled(threads):
    threads.open(a_thread(last_at=NOON + MINUTE))
    assert not threads.settle(NORTH, CONTACT, seen=NOON, at=NOON + 2 * MINUTE)
    assert threads.head(NORTH, CONTACT).waits
    assert not threads.settle(NORTH, OTHER, seen=NOON, at=NOON)


def test_an_answered_reply_settles_what_it_alone_made_wait(threads):
    threads.open(a_thread())
    assert threads.settle_answered(a_line())
    assert not threads.settle_answered(a_line())
    threads.open(a_thread(last_at=NOON + MINUTE))
    threads.open(a_thread(last_at=NOON + 2 * MINUTE))
    assert not threads.settle_answered(a_line(at=NOON + 2 * MINUTE))
    assert threads.head(NORTH, CONTACT).waits
    assert threads.settle(NORTH, CONTACT, seen=NOON + 2 * MINUTE, at=NOON + 3 * MINUTE)
    threads.open(a_thread(last_at=NOON + 4 * MINUTE))
    assert threads.settle_answered(a_line(at=NOON + 4 * MINUTE))


def test_those_that_wait_are_apart_and_the_newest_comes_first(threads):
    threads.open(a_thread())
    threads.open(a_thread(contact_key=OTHER, last_at=NOON + MINUTE))
    threads.open(a_thread(organisation_id=SOUTH))
    assert [it.contact_key for it in threads.conversations(NORTH, waiting=True, most=9)] == [OTHER, CONTACT]
    threads.settle(NORTH, OTHER, seen=NOON + MINUTE, at=NOON + 2 * MINUTE)
    assert [it.contact_key for it in threads.conversations(NORTH, waiting=True, most=9)] == [CONTACT]
    [done] = threads.conversations(NORTH, waiting=False, most=9)
    assert (done.contact_key, done.last_at) == (OTHER, NOON + 2 * MINUTE)


def test_the_fact_of_a_line_travels_on_it(cloud):
    heard = ReplyHeard(
        organisation_id=NORTH,
        occurred_at=NOON,
        actor=a_line().by,
        reply_id=a_line().id,
        contact_key=CONTACT,
        kind="sms",
        opting="",
    )
    threads = DynamoThreads()
    threads.add(threads.first_said(a_line()), heard)
    [record] = [it for it in ThreadRecord.scan() if it.facts]
    assert [fact["name"] for fact in record.facts] == ["ReplyHeard"]
    assert a_line().text not in str(record.facts)
    assert record.ttl > NOON.timestamp()
