"""Whether a rule makes a reminder, and why; and which rules are in each other's way."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.reminders.model.recalls import Care
from frontdesk.reminders.model.rulebook import (
    Because,
    Condition,
    Logic,
    Occasion,
    Operator,
    Topic,
    Trigger,
)
from frontdesk.reminders.rules.matching import months_old, overlapping, ruling

from .recalling import TODAY, a_rule, a_service

BORN = date(1985, 3, 27)
SENIOR = Condition(Topic.AGE_YEARS, Operator.AT_LEAST, 60)
DIABETES = Condition(Topic.DIAGNOSIS, Operator.IS, "E11")
BABY = Condition(Topic.AGE_MONTHS, Operator.AT_MOST, 23)
CONDITIONS = st.lists(st.sampled_from([SENIOR, DIABETES, BABY]), max_size=3, unique=True).map(tuple)


def asked(rule, *, born=BORN, history=(), **service):
    occasion = Occasion(on=TODAY, service=a_service(**service))
    return ruling(rule, occasion, born=born, history=list(history))


@pytest.mark.requirement("R18", "R19", "R20")
@pytest.mark.parametrize("care", Care)
def test_whatever_is_given_can_set_a_rule_off(care):
    rule = a_rule(care=care, items=())
    assert asked(rule, care=care, item="irgendetwas").applies
    other = next(it for it in Care if it is not care)
    assert asked(rule, care=other).grounds[0].because is Because.OTHER_ITEM


@pytest.mark.requirement("R18")
def test_names_of_services_are_told_apart_without_capitals_and_blanks():
    assert asked(a_rule(), item=" tetanus-impfung").applies
    assert not asked(a_rule(), item="Grippe-Impfung").applies


@pytest.mark.requirement("R18")
def test_all_wants_every_condition_and_any_one_of_them():
    old, ill = {"born": date(1950, 1, 1)}, {"diagnoses": ("E11.9",)}
    for logic, applies in ((Logic.ALL, (False, False, False, True)), (Logic.ANY, (False, True, True, True))):
        rule = a_rule(conditions=(SENIOR, DIABETES), logic=logic)
        said = (asked(rule), asked(rule, **old), asked(rule, **ill), asked(rule, **old, **ill))
        assert tuple(it.applies for it in said) == applies


@given(CONDITIONS, st.dates(date(1930, 1, 1), TODAY), st.sampled_from([(), ("E11",), ("J45",)]))
def test_what_all_allows_any_allows_too(conditions, born, diagnoses):
    strict, mild = (a_rule(conditions=conditions, logic=it) for it in (Logic.ALL, Logic.ANY))
    if asked(strict, born=born, diagnoses=diagnoses).applies:
        assert asked(mild, born=born, diagnoses=diagnoses).applies


@pytest.mark.requirement("R18")
def test_a_rule_can_ask_how_often_somebody_came():
    rule = a_rule(conditions=(Condition(Topic.VISITS, Operator.AT_LEAST, 2),))
    assert not asked(rule).applies
    before = a_service(id="0" * 32, given_on=date(2020, 1, 1))
    assert asked(rule, history=[before]).applies
    assert not asked(rule, history=[a_service(id="0" * 32)]).applies, "two services of a day are one visit"


@pytest.mark.requirement("R19")
def test_a_diagnosis_sets_off_the_rules_of_what_it_stands_under():
    rule = a_rule(trigger=Trigger.DIAGNOSIS, items=("E11",))
    assert asked(rule, diagnoses=("e11.9",)).applies
    assert asked(rule, diagnoses=("J45",)).grounds[0].because is Because.OTHER_ITEM
    assert asked(rule).grounds[0].because is Because.OTHER_TRIGGER


def test_a_rule_for_new_patients_waits_for_them_alone():
    rule = a_rule(trigger=Trigger.REGISTERED)
    assert ruling(rule, Occasion(on=TODAY), born=BORN, history=[]).applies
    assert not asked(rule).applies
    assert not ruling(a_rule(), Occasion(on=TODAY), born=BORN, history=[]).applies


def test_a_rule_that_is_switched_off_makes_nothing_and_says_so():
    said = asked(a_rule(active=False))
    assert (said.applies, said.grounds[0].because) == (False, Because.PAUSED_RULE)


@pytest.mark.parametrize(
    ("born", "months"), [(date(2025, 11, 25), 11), (date(2025, 11, 24), 12), (date(2026, 10, 31), 0)]
)
def test_a_month_of_life_is_whole(born, months):
    assert months_old(born, TODAY) == months


def test_rules_that_would_remind_twice_of_the_same_are_named():
    one, other = a_rule(), a_rule(id="again", items=("TETANUS-Impfung", "Polio"))
    assert overlapping([one, other]) == [(one, other)]
    assert overlapping([one, a_rule(id="flu", items=("Grippe",))]) == []
    assert overlapping([one, a_rule(id="off", active=False)]) == []
    assert overlapping([a_rule(conditions=(SENIOR,)), a_rule(id="baby", conditions=(BABY,))]) == []
