"""Somebody writes to the clinic."""

from dataclasses import replace

import pytest

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.messaging.errors import TextMissing, TextTooLong
from frontdesk.messaging.model import Address, Go, Gone, Kind, Purpose, RecipientKind
from frontdesk.messaging.model.threads import LineId, Place
from frontdesk.messaging.usecases.list_conversations import list_conversations
from frontdesk.messaging.usecases.read_conversation import list_told, read_conversation
from frontdesk.messaging.usecases.settle_thread import settle_thread
from frontdesk.messaging.usecases.word_line import word_line
from frontdesk.messaging.usecases.write_line import write_line
from tests.patients.builders import a_subject

from .builders import MINUTE, NOON, NORTH, a_message
from .threads import CONTACT, NUMBER, FakeThreads, Switchboard

KATRIN = Actor(ActorKind.STAFF, "1001")
PLACE = Place(contact_key=CONTACT, address=Address(Kind.SMS, NUMBER), thread=None)


def writes(house, text="Wir rufen Sie an.", *, seen=NOON, line_id="7" * 32, place=PLACE):
    return write_line(
        organisation_id=NORTH,
        place=place,
        text=text,
        line_id=LineId(line_id),
        seen=seen,
        by=KATRIN,
        ports=house.ports,
    )


@pytest.mark.requirement("N1")
def test_a_reply_that_comes_three_times_is_kept_once_and_told_once():
    house = Switchboard()
    for minute in range(3):
        house.hears("Vill ni ringa?", at=NOON + minute * MINUTE)
    assert [it.text for it in house.threads.lines(NORTH, CONTACT, most=9)] == ["Vill ni ringa?"]
    assert [it.name for it in house.threads.facts] == ["ReplyHeard"]
    assert house.waits == [CONTACT]


def test_the_fact_says_nothing_of_what_was_written_nor_from_where():
    house = Switchboard()
    house.hears("Jag har feber")
    assert "feber" not in str(house.threads.facts)
    assert NUMBER not in str(house.threads.facts)


def test_the_same_id_of_two_providers_is_two_replies():
    house = Switchboard()
    house.hears("ett")
    house.hears("två", channel="ses")
    assert len(house.threads.facts) == 2


@pytest.mark.requirement("4b opt-out")
def test_who_says_stop_gets_no_more_and_one_message_that_says_so():
    house = Switchboard()
    for _ in range(3):
        house.hears("STOPP!")
    assert house.opted == [(NUMBER, False)]
    assert house.templates() == ["reply_stopped"]
    assert house.waits == []


def test_who_says_start_gets_them_again():
    house = Switchboard()
    house.hears("stop")
    house.hears("start", id="SM2", at=NOON + MINUTE)
    house.hears("stop")  # the provider repeats itself
    assert house.opted == [(NUMBER, False), (NUMBER, True)]
    assert house.templates() == ["reply_stopped", "reply_started"]


def test_to_cancel_is_not_to_want_no_more_messages():
    house = Switchboard()
    house.hears("avboka")
    assert (house.opted, house.templates()) == ([], [])


def test_it_is_said_in_the_language_of_who_is_known_there():
    house = Switchboard(people=[a_subject()])
    house.hears("stop")
    [message] = house.outbox.stored.values()
    assert message.language is a_subject().language


def test_an_answer_is_a_message_without_words_to_where_the_reply_came_from():
    house = Switchboard()
    house.hears("stop")
    [message] = house.outbox.stored.values()
    assert (message.recipient.kind, message.recipient.id) == (RecipientKind.THREAD, CONTACT)
    assert (message.kinds, message.parameters, message.purpose) == ((Kind.SMS,), {}, Purpose.SERVICE)


def test_staff_write_back_and_the_conversation_waits_no_more():
    house = Switchboard()
    house.hears("Vill ni ringa?")
    house.now = NOON + MINUTE
    for _ in range(2):
        writes(house)
    assert house.waits == []
    [message] = house.outbox.stored.values()
    assert (message.template, message.purpose) == ("own_words", Purpose.SERVICE)
    assert word_line(message, threads=house.threads) == Go({"text": "Wir rufen Sie an."})
    assert word_line(message, threads=FakeThreads()) == Gone()


