"""From a discharge to tasks: proposed with reasons, accepted by a person, made once, and over when life says so."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from frontdesk.followup.errors import NothingToFollow, PlanNotOpen, StepIsTask
from frontdesk.followup.events import PlanEnded
from frontdesk.followup.model import State
from frontdesk.followup.model.plans import Channel, Mode, PlanState, Population, Risk, Role
from frontdesk.followup.usecases.accept_plan import accept_plan
from frontdesk.followup.usecases.begin_plan import begin_plan
from frontdesk.followup.usecases.change_plan import change_plan
from frontdesk.followup.usecases.end_plan import end_plan
from frontdesk.followup.usecases.extract_patients import Query, extract_patients
from frontdesk.followup.usecases.list_plans import list_plans, open_plan
from frontdesk.followup.usecases.materialise_steps import materialise_steps
from frontdesk.followup.usecases.propose_plan import propose_plan
from frontdesk.followup.usecases.recommend_plan import recommend_plan
from frontdesk.followup.usecases.refuse_plan import refuse_plan
from frontdesk.followup.usecases.start_plan import start_plan
from frontdesk.hospital.model import Diagnosis, Disposition, EncounterClass, EncounterState
from frontdesk.kernel.errors import BadInput, Conflict, NotFound
from frontdesk.kernel.ids import SubjectId
from tests.hospital.builders import ANNA, CENTRE, NORTH, SOUTH, WARD, a_stay

from .builders import (
    KATRIN,
    NOW,
    OLE,
    TODAY,
    a_book,
    a_discharge,
    a_scheme,
    a_step,
    a_ward,
)

HIGH = {"began_at": datetime(2026, 11, 5, 8, tzinfo=UTC)}
"""Eighteen nights: 7 + 3 is 10."""


def told(ward, encounter=None, whose=ANNA):
    encounter = encounter or next(iter(ward.told.values()))
    ward.tell(encounter)
    return propose_plan(organisation_id=NORTH, encounter_id=encounter.id, subject_id=whose, ports=ward.ports)


def accepted(ward, plan, **changes):
    said = {"version": plan.version, "staff": KATRIN} | changes
    return accept_plan(organisation_id=NORTH, plan_id=plan.id, ports=ward.ports, **said)


def a_night(ward, today=TODAY):
    ward.now = datetime(today.year, today.month, today.day, 0, 5, tzinfo=UTC)
    return materialise_steps(
        organisation_id=NORTH,
        location_id=CENTRE,
        today=today,
        until=ward.now + timedelta(minutes=9),
        ports=ward.ports,
    )


def errors_of(refused):
    return [(it.pointer, it.code) for it in refused.value.errors]


def dues(ward):
    return [it.due_on for it in ward.tasks.all]


@pytest.mark.requirement("R-5.4.6", "R-5.3a")
def test_a_discharge_is_proposed_with_its_reasons_and_waits_for_a_person():
    ward = a_ward()
    plan = told(ward)
    assert (plan.state, plan.recommendation.risk, plan.recommendation.lace) == (
        PlanState.PROPOSED,
        Risk.MODERATE,
        6,
    )
    assert plan.recommendation.reasons
    assert [it.name for it in ward.plans.facts] == ["PlanProposed"]
    assert ward.tasks.all == []


def test_told_again_it_is_one_plan_and_told_more_it_says_what_is_recommended_now():
    ward = a_ward()
    first, again = told(ward), told(ward)
    assert first == again
    more = told(ward, a_discharge(diagnoses=(Diagnosis(code="I50.1"), Diagnosis(code="J44.9"))))
    assert (more.id, more.recommendation.risk, more.version) == (first.id, Risk.HIGH, 2)
    assert len(ward.plans.kept) == 1


@pytest.mark.requirement("R-5.4.6")
def test_where_the_scheme_says_so_a_moderate_risk_starts_alone_and_a_high_one_never():
    book = a_book(a_scheme(starts_alone=True))
    ward = a_ward(book=book)
    plan = told(ward)
    assert plan.state is PlanState.ACTIVE
    for _ in range(2):  # its fact is heard more than once
        begin_plan(organisation_id=plan.organisation_id, plan_id=plan.id, ports=ward.ports)
    assert dues(ward) == [date(2026, 11, 26), date(2026, 12, 7)]
    assert told(a_ward(a_discharge(**HIGH), book=book)).state is PlanState.PROPOSED
    assert told(a_ward(a_discharge(emergency_visits=None), book=book)).state is PlanState.PROPOSED


def test_a_clinic_that_laid_down_nothing_has_no_plans():
    ward = a_ward()
    ward.books.kept.clear()
    assert told(ward) is None


@pytest.mark.parametrize(
    "encounter",
    [
        a_discharge(disposition=Disposition.DIED),
        a_discharge(disposition=Disposition.TRANSFERRED),
        a_discharge(state=EncounterState.CANCELLED),
        a_discharge(ended_at=datetime(2026, 10, 1, tzinfo=UTC), began_at=datetime(2026, 9, 28, tzinfo=UTC)),
        a_discharge(kind=EncounterClass.OUTPATIENT),
        a_stay(),
    ],
)
def test_some_get_no_plan(encounter):
    assert told(a_ward(encounter)) is None


@pytest.mark.requirement("R-5.3a")
def test_visits_are_followed_once_they_are_paid_and_stays_while_they_last():
    visits = a_scheme("v", population=Population.OUTPATIENT, anchor="visited", steps=(a_step(5),))
    stays = a_scheme("s", population=Population.INPATIENT, anchor="admitted", steps=(a_step(2),))
    ward = a_ward(a_stay(), book=a_book(visits, stays))
    stay = told(ward)
    assert (stay.population, stay.anchored_on) == (Population.INPATIENT, date(2026, 11, 20))
    visit = a_stay(visit_number="V-2", kind=EncounterClass.OUTPATIENT)
    assert told(ward, visit) is None
    assert told(ward, replace(visit, settled_at=NOW)).scheme_id == "v"


@pytest.mark.requirement("R-5.3b")
def test_accepted_its_steps_of_the_next_fourteen_days_are_tasks_at_once():
    ward = a_ward()
    plan = accepted(ward, told(ward))
    assert (plan.state, plan.accepted_by, plan.made) == (PlanState.ACTIVE, "1001", 2)
    assert dues(ward) == [date(2026, 11, 26), date(2026, 12, 7)]
    first, second = ward.tasks.all
    assert (first.state, first.opens_on, second.state) == (State.DRAFT, date(2026, 11, 25), State.DRAFT)
    assert (first.plan_id, first.subject_id, first.risk, first.owner) == (plan.id, ANNA, "moderate", None)
    assert accepted(ward, told(ward), version=1) == plan  # the answer was lost, the button pressed again


@pytest.mark.requirement("R-5.3b")
def test_the_night_makes_each_step_once_and_ends_a_plan_behind_its_last_one():
    ward = a_ward()
    plan = accepted(ward, told(ward))
    for day in range(60):
        a_night(ward, TODAY + timedelta(days=day))
    assert dues(ward) == [date(2026, 11, 26), date(2026, 12, 7), date(2026, 12, 23)]
    over = ward.plans.get(NORTH, plan.id)
    assert (over.state, over.because) == (PlanState.ENDED, "done")
    assert isinstance(ward.plans.facts[-1], PlanEnded)


@pytest.mark.parametrize("broken_at", range(1, 8))
def test_a_night_that_breaks_off_is_made_up_for_by_the_next(broken_at):
    whole, broken = a_ward(), a_ward()
    for ward in (whole, broken):
        accepted(ward, told(ward))
    a_night(whole, TODAY + timedelta(days=5))
    writes = {"left": broken_at}

    def failing(write):
        def once(*args, **said):
            writes["left"] -= 1
            if writes["left"] == 0:
                raise OSError("power")
            return write(*args, **said)

        return once

    kept = broken.plans.write, broken.tasks.add
    broken.plans.write, broken.tasks.add = map(failing, kept)
    try:
        a_night(broken, TODAY + timedelta(days=5))
    except OSError:
        broken.plans.write, broken.tasks.add = kept
        a_night(broken, TODAY + timedelta(days=5))
    assert {it.id for it in broken.tasks.all} == {it.id for it in whole.tasks.all}
    assert [it.made for it in broken.plans.kept.values()] == [it.made for it in whole.plans.kept.values()]
    assert list(broken.plans.listed.values()) == list(whole.plans.listed.values())


def test_what_was_over_long_before_a_plan_was_accepted_is_no_task():
    ward = a_ward()
    plan = told(ward)
    ward.now = NOW + timedelta(days=40)
    accepted(ward, plan)
    assert dues(ward) == [date(2026, 12, 23)]


def test_other_steps_than_the_recommended_ones_need_a_reason():
    ward = a_ward()
    plan = told(ward)
    with pytest.raises(BadInput) as refused:
        accepted(ward, plan, steps=(a_step(1),))
    assert errors_of(refused) == [("because", "required")]
    changed = accepted(ward, plan, steps=(a_step(1),), because=" Lebt  allein ")
    assert (changed.steps, changed.overridden_because) == ((a_step(1),), "Lebt allein")
    assert changed.recommendation == plan.recommendation


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ((), ("steps", "required")),
        ((a_step(731),), ("steps.0.after", "not_between")),
        ((a_step(2, before=3),), ("steps.0.before_window", "not_between")),
        ((a_step(2, behind=31),), ("steps.0.after_window", "not_between")),
        ((a_step(2, channels=(Channel.SMS,)),), ("steps.0.form", "required")),
        ((a_step(),) * 25, ("steps", "too_many_steps")),
    ],
)
def test_steps_that_cannot_be_are_said_at_their_field(steps, fault):
    ward = a_ward()
    with pytest.raises(BadInput) as refused:
        accepted(ward, told(ward), steps=steps, because="Darum")
    assert errors_of(refused) == [fault]


def test_a_refusal_has_a_reason_and_nothing_is_made():
    ward = a_ward()
    plan = told(ward)
    said = {"organisation_id": NORTH, "plan_id": plan.id, "version": 1, "staff": KATRIN, "ports": ward.ports}
    with pytest.raises(BadInput):
        refuse_plan(because=" ", **said)
    refused = refuse_plan(because="Zieht weg", **said)
    assert (refused.state, refused.because, ward.tasks.all) == (PlanState.REFUSED, "plan_refused", [])
    with pytest.raises(PlanNotOpen):
        refuse_plan(because="Noch einmal", **said)
    with pytest.raises(PlanNotOpen):
        accepted(ward, plan)
    assert told(ward).state is PlanState.REFUSED


def test_who_wants_no_follow_up_is_not_proposed_again():
    ward = a_ward()
    plan = told(ward)
    refuse_plan(
        organisation_id=NORTH,
        plan_id=plan.id,
        because="Möchte nicht",
        opted_out=True,
        version=1,
        staff=KATRIN,
        ports=ward.ports,
    )
    assert told(ward, a_discharge(visit_number="V-9")) is None


@pytest.mark.requirement("R-5.3d")
def test_steps_that_are_no_tasks_yet_can_be_changed():
    ward = a_ward()
    plan = accepted(ward, told(ward))
    said = {"organisation_id": NORTH, "plan_id": plan.id, "staff": KATRIN, "ports": ward.ports}
    with pytest.raises(StepIsTask):
        change_plan(steps=(a_step(1), *plan.steps[1:]), because="x", version=plan.version, **said)
    steps = (*plan.steps[:2], a_step(45), a_step(40))
    with pytest.raises(BadInput):
        change_plan(steps=steps, because="", version=plan.version, **said)
    changed = change_plan(steps=steps, because="Braucht länger", version=plan.version, **said)
    assert [it.after for it in changed.steps] == [3, 14, 40, 45]
    with pytest.raises(Conflict):
        change_plan(steps=steps, because="Braucht länger", version=plan.version, **said)


def test_an_ended_plan_makes_nothing_more():
    ward = a_ward()
    plan = accepted(ward, told(ward))
    end_plan(
        organisation_id=NORTH,
        plan_id=plan.id,
        because="Verzogen",
        version=plan.version,
        staff=KATRIN,
        ports=ward.ports,
    )
    before = len(ward.tasks.all)
    a_night(ward, TODAY + timedelta(days=20))
    assert len(ward.tasks.all) == before


@pytest.mark.parametrize(
    ("news", "why"),
    [
        (a_stay(), "discharge_cancelled"),
        (a_discharge(state=EncounterState.CANCELLED), "discharge_cancelled"),
        (a_discharge(subject_id=SubjectId("b" * 32)), "discharge_cancelled"),
        (a_discharge(disposition=Disposition.DIED), "died"),
        (a_stay(visit_number="V-2", began_at=datetime(2026, 11, 24, 5, tzinfo=UTC)), "readmitted"),
    ],
)
@pytest.mark.parametrize("heard", [True, False])
def test_what_happens_to_a_patient_ends_their_plan_whether_it_was_heard_or_not(news, why, heard):
    ward = a_ward()
    plan = accepted(ward, told(ward))
    ward.tell(news)
    if heard:
        told(ward, news)
    a_night(ward, TODAY + timedelta(days=20))
    over = ward.plans.get(NORTH, plan.id)
    assert (over.state, over.because, len(ward.tasks.all)) == (PlanState.ENDED, why, 2)


def test_a_visit_is_no_readmission():
    ward = a_ward()
    plan = accepted(ward, told(ward))
    told(ward, a_stay(visit_number="V-2", kind=EncounterClass.OUTPATIENT, began_at=NOW))
    assert ward.plans.get(NORTH, plan.id).state is PlanState.ACTIVE


def test_discharged_again_after_all_there_is_a_new_plan():
    ward = a_ward()
    first = accepted(ward, told(ward))
    told(ward, a_stay())
    again = told(ward, a_discharge())
    assert again.id != first.id
    assert (again.state, ward.plans.get(NORTH, first.id).state) == (PlanState.PROPOSED, PlanState.ENDED)


def test_facts_in_any_order_and_twice_lead_to_the_same_plans():
    stay, home = a_stay(), a_discharge()
    back = a_stay(visit_number="V-2", began_at=datetime(2026, 11, 23, 20, tzinfo=UTC))
    ends = set()
    for order in permutations([stay.id, home.id, back.id, home.id]):
        ward = a_ward(home, back)
        for it in order:
            propose_plan(organisation_id=NORTH, encounter_id=it, subject_id=ANNA, ports=ward.ports)
        a_night(ward)
        ends.add(tuple((it.id, it.state, it.because) for it in ward.plans.kept.values()))
    assert {state for one in ends for _, state, _ in one} == {PlanState.REFUSED}
    assert {why for one in ends for *_, why in one} == {"readmitted"}


@pytest.mark.requirement("R-5.2f")
def test_where_the_centre_leads_it_does_every_step():
    ward = a_ward(book=a_book(a_scheme(steps=(a_step(),)), mode=Mode.CENTRE_LED))
    accepted(ward, told(ward))
    assert [it.role for it in ward.tasks.all] == [Role.CENTRE]
    ward = a_ward(book=a_book(a_scheme(steps=(a_step(),))))
    ward.books.kept[NORTH].policy.modes[WARD] = Mode.CENTRE_LED
    accepted(ward, told(ward))
    assert [it.role for it in ward.tasks.all] == [Role.CENTRE]


@pytest.mark.requirement("R-5.3e")
def test_emphasis_is_on_the_plan_and_on_its_tasks():
    ward = a_ward()
    ward.vip = 2
    accepted(ward, told(ward))
    assert next((it.vip, it.due_on) for it in ward.tasks.all) == (2, date(2026, 11, 25))


@pytest.mark.requirement("R-5.4.6")
def test_a_plan_is_started_by_hand_once_by_a_scheme_or_as_recommended():
    book = a_book(a_scheme(), a_scheme("special", steps=(a_step(1),), departments=frozenset({"bay"})))
    ward = a_ward(book=book)
    said = {
        "organisation_id": NORTH,
        "encounter_id": a_discharge().id,
        "form_id": "f" * 32,
        "staff": KATRIN,
        "ports": ward.ports,
    }
    with pytest.raises(BadInput) as refused:
        start_plan(scheme_id="special", because="", **said)
    assert errors_of(refused) == [("because", "required")]
    with pytest.raises(BadInput) as refused:
        start_plan(scheme_id="nothing", because="x", **said)
    assert errors_of(refused) == [("scheme", "choose_one")]
    plan = start_plan(scheme_id="special", because="Fragt danach", **said)
    assert start_plan(scheme_id="special", because="Fragt danach", **said) == plan
    assert (plan.state, len(ward.tasks.all)) == (PlanState.ACTIVE, 1)
    other = start_plan(scheme_id=None, because="", **said | {"form_id": "0" * 32})
    assert [it.after for it in other.steps] == [3, 14, 30]


@pytest.mark.parametrize(
    "encounter", [a_discharge(disposition=Disposition.DIED), a_discharge(state=EncounterState.CANCELLED)]
)
def test_nobody_is_followed_up_who_has_died_or_was_never_here(encounter):
    ward = a_ward(encounter)
    said = {"organisation_id": NORTH, "encounter_id": encounter.id, "form_id": "f" * 32, "staff": KATRIN}
    with pytest.raises(NothingToFollow):
        start_plan(scheme_id=None, because="Wegen der Angehörigen", **said, ports=ward.ports)
    assert (list(ward.plans.of_subject(NORTH, encounter.subject_id)), ward.tasks.all) == ([], [])


@pytest.mark.parametrize("staff", [OLE])
def test_out_of_reach_is_not_there(staff):
    ward = a_ward()
    plan = told(ward)
    with pytest.raises(NotFound):
        accepted(ward, plan, staff=staff)
    with pytest.raises(NotFound):
        open_plan(organisation_id=NORTH, plan_id=plan.id, staff=staff, ports=ward.ports)
    with pytest.raises(NotFound):
        open_plan(organisation_id=SOUTH, plan_id=plan.id, staff=KATRIN, ports=ward.ports)
    with pytest.raises(NotFound):
        list_plans(organisation_id=NORTH, location_id=CENTRE, staff=staff, ports=ward.ports)
    assert ward.trail == []


def test_every_look_is_in_the_trail_first():
    ward = a_ward()
    plan = told(ward)
    listed = list_plans(organisation_id=NORTH, location_id=CENTRE, staff=KATRIN, ports=ward.ports)
    opened = open_plan(organisation_id=NORTH, plan_id=plan.id, staff=KATRIN, ports=ward.ports)
    recommend_plan(organisation_id=NORTH, encounter_id=plan.encounter_id, staff=KATRIN, ports=ward.ports)
    assert listed.plans == [plan] == [opened.plan]
    assert [it.due_on for it in opened.windows] == [date(2026, 11, 26), date(2026, 12, 7), date(2026, 12, 23)]
    assert [it.action for it in ward.trail] == ["PlansRead", "PlanRead", "RecommendationRead"]


@pytest.mark.requirement("R-5.3b")
def test_patients_are_picked_out_by_days_department_and_diagnosis():
    heart = a_discharge(visit_number="V-2", diagnoses=(Diagnosis(code="I50.1"),))
    ward = a_ward(a_discharge(), heart)
    plan = told(ward, heart)

    def found(**changes):
        said = {
            "location_id": CENTRE,
            "population": Population.DISCHARGED,
            "first": date(2026, 11, 20),
            "last": date(2026, 11, 24),
        }
        return extract_patients(
            organisation_id=NORTH, query=Query(**said | changes), staff=KATRIN, ports=ward.ports
        )

    assert len(found().encounters) == 2
    picked = found(diagnosis="i50")
    assert (picked.encounters, picked.plans) == ((heart,), {heart.id: plan})
    assert found(department_id="bay").encounters == ()
    with pytest.raises(BadInput):
        found(first=date(2026, 10, 1))
    with pytest.raises(BadInput):
        found(first=date(2026, 11, 25))
