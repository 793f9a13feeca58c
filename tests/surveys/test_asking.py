"""What is asked depends on what was answered; what is hidden is cleared, and a row always has every column."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.kernel.errors import FieldError
from frontdesk.surveys.model.answers_written import read_answers, write_answers
from frontdesk.surveys.model.questionnaires import HIDDEN, MISSING, SAID_NOT_APPLICABLE
from frontdesk.surveys.rules.asking import (
    coded,
    columns,
    end_of,
    is_last,
    let_go,
    page_of,
    pages_shown,
    pages_to_come,
    read_page,
    shown_items,
    shown_on,
    still_required,
)
from frontdesk.surveys.rules.holding import by_column, choices, columns_of, holds, is_answered, items
from tests.surveys.questionnaires import everything, item, questionnaire, read, when

STAY = read(everything())


def ids(shown):
    return [it.id for it in shown]


def answered(page, answers=None, **fields):
    """The page filled in as the macro names its fields."""
    form = {f"q.{name.replace('__', '.')}": value for name, value in fields.items()}
    return read_page(STAY, page, form, answers or {})


@pytest.mark.requirement("R-5.4.10")
def test_a_question_is_asked_only_where_its_condition_holds():
    assert ids(shown_on(STAY, 2, {"pain": 2})) == ["recommend", "food"]
    assert ids(shown_on(STAY, 2, {"pain": 3})) == ["pain-where", "recommend", "food"]
    assert "pain-since" in ids(shown_items(STAY, {"pain": 4, "pain-where": (2, 3)}))


def test_going_back_and_changing_a_branch_clears_what_hangs_on_it_transitively():
    before = {"pain": 4, "pain-where": (2,), "pain-since": "2026-03-01", "food": 3}
    after, faults = answered(1, before, agree=["1"], ward=["2"], pain=["1"])
    assert faults == ()
    assert after == {"agree": 1, "ward": 2, "pain": 1, "food": 3}
    assert ids(let_go(STAY, before, after)) == ["pain-where", "pain-since"]


def test_a_slip_clears_nothing_that_hangs_on_it():
    before = {"agree": 1, "ward": 2, "pain": 4, "pain-where": (2,)}
    after, faults = answered(1, before, agree=["1"], ward=["2"], pain=["99"])
    assert faults == (FieldError("pain", "not_an_option"),)
    assert after == before


def test_a_question_that_an_answer_on_the_same_page_calls_up_is_shown_before_going_on():
    asked = {"q_asked": ["pain-where", "recommend", "food"], "q.pain-where": ["2"]}
    after, faults = read_page(STAY, 2, asked, {"pain": 4})
    assert faults == (FieldError("pain-since", "surveys.follows"),)
    asked["q_asked"] += ["pain-since"]
    assert read_page(STAY, 2, asked, after) == ({"pain": 4, "pain-where": (2,)}, ())


def test_a_page_with_nothing_to_ask_is_left_out():
    q = questionnaire(
        [item("a", "nps")], [item("b", "text", when=when("a", "at_most", 6))], [item("c", "nps")]
    )
    assert pages_shown(q, {"a": 9}) == (1, 3)
    assert pages_shown(q, {"a": 2}) == (1, 2, 3)
    assert page_of(q, "c") == 3
    with pytest.raises(KeyError):
        page_of(q, "d")
    for number in (0, 4):
        with pytest.raises(IndexError):
            shown_on(q, number, {})


def test_how_many_pages_there_are_is_said_once_no_answer_decides_it_any_more():
    q = questionnaire(
        [item("a", "nps")],
        [item("b", "nps", when=when("a", "at_most", 6))],
        [item("c", "nps", when=when("b", "at_most", 6)), item("d", "nps", when=when("a", "at_least", 9))],
    )
    assert (pages_to_come(q, 1, {}), is_last(q, 1, {})) == (None, False)
    assert (pages_to_come(q, 1, {"a": 8}), is_last(q, 1, {"a": 8})) == (None, False)
    assert (pages_to_come(q, 2, {"a": 3}), is_last(q, 2, {"a": 3})) == (None, False)
    assert (pages_to_come(q, 3, {"a": 3, "b": 2}), is_last(q, 3, {"a": 3, "b": 2})) == (3, True)
    assert (pages_to_come(q, 3, {"a": 9}), is_last(q, 3, {"a": 9})) == (2, True)
    flat = questionnaire([item("a", "nps")], [item("b", "nps")])
    assert [(pages_to_come(flat, it, {}), is_last(flat, it, {})) for it in (1, 2)] == [(2, False), (2, True)]
    assert end_of(flat) == 3


def test_a_row_has_every_column_and_says_why_one_is_empty():
    row = coded(STAY, {"pain": SAID_NOT_APPLICABLE, "recommend": 9, "care.nurses": 2})
    assert tuple(row) == columns(STAY)
    assert row["pain"] == SAID_NOT_APPLICABLE
    assert row["pain-where"] == row["pain-since"] == row["more"] == HIDDEN
    assert row["care.doctors"] == row["days"] == MISSING


def test_what_must_be_answered_is_known_before_sending():
    assert ids(still_required(STAY, {})) == ["agree", "ward"]
    assert still_required(STAY, {"agree": 1, "ward": SAID_NOT_APPLICABLE}) == ()


@pytest.mark.parametrize(
    ("kind", "more", "form", "expected"),
    [
        ("single", {}, {"q.a": ["2"]}, 2),
        ("single", {}, {"q.a": ["5"]}, "not_an_option"),
        ("single", {}, {"q.a": ["-7"]}, "not_an_option"),
        ("single", {}, {"q.a": ["x"]}, "not_an_option"),
        ("single", {"required": True}, {}, "surveys.answer_missing"),
        ("scale", {"not_applicable": {"de": "nein"}}, {"q.a": ["-7"]}, -7),
        ("nps", {}, {"q.a": ["0"]}, 0),
        ("nps", {}, {"q.a": ["11"]}, "not_an_option"),
        ("stars", {"most": 3}, {"q.a": ["3"]}, 3),
        ("stars", {"most": 3}, {"q.a": ["4"]}, "not_an_option"),
        ("multi", {}, {"q.a": ["3", "1"]}, (1, 3)),
        ("multi", {}, {"q.a": [""]}, None),
        ("multi", {"required": True}, {}, "surveys.answer_missing"),
        ("multi", {}, {"q.a": ["1", "7"]}, "not_an_option"),
        ("multi", {"least": 2}, {"q.a": ["1"]}, "surveys.too_few_choices"),
        ("multi", {"most": 1}, {"q.a": ["1", "2"]}, "surveys.too_many_choices"),
        ("multi", {"not_applicable": {"de": "nein"}}, {"q.a": ["-7"]}, -7),
        ("multi", {"not_applicable": {"de": "nein"}}, {"q.a": ["1", "-7"]}, "surveys.none_and_some"),
        ("number", {}, {"q.a": ["2,5"]}, Decimal("2.5")),
        ("number", {}, {"q.a": ["\uff11\uff12"]}, Decimal(12)),
        ("number", {}, {"q.a": ["zwei"]}, "surveys.not_a_number"),
        ("number", {}, {"q.a": ["1e9"]}, "surveys.not_a_number"),
        ("number", {}, {"q.a": ["-7"]}, "surveys.too_small"),
        ("number", {"least": 1, "most": 5}, {"q.a": ["6"]}, "surveys.too_large"),
        ("date", {}, {"q.a_day": ["3"], "q.a_month": ["2"], "q.a_year": ["2026"]}, "2026-02-03"),
        ("date", {}, {"q.a_day": ["30"], "q.a_month": ["2"], "q.a_year": ["2026"]}, "invalid_date"),
        ("date", {}, {"q.a_day": ["3"]}, "invalid_date"),
        ("date", {"required": True}, {}, "surveys.answer_missing"),
        ("text", {}, {"q.a": ["  Gut\r\nsehr "]}, "Gut\nsehr"),
        ("text", {"most": 3}, {"q.a": ["lang"]}, "too_long"),
        ("long_text", {}, {"q.a": ["x" * 2001]}, "too_long"),
        ("text", {"required": True}, {"q.a": ["  "]}, "surveys.answer_missing"),
        ("ranking", {"most": 2}, {"q.a_1": ["3"], "q.a_2": ["1"]}, (3, 1)),
        ("ranking", {"most": 2}, {"q.a_1": ["3"], "q.a_2": ["3"]}, "surveys.ranked_twice"),
        ("ranking", {"most": 2}, {"q.a_2": ["3"]}, "surveys.place_missing"),
        ("ranking", {"most": 2, "required": True}, {"q.a_1": ["3"]}, "surveys.place_missing"),
        ("ranking", {"most": 2}, {"q.a_1": ["9"]}, "not_an_option"),
        ("ranking", {}, {}, None),
        ("consent", {}, {}, 0),
        ("consent", {}, {"q.a": ["1"]}, 1),
        ("consent", {}, {"q.a": ["yes"]}, "not_an_option"),
        ("consent", {"required": True}, {}, "surveys.consent_needed"),
    ],
)
def test_an_answer_is_read_or_refused_with_its_reason(kind, more, form, expected):
    q = questionnaire([item("a", kind, **more)])
    answers, faults = read_page(q, 1, form, {})
    if isinstance(expected, str) and faults:
        assert faults == (FieldError("a", expected),)
        assert answers == {}
    else:
        assert (answers.get("a"), faults) == (expected, ())


def test_each_line_of_a_matrix_is_answered_by_itself():
    answers, faults = answered(3, care__doctors=["-7"], care__nurses=["9"])
    assert answers == {"care.doctors": -7}
    assert faults == (FieldError("care.nurses", "not_an_option"),)


def test_answers_are_carried_as_json_and_come_back_as_they_were():
    answers = {"pain": 4, "pain-where": (2, 3), "days": Decimal("2.50"), "name": "Å", "more": HIDDEN}
    assert read_answers(write_answers(answers)) == answers


def one_answer(of):
    """Any answer that the item can have."""
    if of.type in ("single", "scale", "nps", "stars", "matrix"):
        return st.sampled_from(choices(of) + ((SAID_NOT_APPLICABLE,) if of.not_applicable else ()))
    if of.type in ("multi", "ranking"):
        return st.lists(st.sampled_from(choices(of)), min_size=1, unique=True).map(tuple)
    return {
        "number": st.integers(0, 365).map(Decimal),
        "date": st.dates().map(str),
        "consent": st.sampled_from((0, 1)),
    }.get(of.type, st.text(min_size=1, max_size=9))


@st.composite
def asked(draw):
    """A questionnaire that branches at random, and answers to any of it, shown or not."""
    pages, known = [], []
    for n in range(draw(st.integers(2, 9))):
        kind = draw(st.sampled_from(("single", "scale", "nps", "multi", "number", "text", "matrix")))
        made = item(f"i{n}", kind)
        if known and draw(st.booleans()):
            tests = []
            for _ in range(draw(st.integers(1, 3))):
                of, compared, value = draw(st.sampled_from(known))
                tests += when(of, compared, value)["tests"]
            made["when"] = {"tests": tests, "any_of": draw(st.booleans())}
        column = f"i{n}.nurses" if kind == "matrix" else f"i{n}"
        known += [(column, "answered", None)]
        if kind in ("single", "scale", "nps", "number", "matrix"):
            known += [
                (column, "is", 2),
                (column, "is_not", 1),
                (column, "at_least", 3),
                (column, "at_most", 2),
            ]
        if kind == "multi":
            known += [(column, "has", 2)]
        if pages and draw(st.booleans()):
            pages[-1].append(made)
        else:
            pages.append([made])
    q = questionnaire(*pages)
    answers = {column: draw(one_answer(of)) for column, of in by_column(q).items() if draw(st.booleans())}
    return q, answers


@settings(max_examples=150, deadline=None)
@given(asked())
def test_no_branching_shows_what_its_condition_does_not_allow(drawn):
    q, answers = drawn
    shown = shown_items(q, answers)
    live = {column: answers[column] for it in shown for column in columns_of(it) if column in answers}
    for it in items(q):
        found = [holds(test, live) for test in it.when.tests] if it.when else [True]
        assert (it in shown) is (any(found) if it.when and it.when.any_of else all(found))


@settings(max_examples=150, deadline=None)
@given(asked())
def test_clearing_is_idempotent_and_a_row_has_exactly_the_columns(drawn):
    q, answers = drawn
    row = coded(q, answers)
    assert tuple(row) == columns(q)
    assert coded(q, row) == row
    assert shown_items(q, row) == shown_items(q, answers)
    hidden = {column for it in items(q) if it not in shown_items(q, answers) for column in columns_of(it)}
    assert {column for column, it in row.items() if it == HIDDEN} == hidden


@settings(max_examples=100, deadline=None)
@given(asked(), st.integers(1, 9))
def test_a_page_read_keeps_nothing_hidden_and_reading_it_again_changes_nothing(drawn, number):
    q, answers = drawn
    number = min(number, len(q.pages))
    form = {}
    for it in q.pages[number - 1]:
        for column in columns_of(it):
            answer = answers.get(column)
            if answer is not None:
                form[f"q.{column}"] = [
                    str(part) for part in (answer if isinstance(answer, tuple) else (answer,))
                ]
    read_once, _ = read_page(q, number, form, answers)
    shown = {column for it in shown_items(q, read_once) for column in columns_of(it)}
    assert set(read_once) <= shown
    assert all(is_answered(answer) for answer in read_once.values())
    assert read_page(q, number, form, read_once)[0] == read_once
