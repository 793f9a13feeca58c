"""LACE by the paper: its points, its weights for comorbidities, and nothing for what was not told."""

from datetime import date, timedelta

import pytest

from frontdesk.followup.model.facts import Facts
from frontdesk.followup.model.plans import Population, Risk
from frontdesk.followup.rules.lace import band, comorbidities, comorbidity_points, lace, stay_points

DAY = date(2026, 11, 2)
NOTHING = ("Z00.0",)
HEART, LUNG, MEMORY, SUGAR, KIDNEY, SPREAD = "I50.1", "J44.9", "F01.3", "E11.90", "N18.3", "C78.0"


def a_stay(days=5, *, emergent=True, diagnoses=NOTHING, visits=0, **changes):
    return Facts(
        population=Population.DISCHARGED,
        department_id="ward",
        began_on=DAY,
        ended_on=DAY + timedelta(days=days),
        is_emergent=emergent,
        diagnoses=diagnoses,
        emergency_visits=visits,
        **changes,
    )


@pytest.mark.requirement("R-5.3b")
@pytest.mark.parametrize(
    ("stay", "points", "risk"),
    [
        (a_stay(0, emergent=False), 0, Risk.LOW),
        (a_stay(1, emergent=False), 1, Risk.LOW),
        (a_stay(6, emergent=False), 4, Risk.LOW),
        (a_stay(2), 5, Risk.MODERATE),
        (
            a_stay(5, diagnoses=(HEART, MEMORY), visits=2),
            14,
            Risk.HIGH,
        ),  # the page's: a weight of 5, two visits
        (
            a_stay(8, diagnoses=(HEART, LUNG)),
            13,
            Risk.HIGH,
        ),  # the page's; by the weights of 1987 it would be 10
        (a_stay(7, emergent=False, diagnoses=(LUNG,), visits=2), 9, Risk.MODERATE),
        (a_stay(7, emergent=False, diagnoses=(MEMORY,), visits=2), 10, Risk.HIGH),
        (a_stay(13, emergent=False), 5, Risk.MODERATE),
        (a_stay(14), 10, Risk.HIGH),
        (a_stay(3, diagnoses=(SUGAR,), visits=1), 8, Risk.MODERATE),
        (a_stay(30, diagnoses=(SPREAD, KIDNEY), visits=9), 19, Risk.HIGH),
    ],
)
def test_worked_examples(stay, points, risk):
    scored = lace(stay)
    assert (scored.points, band(scored.points)) == (points, risk)
    assert scored.weights == "lace-2010"


def test_the_length_of_a_stay_has_its_bounds():
    assert [stay_points(it) for it in (0, 1, 2, 3, 4, 6, 7, 13, 14, 200)] == [0, 1, 2, 3, 4, 4, 5, 5, 7, 7]


def test_four_and_more_of_comorbidity_are_five():
    assert [comorbidity_points(it) for it in (0, 1, 2, 3, 4, 5, 12)] == [0, 1, 2, 3, 5, 5, 5]


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"visits": None}, ("visits",)),
        ({"diagnoses": None}, ("comorbidity",)),
        ({"emergent": None}, ("emergent",)),
        ({"visits": None, "emergent": None}, ("emergent", "visits")),
    ],
)
def test_what_was_not_told_is_missing_and_never_nought(change, missing):
    scored = lace(a_stay(**change))
    assert (scored.points, scored.missing) == (None, missing)
    assert band(scored.points) is Risk.UNKNOWN


@pytest.mark.parametrize(
    ("code", "group", "weight"),
    [
        ("I21.4", "myocardial_infarction", 1),
        ("I25.2", "myocardial_infarction", 1),
        ("I63.9", "cerebrovascular", 1),
        ("H34.0", "cerebrovascular", 1),
        ("I73.9", "peripheral_vascular", 1),
        ("I42.0", "heart_failure", 2),
        ("i50.12", "heart_failure", 2),
        ("I11.00", "heart_failure", 2),
        ("E11.90", "diabetes", 1),
        ("E11.2", "diabetes_with_damage", 2),
        ("J44.81", "chronic_pulmonary", 2),
        ("K74.6", "mild_liver", 2),
        ("K76.6", "severe_liver", 4),
        ("N18.5", "renal", 2),
        ("C50.9", "tumour", 2),
        ("C91.0", "tumour", 2),
        ("C79.3", "metastatic", 6),
        ("G30.1", "dementia", 3),
        ("F05.1", "dementia", 3),
        ("M32.1", "connective_tissue", 3),
        ("B24", "aids", 4),
    ],
)
def test_codes_are_found_by_quans_lists_and_weighed_by_the_lace_paper(code, group, weight):
    assert comorbidities([code]) == {group: weight}


@pytest.mark.parametrize(
    "code", ["I10", "I25.1", "J12.9", "C44.3", "E66.0", "F05.0", "K25.0", "D12.6", "I42.1", ""]
)
def test_other_codes_are_none(code):
    assert comorbidities([code]) == {}


def test_of_two_grades_the_graver_counts_alone():
    assert comorbidities(["E11.9", "E11.4"]) == {"diabetes_with_damage": 2}
    assert comorbidities(["K74.0", "I85.0"]) == {"severe_liver": 4}
    assert comorbidities(["C18.7", "C78.7"]) == {"metastatic": 6}


def test_the_same_illness_counts_once():
    assert comorbidities(["I50.1", "I50.9", "I42.0"]) == {"heart_failure": 2}
