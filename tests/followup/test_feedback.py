"""What patients say of the house: heard once, answered, joined in an action, done with."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from frontdesk.followup.errors import (
    ActionMovedOn,
    AnswerMissing,
    FeedbackJoinedElsewhere,
    FeedbackOver,
    OwnDepartment,
    ReasonMissing,
)
from frontdesk.followup.model.actions import ActionState
from frontdesk.followup.model.feedback import FeedbackKind, FeedbackState, Happened, Source, Way
from frontdesk.followup.rules.feedback import Wanted, feedback_id
from frontdesk.followup.usecases.answer_feedback import answer_feedback
from frontdesk.followup.usecases.change_feedback import change_feedback
from frontdesk.followup.usecases.find_unheard import find_unheard
from frontdesk.followup.usecases.finish_feedback import finish_feedback
from frontdesk.followup.usecases.hear_record import hear_record
from frontdesk.followup.usecases.hear_request import hear_request
from frontdesk.followup.usecases.join_feedback import join_feedback, settle_feedback
from frontdesk.followup.usecases.list_feedback import list_feedback
from frontdesk.followup.usecases.note_feedback import Told, note_feedback
from frontdesk.followup.usecases.raise_action import Problem
from frontdesk.followup.usecases.raise_from_feedback import raise_from_feedback
from frontdesk.followup.usecases.show_feedback import show_feedback
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput, Conflict, NotFound
from frontdesk.requests.model import Entry, EntryKind, RequestStatus, RequestType
from tests.requests.builders import a_request

from .feedback_desk import BrokenOffError, FeedbackDesk, a_spoken_task, a_word
from .task_builders import (
    ADMINISTRATOR,
    CENTRE,
    CENTRE_TOO,
    ELSEWHERE,
    HEAD,
    LEADER,
    MITTE,
    MONDAY,
    MONDAY_NINE,
    NORTH,
    NURSE,
    SURGERY,
    WARD,
    an_action,
    task_id,
)

IT = {"organisation_id": NORTH, "feedback_id": a_word().id}
ACTION = "c" * 32
DAY = timedelta(days=1)


@pytest.fixture
def desk():
    return FeedbackDesk()


def answer(desk, member=CENTRE, form="f1", way=Way.PHONE, text="We are sorry.", seen=None, it=None):
    feedback = it or a_word().id
    return answer_feedback(
        organisation_id=NORTH,
        feedback_id=feedback,
        form_id=form,
        way=way,
        text=text,
        seen=len(desk.word(feedback).notes) if seen is None else seen,
        member=member,
        ports=desk.feedback_ports,
    )


def finish(desk, member=CENTRE, form="d1"):
    return finish_feedback(**IT, form_id=form, text="", member=member, ports=desk.feedback_ports)


def note(desk, member=NURSE, form="n1", **said):
    usual = {"kind": FeedbackKind.COMPLAINT, "department_id": SURGERY, "text": "Too loud."}
    return note_feedback(
        organisation_id=NORTH,
        form_id=form,
        told=Told(**usual | said),
        member=member,
        ports=desk.feedback_ports,
    )


def change(desk, member=CENTRE, form="c1", because="Misheard.", **said):
    it = desk.word()
    usual = {"kind": it.kind, "department_id": it.department_id, "text": it.text}
    return change_feedback(
        **IT,
        form_id=form,
        told=Told(**usual | said),
        because=because,
        member=member,
        ports=desk.feedback_ports,
    )


def raise_it(desk, *ids, action_id=ACTION, member=CENTRE):
    return raise_from_feedback(
        organisation_id=NORTH,
        action_id=action_id,
        problem=Problem(
            department_id=SURGERY,
            title="Wound cards",
            text="There are none.",
            severity=an_action().severity,
            feedback=ids or (a_word().id,),
        ),
        member=member,
        actions=desk.action_ports,
        ports=desk.feedback_ports,
    )


def close(desk, action_id=ACTION):
    it = desk.actions.get(NORTH, action_id)
    desk.actions.write(replace(it, state=ActionState.CLOSED))


def settle(desk, action_id=ACTION):
    settle_feedback(organisation_id=NORTH, action_id=action_id, ports=desk.feedback_ports)


def listed(desk, member=CENTRE, page=1, **wanted):
    return list_feedback(
        organisation_id=NORTH, wanted=Wanted(**wanted), page=page, member=member, ports=desk.feedback_ports
    )


@pytest.mark.requirement("R-5.4.9a", "G-2.3")
def test_what_is_said_at_a_call_is_in_the_list_once_however_often_it_is_heard(desk):
    desk.tasks.add(a_spoken_task(complaint="Too loud.", praise="Kind nurses.", suggestion=" "), acts_at=None)
    hear = {"organisation_id": NORTH, "task_id": task_id(), "ports": desk.feedback_ports}
    assert [hear_record(**hear) for _ in range(3)] == [2, 0, 0]
    complaint = desk.word(feedback_id(Source.RECORD, task_id(), FeedbackKind.COMPLAINT))
    assert (complaint.text, complaint.heard_by, complaint.answer_due_at) == (
        "Too loud.",
        NURSE.id,
        MONDAY_NINE + 3 * DAY,
    )
    praise = desk.word(feedback_id(Source.RECORD, task_id(), FeedbackKind.PRAISE))
    assert praise.answer_due_at is None
    assert desk.told_of_words() == ["FeedbackHeard"] * 2


def test_a_lost_fact_is_made_up_for_by_night(desk):
    desk.tasks.add(a_spoken_task(complaint="Too loud."), acts_at=None)
    night = {
        "organisation_id": NORTH,
        "location_id": MITTE,
        "today": MONDAY,
        "until": MONDAY_NINE + DAY,
        "ports": desk.feedback_ports,
    }
    assert find_unheard(**night | {"until": MONDAY_NINE}) == 0, "no time is left"
    assert [find_unheard(**night) for _ in range(2)] == [1, 0]


def a_complaint(**changes):
    return replace(a_request(), id="7" * 32, organisation_id=NORTH, type=RequestType.COMPLAINT, **changes)


def answered(request):
    by = Actor(ActorKind.STAFF, CENTRE.id)
    entry = Entry(id="e1", at=MONDAY_NINE + DAY, by=by, kind=EntryKind.ANSWER, text="We are sorry.")
    return request.changed(entry, status=RequestStatus.ANSWERED)


def test_what_was_written_at_the_window_is_in_the_list_and_so_is_its_answer_from_the_inbox(desk):
    hear = {"organisation_id": NORTH, "request_id": "7" * 32, "ports": desk.feedback_ports}
    desk.requests["7" * 32] = a_complaint()
    assert hear_request(**hear)
    assert not hear_request(**hear)
    it = feedback_id(Source.REQUEST, "7" * 32, FeedbackKind.COMPLAINT)
    assert desk.word(it).state is FeedbackState.OPEN
    desk.requests["7" * 32] = answered(a_complaint())
    assert [hear_request(**hear) for _ in range(2)] == [True, False]
    assert desk.word(it).state is FeedbackState.ANSWERED
    assert [one.text for one in desk.word(it).notes] == ["We are sorry."]


def test_of_a_late_fact_and_an_early_one_the_end_is_the_same(desk):
    desk.requests["7" * 32] = answered(a_complaint())
    hear_request(organisation_id=NORTH, request_id="7" * 32, ports=desk.feedback_ports)
    assert desk.told_of_words() == ["FeedbackHeard", "FeedbackAnswered"]


def test_a_prescription_says_nothing_of_the_house(desk):
    desk.requests["7" * 32] = replace(a_complaint(), type=RequestType.PRESCRIPTION)
    assert not hear_request(organisation_id=NORTH, request_id="7" * 32, ports=desk.feedback_ports)
    assert desk.box.stored == {}


def test_staff_write_down_what_they_are_told_and_an_anonymous_name_is_never_stored(desk):
    it = note(desk, said_by="Erika Beispiel, 0151 0")
    assert note(desk, said_by="Erika Beispiel, 0151 0") == it
    assert (it.said_by, it.heard_by, it.source) == ("Erika Beispiel, 0151 0", NURSE.id, Source.STAFF)
    assert note(desk, form="n2", said_by="Erika Beispiel", anonymous=True).said_by == ""
    with pytest.raises(BadInput) as bad:
        note(desk, form="n3", kind=None, department_id="nowhere", text=" ")
    assert [one.pointer for one in bad.value.errors] == ["kind", "department", "text"]
    with pytest.raises(NotFound):
        note(desk, ADMINISTRATOR, form="n4")


def test_who_said_it_is_answered_and_the_answer_is_on_record(desk):
    desk.heard(answer_due_at=MONDAY_NINE + 3 * DAY)
    it = answer(desk)
    assert (it.state, it.answered_at, it.notes[-1].way) == (FeedbackState.ANSWERED, MONDAY_NINE, Way.PHONE)
    assert answer(desk, seen=0) == it, "sent twice it is one answer"
    assert desk.box.facts[-1].in_time
    assert desk.sent == {}, "who was told on the phone gets no message"
    with pytest.raises(ReasonMissing):
        answer(desk, form="f2", text=" ")
    with pytest.raises(Conflict):
        answer(desk, form="f2", seen=0)
    desk.now += 4 * DAY
    answer(desk, form="f3")
    assert not desk.box.facts[-1].in_time
    assert desk.word().answered_at == MONDAY_NINE, "the first answer counts"


def test_a_message_is_sent_once_even_if_we_break_off_behind_it(desk):
    desk.heard()

    def crash():
        raise BrokenOffError

    desk.box.meanwhile(crash)
    with pytest.raises(BrokenOffError):
        answer(desk, way=Way.MESSAGE)
    assert desk.word().state is FeedbackState.OPEN
    answer(desk, way=Way.MESSAGE)
    assert desk.sent == {"f1": (a_word().id, "We are sorry.")}
    assert desk.word().state is FeedbackState.ANSWERED


def test_nobody_is_written_to_whom_nobody_knows(desk):
    desk.heard(subject_id=None)
    with pytest.raises(BadInput):
        answer(desk, way=Way.MESSAGE)
    assert desk.sent == {}


@pytest.mark.parametrize("member", [NURSE, ELSEWHERE, ADMINISTRATOR], ids=lambda it: it.id)
def test_who_only_calls_reads_and_answers_nothing(desk, member):
    desk.heard()
    for deed in (
        lambda: listed(desk, member),
        lambda: show_feedback(**IT, member=member, ports=desk.feedback_ports),
        lambda: answer(desk, member),
        lambda: change(desk, member),
        lambda: finish(desk, member),
        lambda: raise_it(desk, member=member),
        lambda: join_feedback(**IT, action_id=ACTION, member=member, ports=desk.feedback_ports),
    ):
        with pytest.raises(NotFound):
            deed()
    assert desk.looks == []


def test_another_clinics_is_not_there(desk):
    desk.heard()
    with pytest.raises(NotFound):
        show_feedback(
            organisation_id="south", feedback_id=a_word().id, member=CENTRE, ports=desk.feedback_ports
        )


def test_what_is_corrected_keeps_what_it_was(desk):
    desk.heard(answer_due_at=MONDAY_NINE + 3 * DAY)
    it = change(desk, kind=FeedbackKind.SUGGESTION, text="Please hand out cards.")
    assert change(desk, kind=FeedbackKind.SUGGESTION, text="Please hand out cards.") == it
    assert it.answer_due_at is None, "only a complaint must be answered"
    assert it.notes[-1].before == {"kind": "complaint", "text": "Nobody gave me a wound card."}
    with pytest.raises(ReasonMissing):
        change(desk, form="c2", because="")


def test_whose_an_anonymous_word_is_nobody_of_its_department_learns(desk):
    desk.heard()
    change(desk, anonymous=True)
    change(desk, form="c2", anonymous=False)
    assert desk.word().anonymous, "what is anonymous stays so"
    seen = show_feedback(**IT, member=HEAD, ports=desk.feedback_ports)
    assert (seen.it.subject_id, seen.it.source_id, seen.it.heard_by, seen.thread) == (None, "", "", ())
    assert not seen.may_send
    assert not seen.may_change
    assert desk.looks[-1].subject_id is None
    assert [it.subject_id for it in listed(desk, HEAD).found] == [None]
    with pytest.raises(OwnDepartment):
        change(desk, HEAD, form="c3", department_id=WARD)
    with pytest.raises(BadInput):
        answer(desk, HEAD, way=Way.MESSAGE)
    assert show_feedback(**IT, member=LEADER, ports=desk.feedback_ports).it.subject_id == "e" * 32


def test_a_complaint_is_done_with_when_it_was_answered(desk):
    desk.heard()
    with pytest.raises(AnswerMissing):
        finish(desk)
    answer(desk)
    it = finish(desk)
    assert finish(desk) == it
    assert it.state is FeedbackState.DONE
    assert desk.told_of_words() == ["FeedbackAnswered", "FeedbackEnded"]
    with pytest.raises(FeedbackOver):
        answer(desk, form="f2")
    with pytest.raises(FeedbackOver):
        change(desk)
    desk.heard(id="2" * 32, kind=FeedbackKind.PRAISE)
    desk.heard(id="3" * 32, subject_id=None)
    for number in "23":
        finish_feedback(
            organisation_id=NORTH,
            feedback_id=number * 32,
            form_id="d",
            text="",
            member=LEADER,
            ports=desk.feedback_ports,
        )


@pytest.mark.requirement("R-5.2c")
def test_one_action_joins_many_words_and_each_who_complained_is_answered(desk):
    for number in (1, 2):
        desk.heard(id=a_word(number).id)
    ids = (a_word(1).id, a_word(2).id)
    action = raise_it(desk, *ids)
    assert raise_it(desk, *ids) == action
    assert {desk.word(it).state for it in ids} == {FeedbackState.IN_ACTION}
    with pytest.raises(FeedbackJoinedElsewhere):
        finish(desk)
    answer(desk, it=ids[0])
    close(desk)
    settle(desk)
    settle(desk)
    assert [desk.word(it).state for it in ids] == [FeedbackState.DONE, FeedbackState.OPEN]
    assert answer(desk, it=ids[1]).state is FeedbackState.DONE
    assert [it.what for it in desk.word(ids[0]).notes] == [
        Happened.JOINED,
        Happened.ANSWERED,
        Happened.ACTION_CLOSED,
    ]
    assert desk.told_of_words().count("FeedbackEnded") == 2


@pytest.mark.parametrize("written", [1, 2])
def test_whoever_breaks_off_while_raising_leaves_the_rest_to_the_fact(desk, written):
    for number in (1, 2):
        desk.heard(id=a_word(number).id)
    real, count = desk.box.write, []

    def crashes(it, *facts):
        count.append(it.id)
        if len(count) == written:
            raise BrokenOffError
        return real(it, *facts)

    desk.box.write = crashes
    with pytest.raises(BrokenOffError):
        raise_it(desk, a_word(1).id, a_word(2).id)
    desk.box.write = real
    settle(desk)
    assert {desk.word(a_word(it).id).action_id for it in (1, 2)} == {ACTION}
    assert desk.told_of_words().count("FeedbackJoined") == 2


@pytest.mark.parametrize("order", sorted(permutations(["join", "close", "settle", "again"])))
def test_facts_of_an_action_in_any_order_end_alike(desk, order):
    desk.heard()
    desk.actions.add(an_action(feedback=(a_word().id,)))
    deeds = {"close": lambda: close(desk), "settle": lambda: settle(desk)}
    for it in order:
        deeds.get(it, deeds["settle"])()
    settle(desk)
    it = desk.word()
    assert (it.action_id, it.action_closed, it.state) == (ACTION, True, FeedbackState.OPEN)
    assert len(it.notes) == 2


def test_a_word_is_in_one_action_at_a_time_and_a_late_fact_brings_none_back(desk):
    desk.heard()
    raise_it(desk)
    other = {**IT, "action_id": "d" * 32, "member": CENTRE_TOO, "ports": desk.feedback_ports}
    desk.actions.add(an_action(id="d" * 32))
    with pytest.raises(FeedbackJoinedElsewhere):
        join_feedback(**other)
    with pytest.raises(FeedbackJoinedElsewhere):
        raise_it(desk, action_id="9" * 32)
    close(desk)
    settle(desk)
    assert join_feedback(**other) == join_feedback(**other)
    close(desk, "d" * 32)
    settle(desk, "d" * 32)
    settle(desk)
    assert desk.word().action_id == "d" * 32
    assert desk.facts().count("ActionJoined") == 1
    desk.heard(id="2" * 32)
    with pytest.raises(ActionMovedOn):
        join_feedback(**other | {"feedback_id": "2" * 32})


def test_of_two_actions_that_want_a_word_at_once_one_has_it(desk):
    desk.heard()
    desk.actions.add(an_action(feedback=(a_word().id,)))
    desk.actions.add(an_action(id="d" * 32, feedback=(a_word().id,)))
    desk.box.meanwhile(lambda: settle(desk, "d" * 32))
    settle(desk)
    assert (desk.word().action_id, len(desk.word().notes)) == ("d" * 32, 1)


def test_an_action_of_words_that_are_not_there_is_not_raised(desk):
    with pytest.raises(NotFound):
        raise_it(desk)
    assert desk.actions.stored == {}


def test_the_list_is_sieved_counted_and_paged(desk):
    for number in range(1, 31):
        desk.heard(id=a_word(number).id, heard_at=MONDAY_NINE - number * DAY)
    desk.heard(id=a_word(50).id, kind=FeedbackKind.PRAISE, department_id=WARD)
    desk.heard(id=a_word(51).id, answer_due_at=MONDAY_NINE - DAY)
    first, second = listed(desk), listed(desk, page=2)
    assert (len(first.found), len(second.found), first.pages) == (25, 7, 2)
    assert first.counts == {FeedbackKind.COMPLAINT: 31, FeedbackKind.PRAISE: 1}
    assert [it.id for it in listed(desk, overdue=True).found] == [a_word(51).id]
    assert first.overdue == 1
    assert len(listed(desk, department_id=WARD).found) == 1
    assert len(listed(desk, kind=FeedbackKind.PRAISE).found) == 1
    assert len(listed(desk, begins=MONDAY_NINE - 2 * DAY, ends=MONDAY_NINE).found) == 2
    assert listed(desk, state=FeedbackState.DONE).found == []
    assert {it.action for it in desk.looks} == {"FeedbackListRead"}


def test_an_open_action_of_the_department_is_offered_as_long_as_it_can_be_joined(desk):
    desk.heard()
    desk.actions.add(an_action())
    desk.actions.add(an_action(id="d" * 32, department_id=WARD))
    shown = show_feedback(**IT, member=CENTRE, ports=desk.feedback_ports)
    assert [it.id for it in shown.offered] == [ACTION]
    raise_it(desk, action_id="9" * 32)
    assert show_feedback(**IT, member=CENTRE, ports=desk.feedback_ports).offered == []
