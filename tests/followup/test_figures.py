"""What follow-up came to: whatever happens, and however often and late it is told, each rate is that of the records."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.followup.model import (
    Attempt,
    Level,
    NoContact,
    Record,
    Review,
    State,
    Steered,
    Steering,
    Verdict,
)
from frontdesk.followup.model.actions import Said
from frontdesk.followup.model.figures import ALL, Figure, Kind
from frontdesk.followup.model.plans import Channel, Population, Role
from frontdesk.followup.rules import actions, rating, steering, steps
from frontdesk.followup.rules.actions import Deed
from frontdesk.followup.rules.counting import summed
from frontdesk.followup.rules.sampling import after_draw
from frontdesk.followup.rules.telling import HOUSE
from frontdesk.followup.usecases._change import store
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.followup.usecases.count_figures import count_figures, mark_anew, mark_forgotten

from .builders import FakePlans, a_plan
from .figure_fakes import FakeFigures, counting
from .recounting import as_counted, done_by, recount
from .task_builders import (
    CENTRE,
    COLLEAGUE,
    HEAD,
    NORTH,
    NURSE,
    POLICY,
    SURGERY,
    WARD,
    a_task,
    an_action,
    task_id,
)
from .task_fakes import BERLIN, Desk

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
SOON = timedelta(minutes=1)


class Clinic:
    """Four steps at the turn of a month, what happens to them, and what of it has been told."""

    def __init__(self):
        self.desk, self.figures = Desk(), FakeFigures()
        self.ports = counting(self.desk, self.figures)
        for number, (department, population, day, state) in enumerate(
            (
                (SURGERY, Population.DISCHARGED, date(2026, 11, 24), State.READY),
                (SURGERY, Population.OUTPATIENT, date(2026, 11, 30), State.READY),
                (WARD, Population.DISCHARGED, date(2026, 11, 30), State.DRAFT),
                (WARD, Population.DISCHARGED, date(2026, 12, 1), State.READY),
            )
        ):
            task = a_task(
                id=task_id(number),
                plan_id=task_id(number),
                department_id=department,
                population=population,
                opens_on=day - timedelta(days=2),
                due_on=day,
                closes_on=day + timedelta(days=2),
                state=state,
            )
            add_task(task, ports=self.desk.ports)

    @property
    def tasks(self):
        return list(self.desk.tasks.stored.values())

    @property
    def told(self):
        return [it.task_id for it in self.desk.tasks.facts]

    def hear(self, task):
        mark_anew(organisation_id=NORTH, kind=Kind.STEP, it=task, ports=self.ports)

    def count(self):
        return count_figures(organisation_id=NORTH, until=self.desk.now + SOON, ports=self.ports)

    def do(self, task, move):
        store(move, by=HOUSE, ports=self.desk.ports)

    def tallied(self, month, department=ALL, population=None, person=""):
        found = self.figures.tallies(NORTH, [(month, department, person)])
        counts = found[month, department, person].counts if found else {}
        return summed(n for name, n in counts.items() if population in {None, name})


def moves_of(task, draw, now):  # noqa: PLR0911  (a case for each state)
    """All that may become of a task as it stands."""
    today, by = now.astimezone(BERLIN).date(), draw(st.sampled_from((NURSE.id, COLLEAGUE.id)))
    tried = {"number": len(task.attempts) + 1, "at": now, "by": by, "channel": Channel.PHONE}
    record = Record(answers={}, summary="s", by=by, at=now)
    review = {"score": draw(st.sampled_from((None, 60, 90))), "remark": "", "at": now}
    by_hand = lambda what: Steering(what=what, why="w", by=by, at=now)  # noqa: E731
    levels = st.sampled_from((frozenset(), frozenset({Level.CENTRE}), frozenset({Level.LEADERS})))
    match task.state:
        case State.DRAFT:
            return [steps.ready(task), steering.cancelled(task, by_hand(Steered.CANCELLED))]
        case State.READY | State.RETRY_WAIT:
            due_on = draw(st.sampled_from((task.opens_on, task.closes_on)))
            when = steering.When(opens_on=task.opens_on, due_on=due_on, closes_on=task.closes_on)
            return [
                steps.opened(task, by, POLICY, now=now),
                steps.opened(task, by, POLICY, now=now),
                steering.edited(task, when, task.channels, by_hand(Steered.EDITED), today=today),
                steering.reassigned(task, Role.CENTRE, None, by_hand(Steered.REASSIGNED)),
                steps.ended(task, State.MISSED),
                steering.cancelled(task, by_hand(Steered.CANCELLED)),
            ]
        case State.IN_PROGRESS:
            why = draw(st.sampled_from(tuple(NoContact)))
            reached = Attempt(**tried, reason=None)
            return [
                steps.dialled(task, by, "c" * 32, POLICY, now=now),
                steps.completed(task, record, reached),
                steps.completed(task, record, reached),
                steps.not_reached(task, Attempt(**tried, reason=why), POLICY, BERLIN),
                steps.interrupted(task, "aborted", today=today, now=now),
                steps.ready(task),
            ]
        case State.COMPLETED | State.LEVEL2_CONFIRMED:
            return [steps.settled(after_draw(task, draw(levels)))]
        case State.LEVEL2_OPEN:
            said = draw(st.sampled_from((None, 1, 5)))
            verdict = draw(st.sampled_from(tuple(Verdict)))
            it = Review(level=Level.CENTRE, verdict=verdict, satisfaction=said, by=CENTRE.id, **review)
            return [steps.reviewed(task, it, today=today), steps.ended(task, State.CLOSED)]
        case State.LEVEL3_OPEN:
            verdict = draw(st.sampled_from(tuple(Verdict)))
            it = Review(level=Level.LEADERS, verdict=verdict, satisfaction=None, by=HEAD.id, **review)
            return [steps.reviewed(task, it, today=today)]
    return []


def go_on(clinic, draw):
    """Something happens, or is told, or is counted, or all of it at once."""
    what = draw(st.sampled_from(("act", "act", "act", "hear", "count", "at once", "time")))
    if what == "act":
        task = draw(st.sampled_from(sorted(clinic.tasks, key=lambda it: it.id)))
        if moves := moves_of(task, draw, clinic.desk.now):
            clinic.do(task, draw(st.sampled_from(moves)))
    elif what == "hear":
        clinic.hear(draw(st.sampled_from(clinic.told)))
    elif what == "count":
        clinic.count()
    elif what == "at once":
        heard = draw(st.sampled_from(clinic.told))
        clinic.figures.meanwhile(draw(st.sampled_from((clinic.count, lambda: clinic.hear(heard)))))
        clinic.count()
    else:
        clinic.desk.now += timedelta(hours=draw(st.sampled_from((1, 20, 72))))


@pytest.mark.requirement("R-5.4.15")
@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_in_any_order_with_any_repetition_each_rate_is_that_of_the_records(data):
    clinic = Clinic()
    for _ in range(data.draw(st.integers(5, 60))):
        go_on(clinic, data.draw)
    for heard in data.draw(st.permutations(clinic.told)):
        clinic.hear(heard)
    clinic.count()
    today = clinic.desk.now.astimezone(BERLIN).date()
    for month in (NOVEMBER, DECEMBER, date(2027, 1, 1)):
        asked = {"month": month, "today": today}
        assert as_counted(clinic.tallied(month), **asked) == recount(clinic.tasks, **asked)
        told = recount(clinic.tasks, **asked)
        for level, leaders in (("2", False), ("3", True)):
            confirmed = rating.agreed(clinic.tallied(month), leaders=leaders)
            assert (confirmed.part, confirmed.whole) == (told["agreed", level], told["looked at", level])
        for department in (SURGERY, WARD):
            counted = as_counted(clinic.tallied(month, department), **asked)
            assert counted == recount(clinic.tasks, department=department, **asked)
        for population in Population:
            counted = as_counted(clinic.tallied(month, population=population.value), **asked)
            assert counted == recount(clinic.tasks, population=population, **asked)
        for person in (NURSE.id, COLLEAGUE.id):
            counts = [clinic.tallied(month, it, person=person) for it in (SURGERY, WARD)]
            theirs = recount([it for it in clinic.tasks if done_by(it, clinic.tasks) == person], **asked)
            answers = {it for it in theirs if "content" in it}
            assert as_counted(summed(counts), **asked) == {
                name: n for name, n in theirs.items() if name not in answers
            }


def test_an_interrupted_step_is_one_and_the_first_departments():
    clinic = Clinic()
    task = clinic.desk.tasks.get(NORTH, task_id(0))
    clinic.do(task, steps.opened(task, NURSE.id, POLICY, now=clinic.desk.now))
    task = clinic.desk.tasks.get(NORTH, task.id)
    clinic.do(task, steps.interrupted(task, "aborted", today=date(2026, 11, 23), now=clinic.desk.now))
    for heard in clinic.told:
        clinic.hear(heard)
    clinic.count()
    counts = clinic.tallied(NOVEMBER, SURGERY)
    assert (counts[Figure.DUE], counts[Figure.INTERRUPTED], counts[Figure.TRIED]) == (2, 1, 1)


def test_a_step_whose_last_fact_was_lost_is_found_by_night():
    clinic = Clinic()
    clinic.hear(task_id(0))
    clinic.count()
    task = clinic.desk.tasks.get(NORTH, task_id(0))
    clinic.do(task, steps.ended(task, State.MISSED))
    clinic.count()
    assert Figure.MISSED not in clinic.tallied(NOVEMBER)
    clinic.desk.now += timedelta(days=2)
    assert mark_forgotten(organisation_id=NORTH, ports=clinic.ports) == 1
    clinic.count()
    assert clinic.tallied(NOVEMBER)[Figure.MISSED] == 1
    assert mark_forgotten(organisation_id=NORTH, ports=clinic.ports) == 0


def test_what_is_no_more_is_counted_as_it_was():
    clinic = Clinic()
    clinic.hear(task_id(0))
    clinic.count()
    before = clinic.tallied(NOVEMBER)
    del clinic.desk.tasks.stored[NORTH, task_id(0)]
    clinic.hear(task_id(0))
    assert clinic.count() == 1
    assert clinic.tallied(NOVEMBER) == before


def test_more_than_one_write_can_do_is_done_in_several():
    clinic = Clinic()
    for number in range(10, 210):
        add_task(
            replace(a_task(), id=task_id(number), plan_id=task_id(number), version=None),
            ports=clinic.desk.ports,
        )
    for heard in clinic.told:
        clinic.hear(heard)
    assert clinic.count() == 203
    assert clinic.tallied(NOVEMBER)[Figure.DUE] == 202


DECISIONS = {"as it is": Figure.AS_RECOMMENDED, "otherwise": Figure.OTHERWISE, "no": Figure.REFUSED}


@given(st.lists(st.sampled_from(tuple(DECISIONS)), max_size=9), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whoever_refuses_a_plan_or_starts_it_otherwise_departed_from_the_recommendation(decisions, data):
    clinic = Clinic()
    clinic.ports = counting(clinic.desk, clinic.figures, plans := FakePlans())
    facts = []
    for number, decision in enumerate(decisions):
        plan = a_plan(id=task_id(number), organisation_id=NORTH)
        plans.add(plan, next_on=None)
        facts += [(plan.id, DECISIONS[decision])] * data.draw(st.integers(1, 2))
    for it, outcome in data.draw(st.permutations(facts)):
        asked = {"outcome": outcome, "at": clinic.desk.now, "ports": clinic.ports}
        mark_anew(organisation_id=NORTH, kind=Kind.PLAN, it=it, **asked)
        if data.draw(st.booleans()):
            clinic.count()
    clinic.count()
    departed = rating.overridden(clinic.tallied(NOVEMBER))
    followed = sum(it == "as it is" for it in decisions)
    assert (departed.part, departed.whole) == (len(decisions) - followed, len(decisions))


def test_an_action_counts_as_closed_from_the_round_after_it_is():
    clinic = Clinic()
    for number in range(3):
        closing = [(Deed.PLAN, HEAD, 6), (Deed.ACCEPT, CENTRE, 7), (Deed.EFFECT, HEAD, 30)]
        closing += [(Deed.VERIFY, CENTRE, 31), (Deed.CLOSE, CENTRE, 32)][: number + 1]
        clinic.desk.actions.add(moved(replace(an_action(), id=task_id(number)), *closing))
        mark_anew(organisation_id=NORTH, kind=Kind.ACTION, it=task_id(number), ports=clinic.ports)
    clinic.count()
    counts = clinic.tallied(NOVEMBER, SURGERY)
    assert (counts[Figure.RAISED], counts[Figure.CLOSED]) == (3, 2)


def moved(action, *deeds):
    """The action after these deeds, each of them so many days after it was raised."""
    for deed, member, days in deeds:
        at = action.raised_at + timedelta(days=days)
        said = Said(state=actions.WAYS[deed].after, by=member.id, at=at, text="Text")
        action = actions.done(action, deed, said, POLICY, now=at)
    return action


@pytest.mark.parametrize(
    ("deeds", "counts"),
    [
        ((), {Figure.RAISED: 1}),
        (((Deed.PLAN, HEAD, 6),), {Figure.RAISED: 1}),
        (((Deed.PLAN, HEAD, 8),), {Figure.RAISED: 1, Figure.LATE: 1}),
        (((Deed.PLAN, HEAD, 8), (Deed.RETURN, CENTRE, 9)), {Figure.RAISED: 1}),
        (
            ((Deed.PLAN, HEAD, 6), (Deed.ACCEPT, CENTRE, 7), (Deed.EFFECT, HEAD, 30)),
            {Figure.RAISED: 1, Figure.ANSWERED: 1},
        ),
        (
            ((Deed.PLAN, HEAD, 6), (Deed.ACCEPT, CENTRE, 7), (Deed.EFFECT, HEAD, 38)),
            {Figure.RAISED: 1, Figure.LATE: 1},
        ),
        (
            (
                (Deed.PLAN, HEAD, 6),
                (Deed.ACCEPT, CENTRE, 7),
                (Deed.EFFECT, HEAD, 30),
                (Deed.VERIFY, CENTRE, 31),
                (Deed.CLOSE, CENTRE, 32),
            ),
            {Figure.RAISED: 1, Figure.ANSWERED: 1, Figure.CLOSED: 1},
        ),
    ],
)
def test_a_corrective_action_counts_once_and_in_time_or_late(deeds, counts):
    clinic = Clinic()
    clinic.desk.actions.add(moved(an_action(), *deeds))
    for _ in range(2):
        mark_anew(organisation_id=NORTH, kind=Kind.ACTION, it="c" * 32, ports=clinic.ports)
        clinic.count()
    assert clinic.tallied(NOVEMBER, SURGERY) == counts
