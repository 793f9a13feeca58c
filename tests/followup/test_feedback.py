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
def office():
    return FeedbackDesk()


def answer(office, member=CENTRE, form="f1", way=Way.PHONE, text="We are sorry.", seen=None, it=None):
    feedback = it or a_word().id
    return answer_feedback(
        organisation_id=NORTH,
        feedback_id=feedback,
        form_id=form,
        way=way,
        text=text,
        seen=len(office.word(feedback).notes) if seen is None else seen,
        member=member,
        ports=office.feedback_ports,
    )


def finish(office, member=CENTRE, form="d1"):
    return finish_feedback(**IT, form_id=form, text="", member=member, ports=office.feedback_ports)


def note(office, member=NURSE, form="n1", **said):
    usual = {"kind": FeedbackKind.COMPLAINT, "department_id": SURGERY, "text": "Too loud."}
    return note_feedback(
        organisation_id=NORTH,
        form_id=form,
        told=Told(**usual | said),
        member=member,
        ports=office.feedback_ports,
    )


def change(office, member=CENTRE, form="c1", because="Misheard.", **said):
    it = office.word()
    usual = {"kind": it.kind, "department_id": it.department_id, "text": it.text}
    return change_feedback(
        **IT,
        form_id=form,
        told=Told(**usual | said),
        because=because,
        member=member,
        ports=office.feedback_ports,
    )


def raise_it(office, *ids, action_id=ACTION, member=CENTRE):
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
        actions=office.action_ports,
        ports=office.feedback_ports,
    )


def close(office, action_id=ACTION):
    it = office.actions.get(NORTH, action_id)
    office.actions.write(replace(it, state=ActionState.CLOSED))


def settle(office, action_id=ACTION):
    settle_feedback(organisation_id=NORTH, action_id=action_id, ports=office.feedback_ports)


def listed(office, member=CENTRE, page=1, **wanted):
    return list_feedback(
        organisation_id=NORTH, wanted=Wanted(**wanted), page=page, member=member, ports=office.feedback_ports
    )


@pytest.mark.requirement("R-5.4.9a", "G-2.3")
def test_what_is_said_at_a_call_is_in_the_list_once_however_often_it_is_heard(office):
    office.tasks.add(
        a_spoken_task(complaint="Too loud.", praise="Kind nurses.", suggestion=" "), acts_at=None
    )
    hear = {"organisation_id": NORTH, "task_id": task_id(), "ports": office.feedback_ports}
    assert [hear_record(**hear) for _ in range(3)] == [2, 0, 0]
    complaint = office.word(feedback_id(Source.RECORD, task_id(), FeedbackKind.COMPLAINT))
    assert (complaint.text, complaint.heard_by, complaint.answer_due_at) == (
        "Too loud.",
        NURSE.id,
        MONDAY_NINE + 3 * DAY,
    )
    praise = office.word(feedback_id(Source.RECORD, task_id(), FeedbackKind.PRAISE))
    assert praise.answer_due_at is None
    assert office.told_of_words() == ["FeedbackHeard"] * 2


def test_a_lost_fact_is_made_up_for_by_night(office):
    office.tasks.add(a_spoken_task(complaint="Too loud."), acts_at=None)
    night = {
        "organisation_id": NORTH,
        "location_id": MITTE,
        "today": MONDAY,
        "until": MONDAY_NINE + DAY,
        "ports": office.feedback_ports,
    }
    assert find_unheard(**night | {"until": MONDAY_NINE}) == 0, "no time is left"
    assert [find_unheard(**night) for _ in range(2)] == [1, 0]


def a_complaint(**changes):
    return replace(a_request(), id="7" * 32, organisation_id=NORTH, type=RequestType.COMPLAINT, **changes)


def answered(request):
    by = Actor(ActorKind.STAFF, CENTRE.id)
    entry = Entry(id="e1", at=MONDAY_NINE + DAY, by=by, kind=EntryKind.ANSWER, text="We are sorry.")
    return request.changed(entry, status=RequestStatus.ANSWERED)


def test_what_was_written_at_the_window_is_in_the_list_and_so_is_its_answer_from_the_inbox(office):
    hear = {"organisation_id": NORTH, "request_id": "7" * 32, "ports": office.feedback_ports}
    office.requests["7" * 32] = a_complaint()
    assert hear_request(**hear)
    assert not hear_request(**hear)
    it = feedback_id(Source.REQUEST, "7" * 32, FeedbackKind.COMPLAINT)
    assert office.word(it).state is FeedbackState.OPEN
    office.requests["7" * 32] = answered(a_complaint())
    assert [hear_request(**hear) for _ in range(2)] == [True, False]
    assert office.word(it).state is FeedbackState.ANSWERED
    assert [one.text for one in office.word(it).notes] == ["We are sorry."]


