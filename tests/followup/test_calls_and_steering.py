"""Calls that write themselves down, calls that are steered, and reply templates."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from moto import mock_aws

from frontdesk.audit.model import AuditEntry
from frontdesk.followup.errors import NotTheirTask, OutsideWindow, ReasonMissing, TaskOver
from frontdesk.followup.model import Agreement, Level, NoContact, State, Steered, Verdict
from frontdesk.followup.model.heard import Heard
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.plans import Channel, Role
from frontdesk.followup.model.replies import Reply, ReplyShelf
from frontdesk.followup.ports.replies import ReplyPorts
from frontdesk.followup.rules.calls import heard_of, noted_of
from frontdesk.followup.rules.replies import REPLIES_AT_MOST, inserted, used
from frontdesk.followup.rules.sampling import after_draw
from frontdesk.followup.rules.scripts import faults_of_script, filled_in
from frontdesk.followup.storage import DynamoShelves
from frontdesk.followup.usecases._planned import PlannedTasks
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.followup.usecases.change_reply import change_reply, read_replies, remove_reply
from frontdesk.followup.usecases.correct_number import correct_number
from frontdesk.followup.usecases.dial_patient import dial_patient
from frontdesk.followup.usecases.edit_task import edit_task
from frontdesk.followup.usecases.hear_call import hear_call
from frontdesk.followup.usecases.interrupt_task import interrupt_task
from frontdesk.followup.usecases.list_tasks import Sieve, list_tasks
from frontdesk.followup.usecases.next_task import next_task
from frontdesk.followup.usecases.open_task import open_task
from frontdesk.followup.usecases.pass_instant import pass_instant
from frontdesk.followup.usecases.reassign_many import choose_tasks, reassign_many
from frontdesk.followup.usecases.record_no_contact import record_no_contact
from frontdesk.followup.usecases.review_task import review_task
from frontdesk.followup.usecases.show_history import show_history
from frontdesk.followup.usecases.show_task import show_task
from frontdesk.followup.usecases.submit_record import submit_record
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput, Conflict, NotFound
from frontdesk.messaging.model import Recipient, RecipientKind
from frontdesk.messaging.model.calls import Call, CallEnd, Noted, Recording, Way
from tests.conftest import furnish

from .task_builders import (
    ADMINISTRATOR,
    CENTRE,
    CENTRE_TOO,
    COLLEAGUE,
    ELSEWHERE,
    LEADER,
    MONDAY,
    MONDAY_NINE,
    NORTH,
    NURSE,
    SURGERY,
    WARD,
    a_task,
    task_id,
)
from .task_fakes import Desk

IT = {"organisation_id": NORTH, "task_id": task_id()}
CALL, NEXT = "c" * 32, "d" * 32


@pytest.fixture
def office():
    made = Desk()
    add_task(a_task(), ports=made.ports)
    return made


def stored(office):
    return office.tasks.get(NORTH, task_id())


def dial(office, call=CALL, member=NURSE):
    open_task(**IT, member=member, ports=office.ports)
    return dial_patient(**IT, call_id=call, member=member, ports=office.ports)


def hear(office, call=CALL, **said):
    office.calls[call] = Heard(**said)
    return hear_call(**IT, call_id=call, ports=office.ports)


def submit(office, member=NURSE, summary="Heals well.", replies=()):
    return submit_record(
        **IT,
        answers={"recovery": 4},
        summary=summary,
        family_said="",
        channel=Channel.PHONE,
        replies=replies,
        member=member,
        ports=office.ports,
    )


def no_contact(office, reason, *, seen=0):
    return record_no_contact(**IT, reason=reason, seen=seen, member=NURSE, ports=office.ports)


def review(office, member, level=Level.CENTRE, verdict=Verdict.CONFIRMED, **said):
    told = {"score": 90, "satisfaction": 5, "remark": "Fits."} | said
    return review_task(**IT, level=level, verdict=verdict, **told, member=member, ports=office.ports)


def draw(office, level):
    PlannedTasks(office.ports).write(after_draw(stored(office), frozenset({level})))


@pytest.mark.requirement("R-5.3g")
def test_a_call_that_nobody_answers_is_a_try_without_anybody_writing_it_down(office):
    dial(office)
    after = hear(office, reason=NoContact.NO_ANSWER)
    assert (after.state, after.lease) == (State.RETRY_WAIT, None)
    [attempt] = after.attempts
    assert (attempt.reason, attempt.by, attempt.call_id) == (NoContact.NO_ANSWER, NURSE.id, CALL)
    assert hear(office, reason=NoContact.NO_ANSWER) == stored(office)
    assert len(stored(office).attempts) == 1


def test_what_its_caller_says_of_a_call_counts_before_the_telephone_system(office):
    dial(office)
    hear(office, reason=NoContact.NO_ANSWER)
    assert no_contact(office, NoContact.WRONG_NUMBER).state is State.UNREACHABLE
    [attempt] = stored(office).attempts
    assert attempt.reason is NoContact.WRONG_NUMBER
    with pytest.raises(TaskOver):
        no_contact(office, NoContact.BUSY)
    assert stored(office).attempts == (attempt,)


@pytest.mark.requirement("R-5.3g", "R-5.4.4a")
def test_a_call_in_which_they_spoke_is_one_try_however_it_is_told(office):
    dial(office)
    hear(office, was_spoken=True, seconds=40)
    assert stored(office).state is State.IN_PROGRESS
    submit(office)
    hear(office, was_spoken=True, seconds=61, recording="pbx://a/1")
    [attempt] = stored(office).attempts
    assert (attempt.reason, attempt.seconds, attempt.recording) == (None, 61, "pbx://a/1")
    assert office.hung_up == [CALL]


def test_who_speaks_for_long_is_not_interrupted_and_has_time_to_write_it_down(office):
    dial(office)
    hear(office, speaking_since=office.now)
    office.now += timedelta(minutes=40)
    pass_instant(organisation_id=NORTH, it=task_id(), ports=office.waits)
    hear(office, was_spoken=True, seconds=2400)
    office.now += timedelta(minutes=14)
    pass_instant(organisation_id=NORTH, it=task_id(), ports=office.waits)
    assert stored(office).state is State.IN_PROGRESS
    assert submit(office).state is State.COMPLETED


def test_a_call_of_whose_end_nothing_is_heard_does_not_last_for_ever(office):
    dial(office)
    hear(office, speaking_since=office.now)
    office.now += timedelta(minutes=10)
    before = stored(office)
    assert hear(office, speaking_since=before.lease.until - timedelta(hours=1)) == before, "heard twice"
    office.now += timedelta(minutes=50)
    pass_instant(organisation_id=NORTH, it=task_id(), ports=office.waits)
    assert stored(office).state is State.INTERRUPTED


def test_a_call_of_which_nothing_is_known_or_that_is_not_on_changes_nothing(office):
    dial(office)
    before = stored(office)
    assert hear(office) == before
    assert hear(office, NEXT, reason=NoContact.BUSY) == before


def test_a_call_that_broke_off_is_a_try_too(office):
    dial(office)
    after = interrupt_task(**IT, why="aborted", member=NURSE, ports=office.ports)
    assert [it.call_id for it in after.attempts] == [CALL]
    assert office.hung_up == [CALL]


def a_call(**changes):
    whole = {
        "id": CALL,
        "organisation_id": NORTH,
        "caller": NURSE.id,
        "recipient": Recipient(RecipientKind.SUBJECT, "e" * 32),
        "asked_at": MONDAY_NINE,
        "way": Way.BRIDGE,
    }
    return Call(**whole | changes)


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (CallEnd.NO_ANSWER, NoContact.NO_ANSWER),
        (CallEnd.VOICEMAIL, NoContact.NO_ANSWER),
        (CallEnd.BUSY, NoContact.BUSY),
        (CallEnd.REJECTED, NoContact.NOT_NOW),
        (CallEnd.FAILED, None),
        (CallEnd.WITHDRAWN, None),
        (CallEnd.COMPLETED, None),
    ],
)
def test_how_a_call_ended_says_why_nobody_was_spoken_to(end, reason):
    recording = Recording(uri="pbx://a/1", sha256="0" * 64)
    heard = heard_of(a_call(end=end, ended_at=MONDAY_NINE, recording=recording))
    assert (heard.reason, heard.was_spoken) == (reason, end is CallEnd.COMPLETED)
    assert heard.speaking_since is None
    assert heard.recording == "pbx://a/1"
    answered = heard_of(a_call(answered_at=MONDAY_NINE))
    assert answered.speaking_since == MONDAY_NINE


def test_what_came_of_a_call_frees_its_callers_hands(office):
    dial(office)
    reached = submit(office)
    attempt = reached.attempts[0]
    assert noted_of(reached, attempt) is Noted.REACHED
    assert noted_of(reached, replace(attempt, reason=NoContact.WRONG_NUMBER)) is Noted.WRONG_NUMBER
    assert noted_of(reached, replace(attempt, reason=NoContact.BUSY)) is Noted.NOT_REACHED
    assert noted_of(replace(reached, state=State.INTERRUPTED), attempt) is Noted.CALL_AGAIN


def test_a_number_is_put_right_by_who_has_the_call_in_hand(office):
    dial(office)
    correct_number(**IT, number="06221 1", member=NURSE, ports=office.ports)
    assert office.corrected == ["06221 1"]
    with pytest.raises(NotFound):
        correct_number(**IT, number="06221 1", member=ELSEWHERE, ports=office.ports)
    submit(office)
    with pytest.raises(TaskOver):
        correct_number(**IT, number="06221 1", member=NURSE, ports=office.ports)


@pytest.mark.requirement("R-5.3d", "R-5.4.7a")
def test_a_window_is_moved_and_a_call_whose_window_is_to_come_waits_for_it(office):
    day = timedelta(days=1)
    asked = {**IT, "why": "on holiday", "member": CENTRE, "ports": office.ports}
    later = (MONDAY + 7 * day, MONDAY + 9 * day)
    moved = edit_task(**asked, due_on=MONDAY + 8 * day, window=later)
    assert (moved.state, moved.opens_on, moved.closes_on) == (State.DRAFT, *later)
    assert [(it.what, it.why, it.by) for it in moved.steered] == [(Steered.EDITED, "on holiday", CENTRE.id)]
    for due_on, window in ((MONDAY, later), (MONDAY, (MONDAY, MONDAY + 400 * day))):
        with pytest.raises(OutsideWindow):
            edit_task(**asked, due_on=due_on, window=window)


@pytest.mark.requirement("R-5.3d")
def test_many_calls_are_given_on_at_once_and_what_could_not_be_is_told(office):
    add_task(a_task(id=task_id(2)), ports=office.ports)
    add_task(a_task(id=task_id(3)), ports=office.ports)
    open_task(organisation_id=NORTH, task_id=task_id(2), member=NURSE, ports=office.ports)
    ids = [task_id(), task_id(2), task_id(3), task_id(77)]
    chosen = choose_tasks(organisation_id=NORTH, task_ids=ids, member=CENTRE, ports=office.ports)
    assert [it.id for it in chosen.tasks] == ids[:3]
    given = {"organisation_id": NORTH, "tasks": chosen.tasks, "member": CENTRE, "ports": office.ports}
    with pytest.raises(ReasonMissing):
        reassign_many(**given, role=Role.CENTRE, to=None, why=" ")
    left = reassign_many(**given, role=Role.CENTRE, to=CENTRE_TOO, why="full")
    assert {it: no.code for it, no in left.items()} == {task_id(2): "followup.task_taken"}
    assert (stored(office).role, stored(office).owner) == (Role.CENTRE, CENTRE_TOO.id)
    assert not choose_tasks(organisation_id=NORTH, task_ids=ids, member=NURSE, ports=office.ports).tasks


@pytest.mark.parametrize("to", [ELSEWHERE, CENTRE, ADMINISTRATOR, LEADER])
def test_nobody_is_given_a_call_that_is_none_of_theirs(office, to):
    tasks = [stored(office)]
    left = reassign_many(
        organisation_id=NORTH,
        tasks=tasks,
        role=Role.DEPARTMENT,
        to=to,
        why="ill",
        member=CENTRE,
        ports=office.ports,
    )
    assert isinstance(left[task_id()], NotTheirTask)


@pytest.mark.requirement("R-5.2b", "R-5.2d")
def test_levels_two_and_three_give_a_case_back_to_who_did_it_until_a_day(office):
    dial(office)
    submit(office)
    draw(office, Level.CENTRE)
    again = {"verdict": Verdict.REWORK, "remark": "Ask about the wound."}
    with pytest.raises(OutsideWindow):
        review(office, CENTRE, again_on=MONDAY - timedelta(days=1), **again)
    back = review(
        office, CENTRE, again_on=date(2026, 11, 27), agreement=Agreement.PARTLY, said="It hurts.", **again
    )
    assert (back.state, back.owner, back.due_on) == (State.READY, NURSE.id, date(2026, 11, 27))
    seen = show_task(**IT, member=NURSE, ports=office.ports).task.reviews[0]
    assert (seen.remark, seen.score, seen.agreement, seen.said) == ("Ask about the wound.", None, None, "")
    dial(office, NEXT)
    submit(office, summary="The wound is dry.")
    draw(office, Level.CENTRE)
    review(office, CENTRE_TOO)
    draw(office, Level.LEADERS)
    third = review(office, LEADER, Level.LEADERS, **again)
    assert (third.state, third.owner, third.due_on) == (State.READY, NURSE.id, date(2026, 11, 26))
    assert show_task(**IT, member=NURSE, ports=office.ports).task.reviews[-1].level is Level.LEADERS


def test_nobody_is_shown_what_they_did_themselves_and_next_leaves_it_out(office):
    for number, done_by in ((2, CENTRE), (3, CENTRE_TOO)):
        add_task(a_task(id=task_id(number), role=Role.CENTRE), ports=office.ports)
        it = {"organisation_id": NORTH, "task_id": task_id(number)}
        open_task(**it, member=done_by, ports=office.ports)
        submit_record(
            **it,
            answers={},
            summary="Well.",
            family_said="",
            channel=Channel.PHONE,
            member=done_by,
            ports=office.ports,
        )
        task = office.tasks.get(NORTH, task_id(number))
        PlannedTasks(office.ports).write(after_draw(task, frozenset({Level.CENTRE})))
    asked = {"organisation_id": NORTH, "member": CENTRE, "ports": office.ports}
    listed = list_tasks(**asked, pile=Pile.LEVEL2, sieve=Sieve(today=MONDAY))
    assert [it.id for it in listed.tasks] == [task_id(3)]
    assert next_task(**asked, piles=((Pile.LEVEL2, ""),)) == task_id(3)


def test_ten_thousand_calls_are_one_query_and_one_page(office):
    for number in range(2, 10_002):
        office.tasks.add(a_task(id=task_id(number)), acts_at=None)
    counted = []
    tasks = office.tasks
    listed, read = tasks.listed, tasks.read
    tasks.listed = lambda *said, **more: counted.append("query") or listed(*said, **more)
    tasks.read = lambda here, ids: counted.append(len(ids)) or read(here, ids)
    found = list_tasks(
        organisation_id=NORTH,
        pile=Pile.DEPARTMENT,
        of=SURGERY,
        sieve=Sieve(today=MONDAY),
        page=400,
        member=NURSE,
        ports=office.ports,
    )
    assert (found.found, found.pages, found.page) == (10_001, 401, 400)
    assert counted == ["query", 25]


def test_the_history_is_shown_to_those_who_answer_for_follow_up(office):
    def entry(about):
        return AuditEntry.look(
            NORTH,
            "TaskRead",
            by=Actor(ActorKind.STAFF, "1"),
            at=datetime(2026, 11, 23, tzinfo=UTC),
            about=about,
        )

    office.trail = [entry(task_id()), entry("another")]
    assert len(show_history(**IT, member=CENTRE, ports=office.ports).entries) == 1
    assert show_history(**IT, member=NURSE, ports=office.ports).entries is None
    with pytest.raises(NotFound):
        show_history(**IT, member=ELSEWHERE, ports=office.ports)


def test_a_script_says_names_and_nothing_else():
    values = {"patient": "Anna {clinic}", "clinic": "Nord"}
    assert filled_in("{patient}, {clinic}, {date}", values) == "Anna {clinic}, Nord, {date}"
    texts = {"de": "{patient.__class__}", "sv": "{patient", "en": "{caller} of {clinic}"}
    assert [(it.pointer, it.code) for it in faults_of_script(texts)] == [
        ("de", "placeholder_unknown"),
        ("sv", "placeholder_broken"),
    ]


class FakeShelves:
    def __init__(self):
        self.stored = {}

    def get(self, organisation_id, owner):
        return self.stored.get(
            (organisation_id, owner), ReplyShelf(organisation_id=organisation_id, owner=owner)
        )

    def put(self, shelf):
        if self.get(shelf.organisation_id, shelf.owner).version != shelf.version:
            raise Conflict
        self.stored[shelf.organisation_id, shelf.owner] = replace(shelf, version=shelf.version + 1)
        return self.stored[shelf.organisation_id, shelf.owner]


@pytest.fixture(params=["fake", "dynamodb"])
def shelves(request):
    if request.param == "fake":
        yield FakeShelves()
    else:
        with mock_aws():
            furnish()
            yield DynamoShelves()


def test_a_shelf_is_kept_whole_and_of_two_writes_one_is_stored(shelves):
    empty = shelves.get(NORTH, NURSE.id)
    assert (empty.replies, empty.version) == ((), 0)
    reply = Reply(id="r1", title="Well", text="All is well.")
    first = shelves.put(replace(empty, replies=(reply,)))
    assert shelves.get(NORTH, NURSE.id) == first == replace(empty, replies=(reply,), version=1)
    assert shelves.get(NORTH, None).replies == shelves.get("south", NURSE.id).replies == ()
    with pytest.raises(Conflict):
        shelves.put(empty)


@pytest.mark.requirement("R-5.3f")
def test_templates_are_ones_own_or_the_clinics_and_a_record_names_the_wording():
    ports = ReplyPorts(shelves=FakeShelves())
    here = {"organisation_id": NORTH, "ports": ports}
    said = {"title": "Well", "text": "All is well."}
    change_reply(**here, owner=NURSE.id, reply_id="r1", **said, member=NURSE)
    change_reply(**here, owner=NURSE.id, reply_id="r1", **said, member=NURSE)
    change_reply(**here, owner=NURSE.id, reply_id="r1", title="Well", text="All well.", member=NURSE)
    change_reply(**here, owner=None, reply_id="r2", **said, member=ADMINISTRATOR)
    for owner, member in ((None, NURSE), (NURSE.id, COLLEAGUE), (ADMINISTRATOR.id, ADMINISTRATOR)):
        with pytest.raises(NotFound):
            change_reply(**here, owner=owner, reply_id="r3", **said, member=member)
        with pytest.raises(NotFound):
            remove_reply(**here, owner=owner, reply_id="r1", member=member)
    own, clinics = read_replies(**here, member=NURSE)
    assert [(it.text, it.version) for it in own.replies] == [("All well.", 2)]
    assert inserted("Slept badly. ", own.replies[0]) == "Slept badly.\nAll well."
    assert inserted("", own.replies[0]) == "All well."
    summary = "Slept badly.\nAll well."
    assert used(["r1", "r2", "r1", "gone"], (own, clinics), summary) == ("r1@2",)
    remove_reply(**here, owner=NURSE.id, reply_id="r1", member=NURSE)
    remove_reply(**here, owner=NURSE.id, reply_id="r1", member=NURSE)
    assert read_replies(**here, member=NURSE)[0].replies == ()


def test_a_template_needs_a_title_and_words_and_there_are_not_too_many():
    ports = ReplyPorts(shelves=FakeShelves())
    here = {"organisation_id": NORTH, "owner": NURSE.id, "member": NURSE, "ports": ports}
    with pytest.raises(BadInput) as wrong:
        change_reply(**here, reply_id="r", title=" ", text="x" * 601)
    assert [(it.pointer, it.code) for it in wrong.value.errors] == [
        ("title", "required"),
        ("text", "too_long"),
    ]
    for number in range(REPLIES_AT_MOST):
        change_reply(**here, reply_id=f"r{number}", title="t", text="x")
    with pytest.raises(BadInput):
        change_reply(**here, reply_id="one more", title="t", text="x")


def test_a_list_that_is_near_a_leader_is_not_shown_to_them():
    office = Desk()
    add_task(a_task(department_id=WARD), ports=office.ports)
    dial(office, member=replace(NURSE, departments=frozenset({WARD})))
    submit(office, member=replace(NURSE, departments=frozenset({WARD})))
    draw(office, Level.LEADERS)
    listed = list_tasks(
        organisation_id=NORTH, pile=Pile.LEVEL3, sieve=Sieve(today=MONDAY), member=LEADER, ports=office.ports
    )
    assert listed.tasks == []
