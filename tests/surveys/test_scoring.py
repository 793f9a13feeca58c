"""Scores are computed here alone; published vectors and a naive recount agree with them."""

import json
from importlib.resources import files
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.surveys.model.questionnaires import HIDDEN, MISSING, SAID_NOT_APPLICABLE, Band
from frontdesk.surveys.rules.asking import coded
from frontdesk.surveys.rules.scoring import alerts, band_of, scores
from tests.surveys.questionnaires import everything, item, option, questionnaire, read, said, scale


def instrument(name):
    return read(json.loads((files("frontdesk.surveys") / "instruments" / f"{name}.json").read_text("utf-8")))


def scored(q, answers):
    return scores(q, coded(q, answers))


def sheet(q, name, *points):
    """A sheet with that many points in the columns of the scale, in order; None where nothing is said."""
    [of] = [it.of for it in q.scales if it.id == name]
    return {column: it for column, it in zip(of, points, strict=False) if it is not None}


def found(q, name, answers):
    [one] = [it for it in q.scales if it.id == name]
    band = band_of(one, scored(q, answers)[name])
    return band.name["en"] if band else None


@pytest.mark.requirement("R-5.4.10")
@pytest.mark.parametrize(
    ("total", "severity"),
    [
        (0, "minimal"),
        (4, "minimal"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
        (15, "moderately severe"),
        (19, "moderately severe"),
        (20, "severe"),
        (27, "severe"),
    ],
)
def test_the_phq_9_is_the_sum_of_its_items_with_its_published_bands(total, severity):
    q = instrument("phq-9")
    answers = sheet(q, "phq", *[min(3, max(0, total - 3 * n)) for n in range(9)])
    assert scored(q, answers)["phq"] == total
    assert found(q, "phq", answers) == severity


def test_question_9_of_the_phq_9_is_looked_at_whatever_the_score():
    q = instrument("phq-9")
    row = coded(q, sheet(q, "phq", *[0] * 8, 1))
    [alert] = alerts(q, row, scores(q, row))
    assert alert.reason["en"] == "Thoughts of death or of self-harm"
    row = coded(q, sheet(q, "phq", *[1] * 8, 0))
    assert alerts(q, row, scores(q, row)) == ()
    row = coded(q, sheet(q, "phq", *[3] * 8, 0))
    [band] = alerts(q, row, scores(q, row))
    assert isinstance(band, Band)


def test_a_sheet_with_gaps_is_filled_with_its_own_mean_or_has_no_score():
    q = instrument("phq-9")
    assert scored(q, sheet(q, "phq", *[2] * 7))["phq"] == 18
    assert scored(q, sheet(q, "phq", *[1, 2, 1, 2, 1, 2, 1, 2]))["phq"] == 13.5
    assert scored(q, sheet(q, "phq", *[2] * 6))["phq"] is None
    assert found(q, "phq", sheet(q, "phq", *[2] * 6)) is None


@pytest.mark.parametrize(
    ("total", "severity"),
    [
        (4, "minimal"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
        (15, "severe"),
        (21, "severe"),
    ],
)
def test_the_gad_7_has_its_published_bands(total, severity):
    q = instrument("gad-7")
    answers = sheet(q, "gad", *[min(3, max(0, total - 3 * n)) for n in range(7)])
    assert scored(q, answers)["gad"] == total
    assert found(q, "gad", answers) == severity


def test_recommending_in_the_nhs_counts_everybody_with_whoever_does_not_know():
    q = instrument("nhs-fft")
    told = [1] * 60 + [2] * 20 + [3] * 5 + [4] * 3 + [5] * 2 + [6] * 10
    each = [scored(q, {"experience": code})["positive"] for code in told]
    assert sum(each) / len(each) == 80.0


def test_never_sometimes_usually_always_are_0_33_67_and_100():
    q = instrument("hospital-satisfaction")
    rows = [scored(q, {"clean": code, "quiet": code})["surroundings"] for code in (1, 2, 3, 4)]
    assert [round(it, 1) for it in rows] == [0, 33.3, 66.7, 100]


def test_what_does_not_apply_leaves_the_reckoning():
    q = instrument("hospital-satisfaction")
    assert scored(q, {"clean": 4, "quiet": SAID_NOT_APPLICABLE})["surroundings"] == 100
    assert scored(q, {"clean": SAID_NOT_APPLICABLE, "quiet": SAID_NOT_APPLICABLE})["surroundings"] is None
    q = questionnaire(
        [item(f"a{n}", "scale", not_applicable=said("x")) for n in range(3)],
        scales=[scale("s", "a0", "a1", "a2", method="sum", at_least=2)],
    )
    assert scored(q, {"a0": 2, "a1": 4, "a2": SAID_NOT_APPLICABLE})["s"] == 6
    assert scored(q, {"a0": 2, "a1": 4})["s"] == 9


PSQ_SCALES = {
    "general": (3, 17),
    "technical": (2, 4, 6, 14),
    "manner": (10, 11),
    "communication": (1, 13),
    "financial": (5, 7),
    "time": (12, 15),
    "access": (8, 9, 16, 18),
}
PSQ_REVERSED = {1, 2, 3, 5, 6, 8, 11, 15, 18}
"""PSQ-18, RAND: 1 is "strongly agree"; these count the other way round. Its text is not ours to ship."""


@pytest.mark.parametrize("answer", [1, 2, 3, 4, 5])
def test_every_constant_sheet_of_the_psq_18_gives_3_0_on_its_seven_scales(answer):
    five = [option(code, str(code)) for code in range(1, 6)]
    q = questionnaire(
        [item(f"p{n}", "scale", options=five) for n in range(1, 19)],
        scales=[
            scale(name, *[f"p{n}" for n in of], reversed_of=[f"p{n}" for n in of if n in PSQ_REVERSED])
            for name, of in PSQ_SCALES.items()
        ],
    )
    assert set(scored(q, {f"p{n}": answer for n in range(1, 19)}).values()) == {3.0}


def test_points_may_differ_from_codes_and_are_exact():
    q = questionnaire(
        [
            item("a", "single", options=[option(1, "x", points=0.1), option(2, "y", points=0.2)]),
            item("b", "nps"),
        ],
        scales=[scale("s", "a", "b", method="sum"), scale("m", "a", reversed_of=["a"])],
    )
    assert scored(q, {"a": 2, "b": 0}) == {"s": 0.2, "m": 0.1}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from((1, 2, 3, 4, SAID_NOT_APPLICABLE, MISSING, HIDDEN)), min_size=5, max_size=5),
    st.sampled_from(("sum", "mean", "linear")),
    st.sets(st.integers(0, 4)),
    st.integers(1, 5),
)
def test_a_score_is_what_a_naive_recount_gives(row, method, reversed_of, at_least):
    names = [f"a{n}" for n in range(5)]
    q = questionnaire(
        [item(name, "scale") for name in names],
        scales=[
            scale("s", *names, method=method, at_least=at_least, reversed_of=[names[n] for n in reversed_of])
        ],
    )
    counted = [5 - it if n in reversed_of else it for n, it in enumerate(row) if it > 0]
    got = scores(q, dict(zip(names, row, strict=True)))["s"]
    if len(counted) < at_least:
        assert got is None
        return
    mean = sum(counted) / len(counted)
    expected = {"mean": mean, "sum": sum(counted) + mean * row.count(MISSING), "linear": (mean - 1) / 3 * 100}
    assert got == pytest.approx(expected[method], abs=0.0001)


def test_bands_and_alerts_of_the_rich_questionnaire():
    q = read(everything())
    for pain, food in product((1, 4), (1, 5)):
        row = coded(q, {"pain": pain, "food": food})
        assert scores(q, row)["burden"] == pain + 6 - food
        assert len(alerts(q, row, scores(q, row))) == (pain == 4) + (pain + 6 - food >= 7)