def test_of_a_late_fact_and_an_early_one_the_end_is_the_same(office):
    office.requests["7" * 32] = answered(a_complaint())
    hear_request(organisation_id=NORTH, request_id="7" * 32, ports=office.feedback_ports)
    assert office.told_of_words() == ["FeedbackHeard", "FeedbackAnswered"]


def test_a_prescription_says_nothing_of_the_house(office):
    office.requests["7" * 32] = replace(a_complaint(), type=RequestType.PRESCRIPTION)
    assert not hear_request(organisation_id=NORTH, request_id="7" * 32, ports=office.feedback_ports)
    assert office.box.stored == {}


def test_staff_write_down_what_they_are_told_and_an_anonymous_name_is_never_stored(office):
    it = note(office, said_by="Erika Beispiel, 0151 0")
    assert note(office, said_by="Erika Beispiel, 0151 0") == it
    assert (it.said_by, it.heard_by, it.source) == ("Erika Beispiel, 0151 0", NURSE.id, Source.STAFF)
    assert note(office, form="n2", said_by="Erika Beispiel", anonymous=True).said_by == ""
    with pytest.raises(BadInput) as bad:
        note(office, form="n3", kind=None, department_id="nowhere", text=" ")
    assert [one.pointer for one in bad.value.errors] == ["kind", "department", "text"]
    with pytest.raises(NotFound):
        note(office, ADMINISTRATOR, form="n4")


def test_who_said_it_is_answered_and_the_answer_is_on_record(office):
    office.heard(answer_due_at=MONDAY_NINE + 3 * DAY)
    it = answer(office)
    assert (it.state, it.answered_at, it.notes[-1].way) == (FeedbackState.ANSWERED, MONDAY_NINE, Way.PHONE)
    assert answer(office, seen=0) == it, "sent twice it is one answer"
    assert office.box.facts[-1].in_time
    assert office.sent == {}, "who was told on the phone gets no message"
    with pytest.raises(ReasonMissing):
        answer(office, form="f2", text=" ")
    with pytest.raises(Conflict):
        answer(office, form="f2", seen=0)
    office.now += 4 * DAY
    answer(office, form="f3")
    assert not office.box.facts[-1].in_time
    assert office.word().answered_at == MONDAY_NINE, "the first answer counts"


def test_a_message_is_sent_once_even_if_we_break_off_behind_it(office):
    office.heard()

    def crash():
        raise BrokenOffError

    office.box.meanwhile(crash)
    with pytest.raises(BrokenOffError):
        answer(office, way=Way.MESSAGE)
    assert office.word().state is FeedbackState.OPEN
    answer(office, way=Way.MESSAGE)
    assert office.sent == {"f1": (a_word().id, "We are sorry.")}
    assert office.word().state is FeedbackState.ANSWERED


def test_nobody_is_written_to_whom_nobody_knows(office):
    office.heard(subject_id=None)
    with pytest.raises(BadInput):
        answer(office, way=Way.MESSAGE)
    assert office.sent == {}


@pytest.mark.parametrize("member", [NURSE, ELSEWHERE, ADMINISTRATOR], ids=lambda it: it.id)
def test_who_only_calls_reads_and_answers_nothing(office, member):
    office.heard()
    for deed in (
        lambda: listed(office, member),
        lambda: show_feedback(**IT, member=member, ports=office.feedback_ports),
        lambda: answer(office, member),
        lambda: change(office, member),
        lambda: finish(office, member),
        lambda: raise_it(office, member=member),
        lambda: join_feedback(**IT, action_id=ACTION, member=member, ports=office.feedback_ports),
    ):
        with pytest.raises(NotFound):
            deed()
    assert office.looks == []


def test_another_clinics_is_not_there(office):
    office.heard()
    with pytest.raises(NotFound):
        show_feedback(
            organisation_id="south", feedback_id=a_word().id, member=CENTRE, ports=office.feedback_ports
        )


def test_what_is_corrected_keeps_what_it_was(office):
    office.heard(answer_due_at=MONDAY_NINE + 3 * DAY)
    it = change(office, kind=FeedbackKind.SUGGESTION, text="Please hand out cards.")
    assert change(office, kind=FeedbackKind.SUGGESTION, text="Please hand out cards.") == it
    assert it.answer_due_at is None, "only a complaint must be answered"
    assert it.notes[-1].before == {"kind": "complaint", "text": "Nobody gave me a wound card."}
    with pytest.raises(ReasonMissing):
        change(office, form="c2", because="")


