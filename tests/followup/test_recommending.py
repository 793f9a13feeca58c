"""What the table recommends, and why: every reason has a code, and nobody of high or unknown risk starts alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.followup.model.facts import Facts
from frontdesk.followup.model.plans import Population, Reason, Risk
from frontdesk.followup.rules.recommending import (
    may_start_alone,
    read_ruleset,
    recommend,
    ruleset,
    together,
)
from frontdesk.followup.rules.schemes import scheme_for

from .builders import a_scheme, a_step
from .test_lace import HEART, LUNG, NOTHING, SUGAR, a_stay

RULES = ruleset()


def days(found):
    return [it.after for it in found.steps]


def codes(found):
    return [it.code for it in found.reasons]


@pytest.mark.requirement("R-5.4.6")
@pytest.mark.parametrize(
    ("stay", "risk", "steps"),
    [
        (a_stay(1, emergent=False), Risk.LOW, [7, 30]),
        (a_stay(3), Risk.MODERATE, [3, 14, 30]),
        (a_stay(14), Risk.HIGH, [2, 7, 14, 30, 60, 90]),
        (a_stay(3, visits=None), Risk.UNKNOWN, [3, 14, 30]),
    ],
)
def test_the_risk_decides_how_often_somebody_is_called(stay, risk, steps):
    found = recommend(stay, (), RULES)
    assert (found.risk, days(found)) == (risk, steps)


@pytest.mark.requirement("R-5.4.6")
def test_a_recommendation_says_what_it_is_made_of():
    found = recommend(a_stay(8, diagnoses=(HEART, LUNG)), (), RULES)
    assert found.lace == 13
    assert found.rules_version == RULES.version
    assert codes(found) == [
        "lace.stay",
        "lace.emergent",
        "lace.comorbidity",
        "lace.visits",
        "illness.heart_failure",
        "illness.chronic_pulmonary",
        "modifier.heart_failure",
        "modifier.lung_disease",
    ]


@pytest.mark.parametrize(
    ("change", "name", "day"),
    [
        ({"notices": frozenset({"critical"})}, "critical_notice", 1),
        ({"left_against_advice": True}, "against_advice", 1),
        ({"notices": frozenset({"surgery"})}, "surgery", 7),
        ({"procedures": ("5-511.11",)}, "surgery", 7),
        ({"procedures": ("51.23",)}, "surgery", 7),
        ({"procedures": ("JKA21",)}, "surgery", 7),
        ({"notices": frozenset({"new_insulin"})}, "new_insulin", 3),
        ({"notices": frozenset({"new_anticoagulant"})}, "new_anticoagulant", 3),
        ({"diagnoses": (HEART,)}, "heart_failure", 3),
        ({"diagnoses": (LUNG,)}, "lung_disease", 7),
        ({"diagnoses": (SUGAR,)}, "diabetes", 14),
    ],
)
def test_what_happened_adds_a_step(change, name, day):
    found = recommend(a_stay(**{"days": 0, "emergent": False} | change), (), RULES)
    assert f"modifier.{name}" in codes(found)
    assert day in days(found)


def test_what_is_no_operation_adds_none():
    assert not any(
        it.startswith("modifier.")
        for it in codes(recommend(a_stay(procedures=("8-930", "88.72")), (), RULES))
    )


def test_two_calls_of_one_day_are_one_about_both():
    found = recommend(a_stay(3, diagnoses=(HEART,), notices=frozenset({"new_insulin"})), (), RULES)
    first = found.steps[0]
    assert (first.after, days(found).count(3)) == (3, 1)
    assert first.what["de"] == (
        "Erster Anruf nach der Entlassung; Neues Insulin: Anwendung und Werte; Herzschwäche: Gewicht und Luftnot"
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"has_died": True}, "died"),
        ({"is_cancelled": True}, "discharge_cancelled"),
        ({"is_transferred": True}, "transferred"),
        ({"has_opted_out": True}, "opted_out"),
    ],
)
def test_some_are_not_followed_up_and_it_says_why(change, why):
    found = recommend(a_stay(**change), (a_scheme(),), RULES)
    assert (found.excluded, found.steps) == (why, ())


def test_a_visit_has_no_index_and_lacks_nothing():
    visit = Facts(population=Population.OUTPATIENT, department_id="ward", began_on=date(2026, 11, 2))
    found = recommend(visit, (), RULES)
    assert (found.lace, found.missing, found.steps, codes(found)) == (None, (), (), ["no_index"])
    scheme = a_scheme(population=Population.OUTPATIENT, anchor="visited", steps=(a_step(5),))
    assert days(recommend(visit, (scheme,), RULES)) == [5]


@pytest.mark.requirement("R-5.3b", "R-5.4.8a")
def test_the_most_particular_scheme_counts():
    schemes = [
        a_scheme("z-all"),
        a_scheme("b-ward", departments=frozenset({"ward"})),
        a_scheme("a-heart", diagnoses=("I50",)),
        a_scheme("c-left-heart", diagnoses=("I50.1",)),
        a_scheme("d-heart-ward", diagnoses=("i501",), departments=frozenset({"ward"})),
        a_scheme("e-heart-ward", diagnoses=("i501",), departments=frozenset({"ward"})),
        a_scheme("other", departments=frozenset({"bay"})),
        a_scheme("visits", population=Population.OUTPATIENT),
    ]
    order = []
    while found := scheme_for(schemes, a_stay(diagnoses=(HEART,))):
        order.append(found.id)
        schemes.remove(found)
    assert order == ["d-heart-ward", "e-heart-ward", "c-left-heart", "a-heart", "b-ward", "z-all"]


@pytest.mark.requirement("R-5.3b")
def test_why_somebody_came_decides_before_what_else_they_have():
    heart, sugar = a_scheme("heart", diagnoses=("I50",)), a_scheme("a-sugar", diagnoses=("E11.90",))
    both = [sugar, heart]
    assert scheme_for(both, a_stay(diagnoses=(HEART, SUGAR))) is heart
    assert scheme_for(both, a_stay(diagnoses=(SUGAR, HEART))) is sugar
    assert scheme_for(both, a_stay(diagnoses=(LUNG, HEART, SUGAR))) is sugar
    found = recommend(a_stay(diagnoses=(HEART, SUGAR)), both, RULES)
    assert found.reasons[-1] == Reason(code="scheme", values={"diagnosis": HEART})


def test_nobody_is_asked_twice_about_the_illness_that_the_scheme_is_for():
    scheme = a_scheme(diagnoses=("I50",), steps=(a_step(1), a_step(7)))
    found = recommend(a_stay(14, diagnoses=(HEART, SUGAR)), (scheme,), RULES)
    assert (days(found), "modifier.heart_failure" in codes(found)) == ([1, 7, 14], False)
    assert "modifier.diabetes" in codes(found)
    by_risk = recommend(a_stay(14, diagnoses=(HEART,)), (a_scheme(diagnoses=("I50",)),), RULES)
    assert "modifier.heart_failure" in codes(by_risk)


def test_the_steps_of_a_scheme_take_the_place_of_the_tables():
    found = recommend(a_stay(14), (a_scheme(steps=(a_step(5),)),), RULES)
    assert (days(found), found.risk, codes(found)[-1]) == ([5], Risk.HIGH, "scheme")


@pytest.mark.requirement("R-5.4.6")
@given(
    stay=st.builds(
        a_stay,
        st.integers(0, 60),
        emergent=st.sampled_from([True, False, None]),
        diagnoses=st.sampled_from([None, NOTHING, (HEART, LUNG, SUGAR)]),
        visits=st.one_of(st.none(), st.integers(0, 9)),
        left_against_advice=st.booleans(),
    )
)
def test_high_and_unknown_risk_never_start_alone(stay):
    scheme = a_scheme(starts_alone=True)
    found = recommend(stay, (scheme,), RULES)
    assert found == recommend(stay, (scheme,), RULES)
    assert may_start_alone(found, scheme) == (found.risk in (Risk.LOW, Risk.MODERATE))
    assert (found.lace is None) == bool(found.missing) == (found.risk is Risk.UNKNOWN)
    assert not may_start_alone(found, a_scheme())
    assert days(found) == sorted(days(found))
    assert len({(it.after, it.channels[0], it.role) for it in found.steps}) == len(found.steps)


def test_another_table_has_another_version():
    assert len(RULES.version) == 64
    other = read_ruleset(b'{"steps": {"low": [], "moderate": [], "high": []}, "modifiers": []}')
    assert other.version != RULES.version


def test_every_step_of_the_table_is_in_four_languages_and_opens_after_its_anchor():
    steps = [*(it for found in RULES.steps.values() for it in found), *(it.step for it in RULES.modifiers)]
    assert all(set(it.what) == {"de", "sv", "zh-Hans", "en"} for it in steps)
    assert all(0 <= it.before_window <= it.after for it in steps)


def test_a_joined_step_may_be_done_only_when_both_may():
    [it] = together([a_step(3, before=2, behind=2), a_step(3, before=1, behind=4)])
    assert (it.before_window, it.after_window) == (1, 2)


def test_a_stay_of_today_is_nought_nights_long():
    assert recommend(a_stay(0, emergent=False), (), RULES).lace == 0
    assert timedelta(0) == a_stay(0).ended_on - a_stay(0).began_on