def test_what_came_while_somebody_wrote_still_waits():
    house = Switchboard()
    house.hears("Vill ni ringa?")
    house.hears("Det är bråttom", id="SM2", at=NOON + MINUTE)
    house.now = NOON + 2 * MINUTE
    writes(house, seen=NOON)
    assert house.waits == [CONTACT]
    assert not settle_thread(organisation_id=NORTH, contact_key=CONTACT, seen=NOON, ports=house.ports)
    assert settle_thread(organisation_id=NORTH, contact_key=CONTACT, seen=NOON + MINUTE, ports=house.ports)


def test_staff_begin_a_conversation_as_a_reminder_would():
    house = Switchboard(people=[a_subject()])
    writes(house)
    [message] = house.outbox.stored.values()
    assert message.purpose is Purpose.APPOINTMENT
    assert house.threads.head(NORTH, CONTACT).to == NUMBER
    assert house.waits == []


def test_nothing_and_too_much_cannot_be_sent():
    house = Switchboard()
    with pytest.raises(TextMissing):
        writes(house, "  ")
    with pytest.raises(TextTooLong):
        writes(house, "x" * 481)
    assert house.outbox.stored == {}


@pytest.mark.requirement("R6")
def test_staff_read_all_that_was_sent_and_heard_and_it_is_in_the_trail_first():
    anna = a_subject()
    house = Switchboard(people=[anna])
    house.outbox.add(
        a_message(id="m1", listed_under=CONTACT, template="appointment_reminder", cause="appointments")
    )
    house.outbox.add(a_message(id="m2", listed_under=anna.id))
    house.hears("Vill ni ringa?")
    for who in (CONTACT, anna.id):
        found = read_conversation(organisation_id=NORTH, who=who, by=KATRIN, ports=house.ports)
        assert [it.id for it in found.messages] == ["m1", "m2"]
        assert [it.text for it in found.lines] == ["Vill ni ringa?"]
        assert [it.address.to for it in found.places] == [NUMBER]
    assert [(it.action, it.subject_id) for it in house.trail] == [("ConversationRead", anna.id)] * 2


def test_nothing_is_shown_without_the_trail():
    house = Switchboard(people=[a_subject()])
    house.hears("Vill ni ringa?")
    broken = replace(house.ports, record=lambda entry: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        read_conversation(organisation_id=NORTH, who=CONTACT, by=KATRIN, ports=broken)
    with pytest.raises(ZeroDivisionError):
        list_conversations(organisation_id=NORTH, by=KATRIN, ports=broken)


def test_nobody_reads_a_conversation_that_there_is_not():
    with pytest.raises(NotFound):
        read_conversation(organisation_id=NORTH, who=CONTACT, by=KATRIN, ports=Switchboard().ports)


def test_the_inbox_shows_those_that_wait_first_with_names():
    house = Switchboard(people=[a_subject()])
    house.hears("Vill ni ringa?")
    found = list_conversations(organisation_id=NORTH, by=KATRIN, ports=house.ports)
    assert [it.contact_key for it in found.waiting] == [CONTACT]
    assert list(found.people) == [a_subject().id]


@pytest.mark.requirement("R6")
def test_a_patient_sees_what_was_sent_and_what_they_wrote_and_nothing_that_is_to_come():
    house = Switchboard(people=[a_subject()])
    house.outbox.add(a_message(id="m1", listed_under=CONTACT))
    house.outbox.add(a_message(id="m2", listed_under=CONTACT, due_at=NOON + MINUTE))
    house.hears("Vill ni ringa?")
    mine = list_told(organisation_id=NORTH, contact_key=CONTACT, is_contact=True, ports=house.ports)
    assert ([it.id for it in mine.messages], len(mine.lines)) == (["m1"], 1)
    logged_in = list_told(organisation_id=NORTH, contact_key="login", is_contact=False, ports=house.ports)
    assert ([it.id for it in logged_in.messages], logged_in.lines) == (["m1"], ())
