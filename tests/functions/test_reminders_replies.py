"""A patient cancels by replying to a reminder: from what a provider heard to the answer on the telephone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.booking.model import AppointmentStatus, Wish
from frontdesk.booking.usecases.book_time import Booking, book_time
from frontdesk.booking.usecases.find_times import Search, find_times
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.events import new_facts
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, Message, Outcome, Purpose, Recipient, RecipientKind
from frontdesk.messaging.model import MessageStatus as Status
from frontdesk.messaging.model.traffic import Reply
from frontdesk.messaging.storage import MessageRecord, ThreadRecord
from frontdesk.messaging.usecases.deliver_message import deliver_message
from frontdesk.messaging.usecases.hear_reply import hear_reply
from frontdesk.messaging.wiring import messaging_ports
from frontdesk.messaging.wiring.threads import thread_ports
from frontdesk.patients.usecases.reach_subject import reach_subject
from frontdesk.patients.wiring import patients_ports
from frontdesk.reminders.rules import CAUSE, member
from frontdesk.requests.storage import DynamoRequests
from frontdesk_web.booking_links import linked_booking
from tests.clinic import LINDENHOF, move_in
from tests.frontdesk_web.console_desk import subject

from .booking_desk import CHOICE, a_timetable
from .loading import load_module

HOUR = timedelta(hours=1)


class Phone:
    name, knows_references, receipts_by_provider_id = "simulator", True, False

    """What the patient's telephone shows."""

    def __init__(self):
        self.shown = []

    def send(self, _message, address, wording):
        self.shown.append((address.to, wording.text))
        return f"SM-{len(self.shown)}"


@pytest.fixture
def module(cloud, monkeypatch):
    move_in()
    it = load_module("reminders")
    monkeypatch.setattr(it, "booking", linked_booking(), raising=False)
    it.booking.timetables.put(LINDENHOF, a_timetable())
    return it


@pytest.fixture
def phone():
    return Phone()


def booked(ports):
    """The first consultation that is free in some days."""
    here = {"location_id": CHOICE["location"], "time_type_id": CHOICE["type"]}
    day = (ports.clock() + 6 * 24 * HOUR).date()
    slot = find_times(Search(organisation_id=LINDENHOF, **here), day, day + 7 * 24 * HOUR, ports=ports)[0]
    erik = subject(organisation_id=LINDENHOF, language=Language.GERMAN)
    ports.register(erik)
    return book_time(
        organisation_id=LINDENHOF,
        appointment_id="5" * 32,
        wish=Wish(**here, performer_id=slot.performer_id, starts_at=slot.starts_at),
        booking=Booking(subject=erik, by=Actor(ActorKind.PATIENT, erik.id), reason="Husten"),
        ports=ports,
    )


def reminded(module):
    """An appointment of next week, of which the patient was reminded an hour ago."""
    it, now = booked(module.booking), module.ports.clock()
    _, contact_key = reach_subject(
        organisation_id=LINDENHOF, subject_id=it.subject_id, ports=patients_ports()
    )
    outbox = messaging_ports().outbox
    outbox.add(
        Message(
            id="reminder-1",
            organisation_id=LINDENHOF,
            recipient=Recipient(RecipientKind.SUBJECT, it.subject_id),
            template="appointment_reminder",
            language=it.language,
            queued_at=now - HOUR,
            due_at=now - HOUR,
            purpose=Purpose.APPOINTMENT,
            cause=CAUSE,
            members=frozenset({member(it.id, it.slot.starts_at)}),
            listed_under=contact_key,
        )
    )
    claimed = outbox.claim(LINDENHOF, "reminder-1", now=now, for_=HOUR)
    outbox.close(claimed, Outcome(status=Status.ACCEPTED, kind=Kind.SMS, provider_id="SM-out"))
    return it


def replies(module, text):
    """The provider tells it twice, and the bus its fact three times."""
    reply = Reply(
        organisation_id=LINDENHOF,
        id="SM-in-1",
        channel="simulator",
        kind=Kind.SMS,
        from_=subject().phone,
        text=text,
        at=module.ports.clock(),
    )
    for _ in range(2):
        hear_reply(reply, ports=thread_ports())
    for record in ThreadRecord.scan():
        for fact in new_facts(None, {"facts": record.to_dynamodb_dict().get("facts", {"S": "[]"})["S"]}) * 3:
            assert fact["name"] == "ReplyHeard"
            module.replies({"detail-type": fact["name"], "detail": fact["detail"]}, None)


def answers(phone):
    """Whatever was queued in answer goes out, and the telephone shows it."""
    ports = replace(messaging_ports(), channel_for=lambda organisation_id, kind: phone)
    for record in MessageRecord.scan():
        if "#MESSAGE#" in record.pk and record.template.startswith("reply_"):
            message_id = record.pk.partition("#MESSAGE#")[2]
            deliver_message(organisation_id=LINDENHOF, message_id=message_id, ports=ports)
    return phone.shown


@pytest.mark.requirement("4b sms reply")
def test_a_reply_cancels_the_appointment_and_is_answered_once(module, phone):
    it = reminded(module)
    replies(module, "Nein, ich komme leider nicht. LG")
    now = module.booking.appointments.get(LINDENHOF, it.id)
    assert now.status is AppointmentStatus.CANCELLED
    assert now.changes[-1].by.kind is ActorKind.PATIENT
    [(to, text)] = answers(phone)
    assert to == subject().phone
    assert "abgesagt" in text
    assert len(now.changes) == 2


def test_what_is_not_clear_waits_in_the_inbox_and_the_patient_is_told_to_call_if_it_is_urgent(module, phone):
    it = reminded(module)
    replies(module, "Kann mein Sohn mitkommen?")
    assert module.booking.appointments.get(LINDENHOF, it.id).status is AppointmentStatus.BOOKED
    [line] = [record for record in ThreadRecord.scan() if record.sk.startswith("in#")]
    request = DynamoRequests().get(LINDENHOF, line.sk.rpartition("#")[2])
    assert [one.answer for one in request.answers] == ["Kann mein Sohn mitkommen?"]
    assert request.thread[0].by == Actor(ActorKind.PATIENT, request.contact_key)
    [(_, text)] = answers(phone)
    assert "Eilig?" in text
