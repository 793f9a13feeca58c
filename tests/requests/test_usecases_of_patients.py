"""What a patient does with a request: sends it, proves who they are, replies, takes it back."""

from dataclasses import replace

import pytest

from frontdesk.kernel.errors import NotFound
from frontdesk.requests.errors import Closed, NotAsked, ProofLocked, TextMissing, WrongProof
from frontdesk.requests.model import EntryKind, RequestStatus, RequestType, StaffMember
from frontdesk.requests.usecases.answer_request import answer_request
from frontdesk.requests.usecases.prove_identity import prove_identity
from frontdesk.requests.usecases.reply_to_question import reply_to_question
from frontdesk.requests.usecases.show_request import show_request
from frontdesk.requests.usecases.submit_request import submit_request
from frontdesk.requests.usecases.withdraw_request import withdraw_request

from .builders import (
    BORN,
    DAY,
    HOUR,
    MONDAY_NINE,
    NORTH,
    SOUTH,
    a_closed_request,
    a_request,
    a_submission,
    a_waiting_request,
    an_asked_request,
    request_id,
)
from .fakes import a_desk

FILE = {"document_id": "d" * 32, "back": "/requests/x"}
MINE = {"organisation_id": NORTH, "request_id": request_id()}


def reply(desk, text="5 mg", entry_id="reply-1", **whose):
    return reply_to_question(**MINE | whose, text=text, entry_id=entry_id, ports=desk.ports)


def prove(desk, born, **whose):
    prove_identity(**MINE | whose, birth_date=born, ports=desk.ports)


def test_a_sent_request_is_stored_with_its_deadlines_and_the_clinic_hears():
    desk = a_desk()
    request = submit_request(a_submission(), ports=desk.ports)
    assert (request.due_at, request.gives_up_at) == (MONDAY_NINE + 2 * DAY, MONDAY_NINE + 7 * DAY)
    assert replace(request, version=1) == desk.requests.get(NORTH, request.id)
    assert desk.fact_names() == ["RequestSubmitted"]


@pytest.mark.requirement("S26")
def test_of_a_complaint_follow_up_hears_and_again_when_it_is_answered():
    desk = a_desk()
    sent = submit_request(a_submission(type=RequestType.COMPLAINT), ports=desk.ports)
    assert desk.fact_names() == ["RequestSubmitted", "FeedbackSent"]
    desk.requests.save(replace(desk.requests.get(NORTH, sent.id), status=RequestStatus.WAITING))
    answer_request(
        organisation_id=NORTH,
        request_id=sent.id,
        staff=StaffMember(id="1001", departments=frozenset({sent.department_id})),
        text="We are sorry.",
        entry_id="answer-1",
        seen_entries=1,
        ports=desk.ports,
    )
    assert desk.fact_names()[2:] == ["RequestAnswered", "FeedbackReplied"]


@pytest.mark.requirement("N1")
def test_a_form_sent_twice_is_one_request():
    desk = a_desk()
    first = submit_request(a_submission(), ports=desk.ports)
    desk.now += HOUR
    again = submit_request(a_submission(), ports=desk.ports)
    assert replace(again, version=None) == first
    assert desk.fact_names() == ["RequestSubmitted"]


@pytest.mark.requirement("N7")
def test_another_organisations_request_is_not_found():
    desk = a_desk(an_asked_request())
    with pytest.raises(NotFound):
        show_request(organisation_id=SOUTH, request_id=request_id(), **FILE, ports=desk.ports)
    with pytest.raises(NotFound):
        reply(desk, organisation_id=SOUTH)
    with pytest.raises(NotFound):
        withdraw_request(organisation_id=SOUTH, request_id=request_id(), ports=desk.ports)
    with pytest.raises(NotFound):
        prove(desk, BORN, organisation_id=SOUTH)


def test_the_right_date_of_birth_opens_and_is_in_the_trail():
    desk = a_desk(a_request())
    prove(desk, BORN)
    assert [entry.action for entry in desk.trail] == ["RequestOpened"]


def test_five_wrong_proofs_lock_the_request_even_for_the_right_one_until_tomorrow():
    desk = a_desk(a_request())
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongProof) as wrong:
            prove(desk, None)
        assert wrong.value.details == {"tries_left": left}
    with pytest.raises(ProofLocked):
        prove(desk, BORN + DAY)
    with pytest.raises(ProofLocked):
        prove(desk, BORN)
    desk.now += DAY
    prove(desk, BORN)


def test_when_the_trail_cannot_be_written_nothing_is_opened():
    desk = a_desk(a_request(), trail_is_broken=True)
    with pytest.raises(OSError, match="trail"):
        prove(desk, BORN)


def test_a_reply_gives_the_clinic_fresh_deadlines():
    desk = a_desk(an_asked_request(escalated_at=MONDAY_NINE), now=MONDAY_NINE + 3 * DAY)
    request = reply(desk, "  5 mg ")
    assert (request.status, request.reply_by, request.escalated_at) == (RequestStatus.WAITING, None, None)
    assert (request.due_at, request.gives_up_at) == (desk.now + 2 * DAY, desk.now + 7 * DAY)
    assert (request.thread[-1].kind, request.thread[-1].text) == (EntryKind.REPLY, "5 mg")
    assert desk.fact_names() == ["QuestionReplied"]


def test_a_reply_sent_twice_is_one():
    desk = a_desk(an_asked_request())
    assert reply(desk) == reply(desk)
    assert desk.fact_names() == ["QuestionReplied"]


@pytest.mark.parametrize(
    ("request_", "text", "refusal"),
    [
        (a_waiting_request(), "5 mg", NotAsked),
        (a_closed_request(), "5 mg", Closed),
        (an_asked_request(reply_by=MONDAY_NINE), "5 mg", Closed),
        (an_asked_request(), " ", TextMissing),
    ],
)
def test_a_reply_is_refused_with_the_reason(request_, text, refusal):
    desk = a_desk(request_)
    with pytest.raises(refusal):
        reply(desk, text)
    assert desk.fact_names() == []


def test_a_request_taken_back_twice_is_taken_back_once():
    desk = a_desk(a_waiting_request())
    first = withdraw_request(**MINE, ports=desk.ports)
    assert first.status is RequestStatus.WITHDRAWN
    assert first.closed_at == desk.now
    assert withdraw_request(**MINE, ports=desk.ports) == first
    assert desk.fact_names() == ["RequestWithdrawn"]


def test_an_answered_request_cannot_be_taken_back():
    desk = a_desk(a_closed_request())
    with pytest.raises(Closed):
        withdraw_request(**MINE, ports=desk.ports)


@pytest.mark.parametrize(
    ("request_", "may_reply", "may_withdraw"),
    [
        (a_waiting_request(), False, True),
        (an_asked_request(), True, True),
        (a_closed_request(), False, False),
    ],
)
def test_the_page_has_just_the_buttons_that_work(request_, may_reply, may_withdraw):
    shown = show_request(**MINE, **FILE, ports=a_desk(request_).ports)
    assert (shown.may_reply, shown.may_withdraw) == (may_reply, may_withdraw)
    assert (shown.upload is not None) is may_withdraw
