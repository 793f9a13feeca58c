"""Letters: listed once on the day they were due, and their words gone when they are printed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.messaging.channels import find
from frontdesk.messaging.model import Address, Kind, MessageStatus, Wording
from frontdesk.messaging.storage import DynamoLetters
from frontdesk.messaging.usecases.deliver_message import deliver_message
from frontdesk.messaging.usecases.list_letters import list_letters
from frontdesk.messaging.usecases.mark_printed import mark_printed
from frontdesk.messaging.usecases.queue_message import queue_message
from tests.messaging.builders import NOON, NORTH, SOUTH, FakeLetters, FakeTools, Sender, a_message

HOME = Address(Kind.POST, "Anna Andersson\nStorgatan 1\n111 22 Stockholm")
TODAY, DAY = NOON.date(), timedelta(days=1)


@pytest.fixture(params=[FakeLetters, DynamoLetters])
def letters(request):
    if request.param is DynamoLetters:
        request.getfixturevalue("cloud")
    return request.param()


def post(letters, now=NOON, **changes):
    it = find("post", {}, FakeTools(now=now, letters=letters))
    it.send(a_message(**changes), HOME, Wording("Kallelse", "Välkommen"))


def test_a_letter_is_listed_once_on_the_day_it_was_due(letters):
    post(letters)
    post(letters, now=NOON + timedelta(days=1))
    post(letters, organisation_id=SOUTH)
    [letter] = letters.of_day(NORTH, TODAY)
    assert (letter.to, letter.subject, letter.text) == (HOME.to, "Kallelse", "Välkommen")
    assert letters.of_day(NORTH, TODAY + timedelta(days=1)) == []


def test_what_is_printed_is_printed_once_and_its_words_are_gone(letters):
    post(letters)
    assert not letters.printed(SOUTH, TODAY, a_message().id, at=NOON)
    assert letters.printed(NORTH, TODAY, a_message().id, at=NOON)
    assert not letters.printed(NORTH, TODAY, a_message().id, at=NOON)
    [letter] = letters.of_day(NORTH, TODAY)
    assert (letter.to, letter.text, letter.printed_at) == ("", "", NOON)


def test_a_message_is_delivered_when_its_letter_is_printed():
    sender = Sender(addresses={Kind.POST: HOME})
    queue_message(a_message(kinds=(Kind.POST,)), ports=sender.ports)
    deliver_message(organisation_id=NORTH, message_id=a_message().id, ports=sender.ports)
    post(sender.letters)
    seen = []
    asked = {"by": Actor(ActorKind.STAFF, "1001"), "record": seen.append, "ports": sender.ports}
    [letter] = list_letters(organisation_id=NORTH, **asked)
    for done in (1, 0):
        ids = [(TODAY, letter.message_id), (TODAY, "none of these"), (TODAY - DAY, letter.message_id)]
        assert mark_printed(organisation_id=NORTH, letters=ids, ports=sender.ports) == done
    assert sender.outbox.stored[NORTH, a_message().id].status is MessageStatus.DELIVERED
    assert list_letters(organisation_id=NORTH, **asked) == []
    assert [(it.action, it.about) for it in seen] == [
        ("LettersRead", "1 letters"),
        ("LettersRead", "0 letters"),
    ]


def test_a_letter_of_two_weeks_ago_is_still_to_be_printed():
    sender = Sender()
    for days in (0, 14):
        it = replace(a_message(), id=f"m{days}", queued_at=NOON - days * DAY)
        find("post", {}, FakeTools(letters=sender.letters)).send(it, HOME, Wording("Kallelse", "Välkommen"))
    asked = {"by": Actor(ActorKind.STAFF, "1001"), "record": lambda _: None, "ports": sender.ports}
    assert [it.message_id for it in list_letters(organisation_id=NORTH, **asked)] == ["m14", "m0"]
