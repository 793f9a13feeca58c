"""A task between those who call, those who look again, and the clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.followup.errors import (
    AnswersMissing,
    OutsideWindow,
    OwnCase,
    OwnDepartment,
    ReasonMissing,
    TaskNotReady,
    TaskOver,
    TaskTaken,
)
from frontdesk.followup.model import Cancelled, Level, NoContact, State, Verdict
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.plans import Channel, Policy, Population, Role
from frontdesk.followup.rules.hours import next_call
from frontdesk.followup.rules.keys import successor_key
from frontdesk.followup.rules.rights import as_seen, why_not_do, why_not_list, why_not_see, why_not_steer_it
from frontdesk.followup.rules.sampling import after_draw
from frontdesk.followup.rules.steps import LOCKED
from frontdesk.followup.usecases._planned import PlannedTasks
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.followup.usecases.await_people import await_people
from frontdesk.followup.usecases.cancel_task import cancel_for, cancel_task
from frontdesk.followup.usecases.dial_patient import dial_patient
from frontdesk.followup.usecases.edit_task import edit_task
from frontdesk.followup.usecases.interrupt_task import interrupt_task
from frontdesk.followup.usecases.list_tasks import Sieve, list_tasks
from frontdesk.followup.usecases.next_task import next_task
from frontdesk.followup.usecases.open_task import open_task
from frontdesk.followup.usecases.pass_instant import pass_instant
from frontdesk.followup.usecases.reassign_task import reassign_task
from frontdesk.followup.usecases.reconcile_waits import reconcile_waits
from frontdesk.followup.usecases.record_no_contact import record_no_contact
from frontdesk.followup.usecases.review_task import review_task
from frontdesk.followup.usecases.show_task import show_task
from frontdesk.followup.usecases.submit_record import submit_record
from frontdesk.followup.usecases.tend_machine import tend_machine
from frontdesk.kernel.errors import FrontdeskError, NotFound

from .task_builders import (
    ADMINISTRATOR,
    CENTRE,
    CENTRE_TOO,
    COLLEAGUE,
    ELSEWHERE,
    EVERYBODY,
    HEAD,
    LEADER,
    MONDAY,
    MONDAY_NINE,
    NORTH,
    NURSE,
    POLICY,
    SURGERY,
    WARD,
    a_task,
    task_id,
)
from .task_fakes import BERLIN, Desk

IT = {"organisation_id": NORTH, "task_id": task_id()}
BEGAN = {State.READY, State.IN_PROGRESS, State.RETRY_WAIT}


@pytest.fixture
def office():
    made = Desk()
    add_task(a_task(), ports=made.ports)
    return made


def stored(office, number=None):
    return office.tasks.get(NORTH, number or task_id())


def open_it(office, member=NURSE, **it):
    return open_task(**IT | it, member=member, ports=office.ports)


def submit(office, member=NURSE, **said):
    return submit_record(
        **IT,
        **{"answers": {"recovery": 4}, "summary": "Heals well.", "family_said": "", "channel": Channel.PHONE}
        | said,
        member=member,
        ports=office.ports,
    )


def not_reached(office, reason=NoContact.NO_ANSWER, member=NURSE, seen=None):
    seen = len(stored(office).attempts) if seen is None else seen
    return record_no_contact(**IT, reason=reason, seen=seen, member=member, ports=office.ports)


def review(office, member, level=Level.CENTRE, verdict=Verdict.CONFIRMED, remark="Fits."):
    return review_task(
        **IT,
        level=level,
        verdict=verdict,
        score=90,
        satisfaction=5,
        remark=remark,
        member=member,
        ports=office.ports,
    )


def draw(office, *levels):
    task = stored(office)
    return (
        PlannedTasks(office.ports).write(after_draw(task, frozenset(levels)))
        if task.state in LOCKED
        else task
    )


def clock_comes(office, **it):
    for _ in range(6):
        pass_instant(organisation_id=NORTH, it=it.get("it", task_id()), ports=office.waits)


@pytest.mark.requirement("R-5.2f")
def test_a_task_goes_through_three_levels_and_is_closed(office):
    open_it(office)
    submit(office)
    draw(office, Level.CENTRE)
    review(office, CENTRE)
    draw(office, Level.LEADERS)
    review(office, LEADER, Level.LEADERS)
    assert stored(office).state is State.CLOSED
    assert office.facts() == [
        "TaskReady",
        "TaskOpened",
        "TaskCompleted",
        "ReviewOpened",
        "TaskReviewed",
        "ReviewOpened",
        "TaskReviewed",
    ]


def test_a_case_that_is_not_drawn_is_closed_when_its_day_is(office):
    open_it(office)
    submit(office)
    assert draw(office).state is State.CLOSED
    assert draw(office, Level.CENTRE).state is State.CLOSED, "a second draw changes nothing"


def test_of_two_who_open_it_one_has_it(office):
    office.tasks.meanwhile(partial(open_it, office, COLLEAGUE))
    with pytest.raises(TaskTaken):
        open_it(office, NURSE)
    assert stored(office).owner == COLLEAGUE.id
    version = stored(office).version
    assert open_it(office, COLLEAGUE).version == version, "opened again by who has it, it is as it was"


def test_whoever_is_too_long_about_it_gives_it_back_and_loses_no_word(office):
    open_it(office)
    office.now += POLICY.lease
    clock_comes(office)
    assert stored(office).state is State.READY
    assert submit(office).state is State.COMPLETED


def test_who_submits_after_somebody_else_took_it_is_told_so(office):
    open_it(office)
    reassign_later = office.now + POLICY.lease
    office.now = reassign_later
    clock_comes(office)
    reassign_task(**IT, role=Role.DEPARTMENT, to=None, why="ill", member=CENTRE, ports=office.ports)
    open_it(office, COLLEAGUE)
    with pytest.raises(TaskTaken):
        submit(office)


@pytest.mark.requirement("R-5.4.7b")
@pytest.mark.parametrize("how", ["aborted", "dropped", "lapsed"])
def test_an_interrupted_task_has_exactly_one_successor_at_the_centre_due_today(office, how):
    open_it(office)
    dial_patient(**IT, call_id="b" * 32, member=NURSE, ports=office.ports)
    office.now += timedelta(days=1)
    if how == "lapsed":
        clock_comes(office)
    else:
        for _ in range(2):
            interrupt_task(**IT, why=how, member=NURSE, ports=office.ports)
    assert len(office.tasks.stored) == 2
    assert stored(office).state is State.INTERRUPTED
    after = stored(office, successor_key(task_id()))
    assert (after.role, after.owner, after.state) == (Role.CENTRE, None, State.READY)
    assert (after.due_on, after.regenerated_from) == (MONDAY + timedelta(days=1), task_id())
    with pytest.raises(TaskOver):
        submit(office)


def test_the_same_call_asked_for_twice_is_one(office):
    open_it(office)
    for _ in range(2):
        dial_patient(**IT, call_id="b" * 32, member=NURSE, ports=office.ports)
    assert office.facts().count("PatientDialled") == 1
    attempt = submit(office).attempts[0]
    assert (attempt.call_id, attempt.recording, attempt.seconds) == ("b" * 32, f"recordings/{'b' * 32}", 61)


def test_a_try_that_reached_nobody_is_repeated_in_call_hours(office):
    open_it(office)
    office.now = MONDAY_NINE + timedelta(hours=3, minutes=30)
    it = not_reached(office)
    assert it.state is State.RETRY_WAIT
    assert it.retry_at == datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
    with pytest.raises(TaskNotReady):
        open_it(office)
    not_reached(office, seen=0)
    assert len(stored(office).attempts) == 1, "the same form sent twice is one try"
    office.now = it.retry_at
    clock_comes(office)
    assert stored(office).state is State.READY


def test_the_third_try_ends_it(office):
    for _ in range(3):
        open_it(office)
        it = not_reached(office)
        office.now = it.retry_at or office.now
    assert it.state is State.UNREACHABLE


@pytest.mark.parametrize("hard", [NoContact.WRONG_NUMBER, NoContact.REFUSED, NoContact.DIED])
def test_a_hard_reason_ends_it_at_once(office, hard):
    open_it(office)
    assert not_reached(office, hard).state is State.UNREACHABLE


def test_a_case_given_back_is_done_again_by_who_did_it_and_looked_at_again(office):
    for _ in range(2):
        office.now += timedelta(hours=5)
        open_it(office)
        not_reached(office)
    office.now += timedelta(hours=20)
    open_it(office)
    submit(office)
    draw(office, Level.CENTRE)
    with pytest.raises(ReasonMissing):
        review(office, CENTRE, verdict=Verdict.REWORK, remark=" ")
    again = review(office, CENTRE, verdict=Verdict.REWORK, remark="Ask about the wound.")
    assert (again.state, again.owner) == (State.READY, NURSE.id)
    with pytest.raises(TaskTaken):
        open_it(office, COLLEAGUE)
    open_it(office)
    assert not_reached(office).state is State.RETRY_WAIT, "tries are counted anew"
    office.now = stored(office).retry_at
    open_it(office)
    submit(office, summary="The wound is dry.")
    assert draw(office).state is State.LEVEL2_OPEN


@pytest.mark.requirement("R-5.2d")
def test_nobody_looks_again_at_what_they_did(office):
    reassign_task(**IT, role=Role.CENTRE, to=None, why="full", member=CENTRE, ports=office.ports)
    open_it(office, CENTRE)
    submit(office, CENTRE)
    draw(office, Level.CENTRE)
    with pytest.raises(OwnCase):
        review(office, CENTRE)
    review(office, CENTRE_TOO)
    review(office, CENTRE_TOO)
    draw(office, Level.LEADERS)
    with pytest.raises(OwnDepartment):
        review(office, HEAD, Level.LEADERS)
    for nobody in (NURSE, CENTRE, ADMINISTRATOR):
        with pytest.raises(NotFound):
            review(office, nobody, Level.LEADERS)
    review(office, LEADER, Level.LEADERS)


def test_level_one_cannot_tell_what_is_drawn(office):
    open_it(office)
    submit(office)
    before = as_seen(NURSE, stored(office))
    draw(office, Level.CENTRE)
    assert replace(as_seen(NURSE, stored(office)), version=before.version) == before
    review(office, CENTRE)
    assert replace(as_seen(NURSE, stored(office)), version=before.version) == before
    draw(office)
    (verdict,) = as_seen(NURSE, stored(office)).reviews
    assert (verdict.verdict, verdict.score, verdict.satisfaction) == (Verdict.CONFIRMED, None, None)


@pytest.mark.requirement("R-5.2e")
def test_who_may_do_what():
    at_department, at_centre = a_task(), a_task(role=Role.CENTRE)
    assert [it.id for it in EVERYBODY if why_not_do(it, at_department) is None] == [NURSE.id, COLLEAGUE.id]
    assert [it.id for it in EVERYBODY if why_not_do(it, at_centre) is None] == [CENTRE.id, CENTRE_TOO.id]
    blind = [it.id for it in EVERYBODY if why_not_see(it, at_department)]
    assert blind == [ELSEWHERE.id, ADMINISTRATOR.id]
    own_draft = a_task(state=State.DRAFT)
    assert why_not_steer_it(NURSE, own_draft) is not None
    assert why_not_steer_it(NURSE, own_draft, only_edit=True) is None
    assert why_not_steer_it(NURSE, at_department, only_edit=True) is not None
    assert why_not_list(NURSE, Pile.DEPARTMENT, WARD) is not None
    assert why_not_list(NURSE, Pile.OWN, NURSE.id) is None
    assert why_not_list(CENTRE, Pile.LEVEL3, "") is not None
    assert why_not_list(LEADER, Pile.LEVEL3, "") is None
    assert why_not_list(ADMINISTRATOR, Pile.CENTRE, "") is not None


@pytest.mark.requirement("R-5.3d", "R-5.4.7a")
def test_a_task_is_moved_given_away_and_stopped_with_a_reason(office):
    with pytest.raises(ReasonMissing):
        edit_task(**IT, due_on=MONDAY, why="", member=CENTRE, ports=office.ports)
    with pytest.raises(OutsideWindow):
        edit_task(**IT, due_on=date(2026, 12, 24), why="away", member=CENTRE, ports=office.ports)
    assert (
        edit_task(**IT, due_on=date(2026, 11, 25), why="away", member=CENTRE, ports=office.ports).due_on.day
        == 25
    )
    with pytest.raises(NotFound):
        cancel_task(**IT, why="no time", member=NURSE, ports=office.ports)
    open_it(office)
    with pytest.raises(TaskTaken):
        cancel_task(**IT, why="back in hospital", member=CENTRE, ports=office.ports)
    assert cancel_for(**IT, why=Cancelled.READMITTED, ports=office.ports).state is State.CANCELLED
    assert cancel_for(**IT, why=Cancelled.DIED, ports=office.ports).why == "readmitted"
    with pytest.raises(TaskOver):
        submit(office)


def test_nothing_said_is_no_record(office):
    open_it(office)
    with pytest.raises(AnswersMissing):
        submit(office, answers={}, summary=" ")
    submit(office)
    version = stored(office).version
    assert submit(office).version == version, "sent twice it is one record"


@pytest.mark.requirement("R-5.3c", "R-5.4.3")
def test_what_is_overdue_is_told_goes_to_the_centre_and_is_missed_in_the_end(office):
    for days, step in ((1, 1), (3, 2), (5, 3)):
        office.now = datetime.combine(MONDAY + timedelta(days=days), time(7, 59), BERLIN)
        clock_comes(office)
        assert stored(office).escalated == step - 1
        office.now += timedelta(minutes=1)
        clock_comes(office)
        assert stored(office).escalated == step
    assert office.told == [(task_id(), 1), (task_id(), 2), (task_id(), 3)]
    assert stored(office).role is Role.CENTRE
    office.now = datetime.combine(MONDAY + timedelta(days=14), time(0), BERLIN)
    clock_comes(office)
    assert stored(office).state is State.MISSED


def test_a_review_that_nobody_does_ends(office):
    open_it(office)
    submit(office)
    draw(office, Level.CENTRE)
    office.now += timedelta(days=28)
    clock_comes(office)
    assert (stored(office).state, stored(office).why) == (State.CLOSED, "not_reviewed")


def test_the_house_opens_windows_and_finds_lost_executions(office):
    add_task(a_task(id=task_id(2), state=State.DRAFT, opens_on=MONDAY), ports=office.ports)
    assert reconcile_waits(organisation_id=NORTH, whole=False, ports=office.waits) == 1, (
        "the draft's window is open, and it is waited for"
    )
    assert stored(office, task_id(2)).state is State.READY
    assert reconcile_waits(organisation_id=NORTH, whole=True, ports=office.waits) == 1
    assert reconcile_waits(organisation_id=NORTH, whole=True, ports=office.waits) == 0
    office.machine.executions[f"{NORTH}-{task_id()}-0"] = False
    assert reconcile_waits(organisation_id=NORTH, whole=True, ports=office.waits) == 1
    assert stored(office).run == 1
    open_it(office)
    submit(office)
    office.machine.executions[f"{NORTH}-{task_id()}-1"] = False
    assert not tend_machine(organisation_id=NORTH, it=task_id(), ports=office.waits), (
        "what is locked has no machine"
    )


def test_nothing_is_slept_through(office):
    open_it(office)
    await_people(organisation_id=NORTH, it=task_id(), seconds=86_400, token="t-1", ports=office.waits)
    assert office.machine.woken == [("t-1", "waiting")], "opened before it began to wait"
    await_people(organisation_id=NORTH, it=task_id(), seconds=900, token="t-2", ports=office.waits)
    submit(office)
    tend_machine(organisation_id=NORTH, it=task_id(), ports=office.waits)
    await_people(organisation_id=NORTH, it=task_id(), seconds=900, token="t-3", ports=office.waits)
    assert office.machine.woken[-1] == ("t-3", "done")


@pytest.mark.requirement("R-5.4.2")
def test_today_is_counted_and_paged(office):
    for number in range(2, 40):
        add_task(
            a_task(
                id=task_id(number),
                due_on=MONDAY - timedelta(days=number % 3),
                population=list(Population)[number % 3],
                vip=number % 2,
            ),
            ports=office.ports,
        )
    add_task(a_task(id=task_id(99), due_on=MONDAY + timedelta(days=1)), ports=office.ports)
    whole = {"organisation_id": NORTH, "pile": Pile.DEPARTMENT, "of": SURGERY, "ports": office.ports}
    found = list_tasks(**whole, sieve=Sieve(today=MONDAY), member=NURSE)
    assert (found.found, found.pages, len(found.tasks)) == (39, 2, 25)
    assert sum(found.counts.values()) == 39
    assert found.tasks[0].due_on == MONDAY - timedelta(days=2)
    overdue = list_tasks(
        **whole, sieve=Sieve(today=MONDAY, overdue=True, emphasis=True), member=NURSE, page=9
    )
    assert all(it.due_on < MONDAY and it.vip for it in overdue.tasks)
    with pytest.raises(NotFound):
        list_tasks(**whole, sieve=Sieve(today=MONDAY), member=ELSEWHERE)
    assert {it.action for it in office.looks} == {"TaskListRead"}


def test_whom_to_call_next(office):
    add_task(
        a_task(id=task_id(2), subject_id="a" * 32, due_on=MONDAY - timedelta(days=1)), ports=office.ports
    )
    piles = ((Pile.OWN, NURSE.id), (Pile.DEPARTMENT, SURGERY))
    asked = {"organisation_id": NORTH, "piles": piles, "member": NURSE, "ports": office.ports}
    assert next_task(**asked) == task_id(2)
    assert stored(office, task_id(2)).lease.staff_id == NURSE.id
    others = asked | {"piles": piles[1:], "member": COLLEAGUE}
    assert next_task(**others) == task_id()
    assert (next_task(**others), next_task(**asked)) == (task_id(), task_id(2)), "theirs, once more"
    assert next_task(**others | {"member": replace(COLLEAGUE, id="1009")}) is None


def test_a_look_at_a_task_is_in_the_trail_before_anything_is_read(office):
    shown = show_task(**IT, member=NURSE, ports=office.ports)
    assert shown.may_do
    assert office.looks[0].subject_id == "e" * 32
    with pytest.raises(NotFound):
        show_task(**IT, member=ELSEWHERE, ports=office.ports)


ZONES = [ZoneInfo(it) for it in ("Europe/Berlin", "Asia/Shanghai", "Europe/Stockholm", "America/New_York")]


@given(
    at=st.integers(0, 730 * 1440).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    zone=st.sampled_from(ZONES),
    holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=5),
)
def test_nobody_is_called_outside_call_hours(at, zone, holidays):
    policy = Policy(modes={}, holidays=holidays)
    found = next_call(at, policy, zone).astimezone(zone)
    assert found >= at
    assert found.date() not in holidays
    assert any(begins <= found.time() < ends for begins, ends in policy.call_hours)


ACTS = {
    "claim": open_it,
    "claimed by another": partial(open_it, member=COLLEAGUE),
    "submit": submit,
    "dial": lambda office: dial_patient(**IT, call_id="b" * 32, member=NURSE, ports=office.ports),
    "no contact": not_reached,
    "interrupt": lambda office: interrupt_task(**IT, why="aborted", member=NURSE, ports=office.ports),
    "reassign": lambda office: reassign_task(
        **IT, role=Role.CENTRE, to=None, why="ill", member=CENTRE, ports=office.ports
    ),
    "cancel": lambda office: cancel_for(**IT, why=Cancelled.DIED, ports=office.ports),
    "the lease lapses": lambda office: (later(office), clock_comes(office)),
    "sample": lambda office: draw(office, Level.CENTRE),
}


def later(office):
    office.now += POLICY.lease


def played(office, act):
    try:
        act(office)
    except FrontdeskError:
        return
    finally:
        holds(office)


def holds(office):
    """What is true of a task at any time, whoever did what in whatever order."""
    it = stored(office)
    successors = [one for one in office.tasks.stored.values() if one.regenerated_from == task_id()]
    assert (it.state is State.INTERRUPTED) == (len(successors) == 1)
    assert (it.lease is not None) == (it.state is State.IN_PROGRESS)
    assert (it.record is not None) == (it.state in {State.COMPLETED, State.LEVEL2_OPEN})
    assert (it.retry_at is not None) == (it.state is State.RETRY_WAIT)
    assert not it.samples or it.state is State.LEVEL2_OPEN
    assert [one.number for one in it.attempts] == list(range(1, len(it.attempts) + 1))
    if it.state in BEGAN:
        assert office.tasks.acts[NORTH, task_id()] is not None


@pytest.mark.parametrize("order", list(permutations(ACTS, 2)), ids=" then ".join)
@pytest.mark.parametrize("third", list(ACTS))
@pytest.mark.parametrize("before", ["ready", "claim", "dial"])
def test_in_whatever_order_two_act_the_record_holds(office, order, third, before):
    if before in ACTS:
        played(office, ACTS["claim"])
        played(office, ACTS[before])
    for name in (*order, third):
        played(office, ACTS[name])


@pytest.mark.parametrize("quicker", list(ACTS))
@pytest.mark.parametrize("slower", list(ACTS))
@pytest.mark.parametrize("before", ["ready", "claim", "dial"])
def test_whoever_is_quicker_the_record_holds(office, slower, quicker, before):
    """`quicker` is written after `slower` read and before it writes: who loses decides again."""
    if before in ACTS:
        played(office, ACTS["claim"])
        played(office, ACTS[before])
    office.tasks.meanwhile(lambda: played(office, ACTS[quicker]))
    played(office, ACTS[slower])
