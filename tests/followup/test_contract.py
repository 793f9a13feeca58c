"""Whatever keeps the book, the plans, the tasks and the draws keeps these promises: the fakes and DynamoDB alike."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from frontdesk.followup.model import Attempt, Lease, Level, NoContact, Review, State, Verdict
from frontdesk.followup.model.plans import Channel, PlanState, Reason
from frontdesk.followup.model.samples import Batch, Case
from frontdesk.followup.rules.sampling import draw
from frontdesk.followup.storage import DynamoBatches, DynamoBooks, DynamoPlans, DynamoTasks
from frontdesk.followup.usecases.change_book import change_book, read_book
from frontdesk.kernel.errors import BadInput, Conflict, NotFound
from tests.hospital.builders import CENTRE, HARBOUR, NORTH, SOUTH

from .builders import (
    NOW,
    TODAY,
    FakeBatches,
    FakeBooks,
    FakePlans,
    FakeTasks,
    a_book,
    a_plan,
    a_recommendation,
    a_scheme,
    a_step,
    a_task,
    a_ward,
)


def either(fake, dynamo):
    def made(request):
        if request.param is dynamo:
            request.getfixturevalue("cloud")
        return request.param()

    return pytest.fixture(params=[fake, dynamo])(made)


books, plans = either(FakeBooks, DynamoBooks), either(FakePlans, DynamoPlans)
tasks, batches = either(FakeTasks, DynamoTasks), either(FakeBatches, DynamoBatches)


def a_full_plan(**changes):
    advised = a_recommendation(
        scheme_id="all",
        reasons=(Reason(code="lace.stay", values={"count": 5, "points": 4}),),
        missing=("visits",),
        lace=None,
        weights="lace-2010",
    )
    return a_plan(
        recommendation=advised, scheme_id="all", steps=(a_step(), a_step(30, before=3, behind=5)), **changes
    )


def test_the_book_is_its_clinics_alone_and_of_two_who_change_it_one_wins(books):
    assert books.get(NORTH) is None
    first = books.put(replace(a_book(a_scheme(steps=(a_step(),))), version=0), at=NOW)
    assert (books.get(NORTH), first.version, books.get(SOUTH)) == (first, 1, None)
    second = books.put(replace(first, schemes=()), at=NOW)
    for stale in (first, replace(first, version=0)):
        with pytest.raises(Conflict):
            books.put(stale, at=NOW)
    assert books.get(NORTH) == second


def test_a_plan_is_stored_once_and_read_as_it_was(plans):
    plan = a_full_plan()
    assert plans.add(plan, next_on=TODAY)
    assert not plans.add(replace(plan, because="x"), next_on=TODAY)
    assert plans.get(NORTH, plan.id) == replace(plan, version=1)
    with pytest.raises(NotFound):
        plans.get(SOUTH, plan.id)
    running = plans.write(replace(plan, state=PlanState.ACTIVE, accepted_by="1001", version=1), next_on=TODAY)
    assert plans.get(NORTH, plan.id) == running
    with pytest.raises(Conflict):
        plans.write(replace(plan, version=1), next_on=None)


def test_plans_are_listed_by_what_there_is_to_do(plans):
    for number, (state, place, day) in enumerate(
        [
            (PlanState.PROPOSED, CENTRE, 24),
            (PlanState.PROPOSED, CENTRE, 22),
            (PlanState.PROPOSED, HARBOUR, 22),
            (PlanState.ACTIVE, CENTRE, 24),
            (PlanState.ACTIVE, CENTRE, 25),
            (PlanState.ENDED, CENTRE, None),
        ]
    ):
        plan = a_full_plan(id=str(number), state=state, location_id=place)
        plans.add(plan, next_on=date(2026, 11, day) if day else None)
    assert [it.id for it in plans.proposed(NORTH, CENTRE, most=9)] == ["1", "0"]
    assert [it.id for it in plans.proposed(NORTH, CENTRE, most=1)] == ["1"]
    assert [it.id for it in plans.active(NORTH, CENTRE, until=date(2026, 11, 24), most=9)] == ["3"]
    assert plans.proposed(SOUTH, CENTRE, most=9) == []
    assert len(plans.of_subject(NORTH, a_plan().subject_id)) == 6
    assert plans.of_subject(SOUTH, a_plan().subject_id) == []


def test_a_task_is_stored_once_and_read_as_it_was(tasks):
    whole = a_task(
        state=State.IN_PROGRESS,
        attempts=(
            Attempt(number=1, at=NOW, by="1001", channel=Channel.PHONE, reason=NoContact.BUSY, call_id="c"),
        ),
        lease=Lease(staff_id="1001", until=NOW),
        reviews=(
            Review(
                level=Level.CENTRE,
                verdict=Verdict.REWORK,
                score=None,
                satisfaction=4,
                remark="?",
                by="5",
                at=NOW,
            ),
        ),
        samples=frozenset({Level.CENTRE}),
        retry_at=NOW,
    )
    assert tasks.add(whole)
    assert not tasks.add(whole)
    assert tasks.of_subject(NORTH, whole.subject_id) == [replace(whole, version=1)]
    assert tasks.of_subject(SOUTH, whole.subject_id) == []


def test_cases_wait_for_the_samples_from_the_day_after_they_were_locked(tasks):
    tasks.add(a_task(1))
    tasks.add(a_task(2, state=State.READY))
    tasks.add(a_task(3, location_id=HARBOUR))
    assert [it.id for it in tasks.locked(NORTH, CENTRE, before=TODAY, most=9)] == [a_task(1).id]
    assert tasks.locked(NORTH, CENTRE, before=TODAY - timedelta(days=1), most=9) == []
    [it] = tasks.locked(NORTH, CENTRE, before=TODAY, most=9)
    tasks.write(replace(it, state=State.CLOSED))
    assert tasks.locked(NORTH, CENTRE, before=TODAY, most=9) == []
    with pytest.raises(Conflict):
        tasks.write(it)


def test_what_was_drawn_once_stays_drawn(batches):
    frame = tuple(Case(task_id=a_task(it).id, stratum="ward", forced="vip" * (it == 1)) for it in range(9))
    said = {"organisation_id": NORTH, "location_id": CENTRE, "day": TODAY, "frame": frame}
    first = Batch(
        level=Level.CENTRE, source=Level.CARE, sample=draw(frame, share=20, least=1, seed="a"), **said
    )
    other = replace(first, sample=draw(frame, share=50, least=1, seed="b"))
    assert batches.get(NORTH, CENTRE, TODAY, source=Level.CARE, level=Level.CENTRE) is None
    assert batches.add(first) == first
    assert batches.add(other) == first
    assert batches.get(NORTH, CENTRE, TODAY, source=Level.CARE, level=Level.CENTRE) == first
    assert batches.get(SOUTH, CENTRE, TODAY, source=Level.CARE, level=Level.CENTRE) is None


STEP = {"after": 3, "channels": ["phone"], "what": {"de": "Anruf"}}
SCHEME = {"id": "all", "title": {"de": "Alle"}, "population": "discharged", "anchor": "discharged"}


@pytest.mark.requirement("R-5.2f")
@pytest.mark.parametrize(
    ("policy", "schemes", "fault"),
    [
        ({"attempts": 0}, [], ("$.policy.attempts", "schema_minimum")),
        ({"modes": {"nowhere": "classic"}}, [], ("$.policy.modes.nowhere", "unknown_department")),
        ({"holidays": ["2026-02-30"]}, [], ("$.policy.holidays[0]", "invalid_date")),
        ({"call_hours": [["12:00", "08:00"]]}, [], ("$.policy.call_hours[0]", "not_in_order")),
        (
            {"call_hours": [["08:00", "12:00"], ["11:00", "14:00"]]},
            [],
            ("$.policy.call_hours[1]", "not_in_order"),
        ),
        ({}, [SCHEME, SCHEME], ("$.schemes[1].id", "not_unique")),
        ({}, [SCHEME | {"anchor": "visited"}], ("$.schemes[0].anchor", "choose_one")),
        ({}, [SCHEME | {"departments": ["nowhere"]}], ("$.schemes[0].departments", "unknown_department")),
        (
            {},
            [SCHEME | {"population": "inpatient", "anchor": "admitted"}],
            ("$.schemes[0].steps", "required"),
        ),
        (
            {},
            [SCHEME | {"steps": [STEP | {"before_window": 4}]}],
            ("$.schemes[0].steps[0].before_window", "not_between"),
        ),
        (
            {},
            [SCHEME | {"steps": [STEP | {"channels": ["sms"]}]}],
            ("$.schemes[0].steps[0].form", "required"),
        ),
        ({}, [SCHEME | {"diagnoses": ["heart"]}], ("$.schemes[0].diagnoses[0]", "schema_pattern")),
    ],
)
def test_what_is_wrong_with_a_book_is_said_where_it_is(policy, schemes, fault):
    ward = a_ward()
    with pytest.raises(BadInput) as refused:
        change_book(
            organisation_id=NORTH,
            said={"policy": policy, "schemes": schemes},
            version=1,
            ports=ward.ports,
        )
    assert [(it.pointer, it.code) for it in refused.value.errors] == [fault]


def test_a_book_that_is_sent_twice_is_laid_down_once():
    ward = a_ward()
    ward.books.kept.clear()
    assert read_book(organisation_id=NORTH, ports=ward.ports).version == 0
    said = {
        "policy": {"attempts": 2, "modes": {"ward": "centre_led"}},
        "schemes": [SCHEME | {"steps": [STEP]}],
    }
    first = change_book(organisation_id=NORTH, said=said, version=0, ports=ward.ports)
    assert change_book(organisation_id=NORTH, said=said, version=0, ports=ward.ports) == first
    assert (first.version, first.policy.attempts, first.schemes[0].steps[0].after) == (1, 2, 3)
    with pytest.raises(Conflict):
        change_book(organisation_id=NORTH, said={"policy": {}, "schemes": []}, version=0, ports=ward.ports)
