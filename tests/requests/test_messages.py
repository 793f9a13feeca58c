"""What somebody wrote to the clinic's number is a task for staff, answered where it came from."""

import pytest

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey, EntryId
from frontdesk.kernel.language import Language
from frontdesk.requests.errors import Closed, TextMissing, TextTooLong
from frontdesk.requests.model import RequestStatus, RequestType, StaffMember, View
from frontdesk.requests.model.written import read_request, write_request
from frontdesk.requests.rules import why_not_attach
from frontdesk.requests.usecases.acknowledge_request import acknowledge_request
from frontdesk.requests.usecases.answer_request import answer_request
from frontdesk.requests.usecases.ask_patient import ask_patient
from frontdesk.requests.usecases.close_message import close_message
from frontdesk.requests.usecases.decline_request import decline_request
from frontdesk.requests.usecases.settle_request import settle_request
from frontdesk.requests.usecases.take_message import Written, take_message

from .builders import NORTH, a_request, a_subject, request_id
from .fakes import a_desk

CONTACT = ContactKey("c" * 64)
IT = {"organisation_id": NORTH, "request_id": request_id()}


def a_message_on_the_desk():
    desk = a_desk()
    written = Written(
        request_id=request_id(),
        organisation_id=NORTH,
        contact_key=CONTACT,
        subject_id=a_subject().id,
        location_id=a_request().location_id,
        department_id=a_request().department_id,
        language=Language.SWEDISH,
        by_what="SMS",
        text="Vill ni ringa?",
    )
    assert take_message(written, ports=desk.ports)
    assert not take_message(written, ports=desk.ports)
    return desk


def decide(desk, act, text):
    return act(
        **IT,
        staff=StaffMember(id="1001", departments=frozenset({a_request().department_id})),
        text=text,
        entry_id=EntryId("e" * 32),
        seen_entries=1,
        ports=desk.ports,
    )


def test_heard_twice_it_is_one_task_in_the_inbox():
    desk = a_message_on_the_desk()
    request = desk.requests.get(NORTH, request_id())
    assert (request.type, request.view) == (RequestType.MESSAGE, View.OPEN)
    assert [(it.question, it.answer) for it in request.answers] == [("SMS", "Vill ni ringa?")]
    assert desk.fact_names() == ["RequestSubmitted"]
    assert read_request(write_request(request), version=request.version) == request


def test_nobody_is_told_that_it_has_arrived_for_that_was_said():
    desk = a_message_on_the_desk()
    acknowledge_request(**IT, ports=desk.ports)
    assert desk.templates() == []
    assert desk.requests.get(NORTH, request_id()).status is RequestStatus.WAITING


def test_its_answer_is_said_where_it_came_from():
    desk = a_message_on_the_desk()
    decide(desk, answer_request, "Vi ringer i dag.")
    settle_request(**IT, ports=desk.ports)
    assert desk.written_back == [(CONTACT, "answer", "Vi ringer i dag.")]
    assert desk.templates() == []


def test_it_may_be_closed_without_a_word():
    desk = a_message_on_the_desk()
    assert decide(desk, close_message, "").view is View.CLOSED
    settle_request(**IT, ports=desk.ports)
    assert desk.written_back == [(CONTACT, "closed", "")]
    assert desk.templates() == []


def test_nothing_is_no_answer_and_three_text_messages_are_the_most():
    desk = a_message_on_the_desk()
    for text, refusal in (("", TextMissing), ("x" * 481, TextTooLong)):
        with pytest.raises(refusal):
            decide(desk, answer_request, text)


def test_a_message_is_no_form_and_takes_no_questions_and_no_files():
    desk = a_message_on_the_desk()
    for act in (ask_patient, decline_request):
        with pytest.raises(NotFound):
            decide(desk, act, "Vem är det?")
    request = desk.requests.get(NORTH, request_id())
    assert isinstance(why_not_attach(request, by=request.thread[0].by), Closed)


def test_only_a_message_is_closed_without_a_word():
    desk = a_desk(a_request())
    with pytest.raises(NotFound):
        decide(desk, close_message, "")