def test_whose_an_anonymous_word_is_nobody_of_its_department_learns(office):
    office.heard()
    change(office, anonymous=True)
    change(office, form="c2", anonymous=False)
    assert office.word().anonymous, "what is anonymous stays so"
    seen = show_feedback(**IT, member=HEAD, ports=office.feedback_ports)
    assert (seen.it.subject_id, seen.it.source_id, seen.it.heard_by, seen.thread) == (None, "", "", ())
    assert not seen.may_send
    assert not seen.may_change
    assert office.looks[-1].subject_id is None
    assert [it.subject_id for it in listed(office, HEAD).found] == [None]
    with pytest.raises(OwnDepartment):
        change(office, HEAD, form="c3", department_id=WARD)
    with pytest.raises(BadInput):
        answer(office, HEAD, way=Way.MESSAGE)
    assert show_feedback(**IT, member=LEADER, ports=office.feedback_ports).it.subject_id == "e" * 32


def test_a_complaint_is_done_with_when_it_was_answered(office):
    office.heard()
    with pytest.raises(AnswerMissing):
        finish(office)
    answer(office)
    it = finish(office)
    assert finish(office) == it
    assert it.state is FeedbackState.DONE
    assert office.told_of_words() == ["FeedbackAnswered", "FeedbackEnded"]
    with pytest.raises(FeedbackOver):
        answer(office, form="f2")
    with pytest.raises(FeedbackOver):
        change(office)
    office.heard(id="2" * 32, kind=FeedbackKind.PRAISE)
    office.heard(id="3" * 32, subject_id=None)
    for number in "23":
        finish_feedback(
            organisation_id=NORTH,
            feedback_id=number * 32,
            form_id="d",
            text="",
            member=LEADER,
            ports=office.feedback_ports,
        )


@pytest.mark.requirement("R-5.2c")
def test_one_action_joins_many_words_and_each_who_complained_is_answered(office):
    for number in (1, 2):
        office.heard(id=a_word(number).id)
    ids = (a_word(1).id, a_word(2).id)
    action = raise_it(office, *ids)
    assert raise_it(office, *ids) == action
    assert {office.word(it).state for it in ids} == {FeedbackState.IN_ACTION}
    with pytest.raises(FeedbackJoinedElsewhere):
        finish(office)
    answer(office, it=ids[0])
    close(office)
    settle(office)
    settle(office)
    assert [office.word(it).state for it in ids] == [FeedbackState.DONE, FeedbackState.OPEN]
    assert answer(office, it=ids[1]).state is FeedbackState.DONE
    assert [it.what for it in office.word(ids[0]).notes] == [
        Happened.JOINED,
        Happened.ANSWERED,
        Happened.ACTION_CLOSED,
    ]
    assert office.told_of_words().count("FeedbackEnded") == 2


@pytest.mark.parametrize("written", [1, 2])
def test_whoever_breaks_off_while_raising_leaves_the_rest_to_the_fact(office, written):
    for number in (1, 2):
        office.heard(id=a_word(number).id)
    real, count = office.box.write, []

    def crashes(it, *facts):
        count.append(it.id)
        if len(count) == written:
            raise BrokenOffError
        return real(it, *facts)

    office.box.write = crashes
    with pytest.raises(BrokenOffError):
        raise_it(office, a_word(1).id, a_word(2).id)
    office.box.write = real
    settle(office)
    assert {office.word(a_word(it).id).action_id for it in (1, 2)} == {ACTION}
    assert office.told_of_words().count("FeedbackJoined") == 2


@pytest.mark.parametrize("order", sorted(permutations(["join", "close", "settle", "again"])))
def test_facts_of_an_action_in_any_order_end_alike(office, order):
    office.heard()
    office.actions.add(an_action(feedback=(a_word().id,)))
    deeds = {"close": lambda: close(office), "settle": lambda: settle(office)}
    for it in order:
        deeds.get(it, deeds["settle"])()
    settle(office)
    it = office.word()
    assert (it.action_id, it.action_closed, it.state) == (ACTION, True, FeedbackState.OPEN)
    assert len(it.notes) == 2


def test_a_word_is_in_one_action_at_a_time_and_a_late_fact_brings_none_back(office):
    office.heard()
    raise_it(office)
    other = {**IT, "action_id": "d" * 32, "member": CENTRE_TOO, "ports": office.feedback_ports}
    office.actions.add(an_action(id="d" * 32))
    with pytest.raises(FeedbackJoinedElsewhere):
        join_feedback(**other)
    with pytest.raises(FeedbackJoinedElsewhere):
        raise_it(office, action_id="9" * 32)
    close(office)
    settle(office)
    assert join_feedback(**other) == join_feedback(**other)
    close(office, "d" * 32)
    settle(office, "d" * 32)
    settle(office)
    assert office.word().action_id == "d" * 32
    assert office.facts().count("ActionJoined") == 1
    office.heard(id="2" * 32)
    with pytest.raises(ActionMovedOn):
        join_feedback(**other | {"feedback_id": "2" * 32})


