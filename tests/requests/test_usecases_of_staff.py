"""What staff do with a request: read it, answer it, ask back, decline."""

import pytest

from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.requests.errors import Closed, TextMissing
from frontdesk.requests.model import EntryKind, RequestStatus, View
from frontdesk.requests.rules import deadline
from frontdesk.requests.usecases.acknowledge_request import acknowledge_request
from frontdesk.requests.usecases.answer_request import answer_request
from frontdesk.requests.usecases.ask_patient import ask_patient
from frontdesk.requests.usecases.decline_request import decline_request
from frontdesk.requests.usecases.list_inbox import list_inbox
from frontdesk.requests.usecases.name_subjects import name_subjects
from frontdesk.requests.usecases.pass_deadline import pass_deadline
from frontdesk.requests.usecases.read_request import read_request
from frontdesk.requests.usecases.reply_to_question import reply_to_question

from .builders import (
    ANNA,
    DAY,
    ERIK,
    KATRIN,
    LAB,
    LABORANT,
    MONDAY_NINE,
    NORTH,
    RECEPTION,
    SOUTH,
    a_closed_request,
    a_request,
    a_subject,
    a_waiting_request,
    an_asked_request,
    request_id,
)
from .fakes import a_desk

DECISIONS = [
    (answer_request, RequestStatus.ANSWERED, EntryKind.ANSWER, "RequestAnswered"),
    (ask_patient, RequestStatus.ASKED, EntryKind.QUESTION, "QuestionAsked"),
    (decline_request, RequestStatus.DECLINED, EntryKind.DECLINE, "RequestDeclined"),
]


def say(desk, act=answer_request, *, staff=KATRIN, text="Yes.", entry_id="said-1", seen=1, **whose):
    return act(
        **{"organisation_id": NORTH, "request_id": request_id()} | whose,
        staff=staff,
        text=text,
        entry_id=entry_id,
        seen_entries=seen,
        ports=desk.ports,
    )


HERE = {"organisation_id": NORTH, "request_id": request_id()}


def escalate(desk):
    desk.now = deadline(desk.requests.get(NORTH, request_id()))
    pass_deadline(**HERE, ports=desk.ports)


def reply(desk):
    reply_to_question(**HERE, text="400 mg", entry_id="reply-1", ports=desk.ports)


@pytest.mark.parametrize(("act", "status", "kind", "fact"), DECISIONS)
def test_what_staff_decide_is_in_the_thread_and_the_house_hears(act, status, kind, fact):
    desk = a_desk(a_waiting_request())
    request = say(desk, act, text=" Yes. ")
    entry = request.thread[-1]
    assert (request.status, entry.kind, entry.text, entry.by.id) == (status, kind, "Yes.", KATRIN.id)
    assert desk.fact_names() == [fact]


@pytest.mark.parametrize(("act", "status", "kind", "fact"), DECISIONS)
def test_said_twice_under_the_same_entry_is_once(act, status, kind, fact):
    desk = a_desk(a_waiting_request())
    assert say(desk, act) == say(desk, act)
    assert desk.fact_names() == [fact]


def test_of_two_receptionists_the_second_is_told_that_the_first_was_quicker():
    desk = a_desk(a_waiting_request())
    say(desk, staff=KATRIN, text="first", entry_id="said-1", seen=1)
    with pytest.raises(Conflict):
        say(desk, staff=ERIK, text="second", entry_id="said-2", seen=1)
    assert desk.requests.get(NORTH, request_id()).thread[-1].text == "first"


def test_the_houses_own_entries_overtake_nobody():
    desk = a_desk(a_waiting_request())
    escalate(desk)
    assert say(desk, seen=1).status is RequestStatus.ANSWERED


def test_who_saw_the_patients_reply_answers_it_after_an_escalation_too():
    desk = a_desk(an_asked_request())
    reply(desk)
    seen = len(desk.requests.get(NORTH, request_id()).thread)
    escalate(desk)
    assert say(desk, seen=seen).status is RequestStatus.ANSWERED


def test_who_did_not_see_the_patients_reply_is_told_of_it():
    desk = a_desk(an_asked_request())
    seen = len(desk.requests.get(NORTH, request_id()).thread)
    reply(desk)
    with pytest.raises(Conflict):
        say(desk, seen=seen)


def test_an_acknowledgement_in_the_same_moment_refuses_no_answer():
    desk = a_desk(a_request())
    desk.requests.meanwhile(lambda: acknowledge_request(**HERE, ports=desk.ports))
    request = say(desk, seen=1)
    assert [entry.kind for entry in request.thread[1:]] == [EntryKind.ACKNOWLEDGED, EntryKind.ANSWER]