def test_of_two_actions_that_want_a_word_at_once_one_has_it(office):
    office.heard()
    office.actions.add(an_action(feedback=(a_word().id,)))
    office.actions.add(an_action(id="d" * 32, feedback=(a_word().id,)))
    office.box.meanwhile(lambda: settle(office, "d" * 32))
    settle(office)
    assert (office.word().action_id, len(office.word().notes)) == ("d" * 32, 1)


def test_an_action_of_words_that_are_not_there_is_not_raised(office):
    with pytest.raises(NotFound):
        raise_it(office)
    assert office.actions.stored == {}


def test_the_list_is_sieved_counted_and_paged(office):
    for number in range(1, 31):
        office.heard(id=a_word(number).id, heard_at=MONDAY_NINE - number * DAY)
    office.heard(id=a_word(50).id, kind=FeedbackKind.PRAISE, department_id=WARD)
    office.heard(id=a_word(51).id, answer_due_at=MONDAY_NINE - DAY)
    first, second = listed(office), listed(office, page=2)
    assert (len(first.found), len(second.found), first.pages) == (25, 7, 2)
    assert first.counts == {FeedbackKind.COMPLAINT: 31, FeedbackKind.PRAISE: 1}
    assert [it.id for it in listed(office, overdue=True).found] == [a_word(51).id]
    assert first.overdue == 1
    assert len(listed(office, department_id=WARD).found) == 1
    assert len(listed(office, kind=FeedbackKind.PRAISE).found) == 1
    assert len(listed(office, begins=MONDAY_NINE - 2 * DAY, ends=MONDAY_NINE).found) == 2
    assert listed(office, state=FeedbackState.DONE).found == []
    assert {it.action for it in office.looks} == {"FeedbackListRead"}


def test_an_open_action_of_the_department_is_offered_as_long_as_it_can_be_joined(office):
    office.heard()
    office.actions.add(an_action())
    office.actions.add(an_action(id="d" * 32, department_id=WARD))
    shown = show_feedback(**IT, member=CENTRE, ports=office.feedback_ports)
    assert [it.id for it in shown.offered] == [ACTION]
    raise_it(office, action_id="9" * 32)
    assert show_feedback(**IT, member=CENTRE, ports=office.feedback_ports).offered == []


@pytest.mark.requirement("R-5.4.9a")
def test_who_writes_again_after_it_was_closed_is_seen_in_the_list(office):
    office.heard(done_at=MONDAY_NINE, answered_at=MONDAY_NINE)
    office.heard(id=a_word(2).id, subject_id="f" * 32)
    office.heard(id=a_word(3).id, anonymous=True)

    def again(member=CENTRE):
        listed = list_feedback(
            organisation_id=NORTH, wanted=Wanted(), member=member, ports=office.feedback_ports
        )
        return set(listed.again)

    assert again() == set()
    office.wrote["e" * 32] = MONDAY_NINE + DAY
    assert again() == {a_word().id, a_word(3).id}
    assert again(HEAD) == {a_word().id}, "of what is anonymous its department learns nothing"
    assert show_feedback(**IT, member=CENTRE, ports=office.feedback_ports).again
    office.now = MONDAY_NINE + 2 * DAY
    answer(office, it=a_word(3).id)
    assert again() == {a_word().id}
    office.wrote["e" * 32] = MONDAY_NINE - DAY
    assert again() == set()


def test_who_wrote_again_is_answered_though_it_was_done_with(office):
    office.heard(done_at=MONDAY_NINE, answered_at=MONDAY_NINE)
    with pytest.raises(FeedbackOver):
        answer(office)
    office.wrote["e" * 32] = MONDAY_NINE + DAY
    assert show_feedback(**IT, member=CENTRE, ports=office.feedback_ports).may_answer
    office.now = MONDAY_NINE + 2 * DAY
    assert answer(office, way=Way.MESSAGE).state is FeedbackState.DONE
    with pytest.raises(FeedbackOver):
        answer(office, form="f2")


def test_what_its_action_settled_is_done_with(office):
    office.heard(action_id=ACTION, action_closed=True, answered_at=MONDAY_NINE)
    shown = show_feedback(**IT, member=CENTRE, ports=office.feedback_ports)
    assert (shown.it.state, type(shown.why_not_finish)) == (FeedbackState.DONE, FeedbackOver)