def test_a_colleague_in_the_same_moment_is_the_quicker_one():
    desk = a_desk(a_waiting_request())
    desk.requests.meanwhile(lambda: say(desk, staff=ERIK, text="first", entry_id="said-0"))
    with pytest.raises(Conflict):
        say(desk, text="second")
    assert desk.requests.get(NORTH, request_id()).thread[-1].text == "first"


def test_who_loses_every_race_is_told():
    desk = a_desk(a_waiting_request())
    desk.requests.meanwhile(lambda: desk.requests.save(desk.requests.get(NORTH, request_id())), times=99)
    with pytest.raises(Conflict):
        say(desk)


def test_a_request_of_another_department_is_not_found():
    desk = a_desk(a_waiting_request())
    with pytest.raises(NotFound):
        say(desk, staff=LABORANT)
    with pytest.raises(NotFound):
        read_request(organisation_id=NORTH, request_id=request_id(), staff=LABORANT, ports=desk.ports)
    assert (desk.trail, desk.fact_names()) == ([], [])


@pytest.mark.requirement("N7")
def test_a_request_of_another_organisation_is_not_found():
    desk = a_desk(a_waiting_request())
    with pytest.raises(NotFound):
        say(desk, organisation_id=SOUTH)
    with pytest.raises(NotFound):
        read_request(organisation_id=SOUTH, request_id=request_id(), staff=KATRIN, ports=desk.ports)


def test_an_answer_after_the_request_is_given_up_is_refused():
    desk = a_desk(a_waiting_request(), now=MONDAY_NINE + 7 * DAY)
    with pytest.raises(Closed):
        say(desk)


def test_a_closed_request_and_an_empty_text_are_refused():
    with pytest.raises(Closed):
        say(a_desk(a_closed_request()))
    with pytest.raises(TextMissing):
        say(a_desk(a_waiting_request()), text="  ")


def test_a_question_waits_two_weeks_for_the_reply():
    desk = a_desk(a_waiting_request())
    assert say(desk, ask_patient).reply_by == MONDAY_NINE + 14 * DAY


def test_who_reads_a_request_is_in_the_trail():
    desk = a_desk(a_waiting_request())
    _, subject = read_request(organisation_id=NORTH, request_id=request_id(), staff=KATRIN, ports=desk.ports)
    assert subject == a_subject()
    [entry] = desk.trail
    assert (entry.action, entry.actor.id, entry.subject_id, entry.about) == (
        "RequestRead",
        KATRIN.id,
        ANNA,
        request_id(),
    )


def test_when_the_trail_cannot_be_written_nothing_is_shown():
    desk = a_desk(a_waiting_request(), trail_is_broken=True)
    with pytest.raises(OSError, match="trail"):
        read_request(organisation_id=NORTH, request_id=request_id(), staff=KATRIN, ports=desk.ports)
    with pytest.raises(OSError, match="trail"):
        name_subjects(organisation_id=NORTH, subject_ids=[ANNA], staff=KATRIN, ports=desk.ports)


def test_the_names_on_a_list_are_one_entry_in_the_trail():
    desk = a_desk()
    named = name_subjects(organisation_id=NORTH, subject_ids=[ANNA], staff=KATRIN, ports=desk.ports)
    assert named == {ANNA: a_subject()}
    assert [entry.action for entry in desk.trail] == ["InboxRead"]
    assert name_subjects(organisation_id=NORTH, subject_ids=[], staff=KATRIN, ports=desk.ports) == {}
    assert len(desk.trail) == 1


@pytest.mark.parametrize(
    ("view", "make", "when"),
    [
        (View.OPEN, a_request, "due_at"),
        (View.ASKED, an_asked_request, "reply_by"),
        (View.CLOSED, a_closed_request, "closed_at"),
    ],
)
def test_paging_over_two_departments_shows_every_row_once_and_in_order(view, make, when):
    desk = a_desk()
    for number in range(130):
        department = RECEPTION if number % 3 else LAB
        due = {when: MONDAY_NINE + number * DAY}
        desk.requests.add(make(id=request_id(number), department_id=department, **due))
    seen, after = [], None
    while True:
        page = list_inbox(
            organisation_id=NORTH,
            departments={RECEPTION, LAB},
            view=view,
            after=after,
            ports=desk.ports,
        )
        seen += [row.id for row in page.rows]
        if (after := page.after) is None:
            break
    in_order = [request_id(number) for number in range(130)]
    assert seen == (in_order[::-1] if view is View.CLOSED else in_order)
