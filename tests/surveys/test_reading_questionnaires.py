"""A questionnaire is data: what is written is read, named by its bytes, and refused where it makes no sense."""

import json

import pytest

from frontdesk.kernel.errors import BadInput
from frontdesk.surveys.model.questionnaires import ItemType
from frontdesk.surveys.rules.holding import items
from frontdesk.surveys.rules.reading import canonical, faults_of, revision_of
from tests.surveys.questionnaires import document, everything, item, option, read, said, scale, when


def faults(written):
    return {(it.pointer, it.code) for it in faults_of(written)}


@pytest.mark.requirement("R-5.4.10")
def test_the_language_has_an_item_of_every_type():
    q = read(everything())
    assert {it.type for it in items(q)} == set(ItemType)
    assert faults_of(everything()) == ()


def test_the_same_document_is_the_same_revision_however_it_is_written():
    one = everything()
    other = json.loads(json.dumps(dict(reversed(one.items()))).replace('"least": 0', '"least": 0.0'))
    assert revision_of(one) == revision_of(other) == read(one).revision
    one["title"]["sv"] += "!"
    assert revision_of(one) != revision_of(other)


def test_what_is_no_document_is_refused_with_reasons():
    assert faults({"id": "a"}) >= {("$", "schema_required")}
    assert faults(document([item("a", "slider")])) == {("$.pages[0][0].type", "schema_enum")}
    assert faults([]) == {("$", "schema_type")}
    assert faults({"a": float("nan")}) == {("$", "not_json")}
    assert faults(document([item("a", "info", text=said("x" * 4000))] * 30)) == {
        ("$", "surveys.questionnaire_too_large")
    }
    with pytest.raises(BadInput):
        canonical(object())


@pytest.mark.parametrize(
    ("pages", "more", "pointer", "code"),
    [
        ([[item("a", "info")]], {}, "$.pages", "surveys.nothing_asked"),
        ([[item("a", "nps")], []], {}, "$.pages[1]", "surveys.empty_page"),
        ([[item("a", "nps"), item("a", "nps")]], {}, "$.pages[0][1].id", "surveys.not_unique"),
        (
            [[item("a", "nps", options=[option(1, "x")])]],
            {},
            "$.pages[0][0].options",
            "surveys.not_of_this_type",
        ),
        ([[item("a", "text", least=3)]], {}, "$.pages[0][0].least", "surveys.not_of_this_type"),
        ([[item("a", "single", options=[])]], {}, "$.pages[0][0].options", "surveys.options_missing"),
        (
            [[item("a", "single", options=[option(1, "x"), option(1, "y")])]],
            {},
            "$.pages[0][0].options[1].code",
            "surveys.not_unique",
        ),
        ([[item("a", "matrix", rows=[])]], {}, "$.pages[0][0].rows", "surveys.rows_missing"),
        ([[item("a", "multi", least=3, most=2)]], {}, "$.pages[0][0].most", "surveys.limits_backwards"),
        ([[item("a", "stars", most=40)]], {}, "$.pages[0][0].most", "surveys.wrong_limit"),
        ([[item("a", "ranking", most=1.5)]], {}, "$.pages[0][0].most", "surveys.wrong_limit"),
        (
            [[item("a", "nps", when=when("b")), item("b", "nps")]],
            {},
            "$.pages[0][0].when.tests[0].of",
            "surveys.not_asked_before",
        ),
        (
            [[item("a", "matrix"), item("b", "nps", when=when("a"))]],
            {},
            "$.pages[0][1].when.tests[0].of",
            "surveys.not_asked_before",
        ),
        (
            [[item("a", "text"), item("b", "nps", when=when("a", "is", 3))]],
            {},
            "$.pages[0][1].when.tests[0].compared",
            "surveys.not_comparable",
        ),
        (
            [[item("a", "single"), item("b", "nps", when=when("a", "is", 9))]],
            {},
            "$.pages[0][1].when.tests[0].value",
            "surveys.no_such_answer",
        ),
        (
            [[item("a", "date"), item("b", "nps", when=when("a", "at_least", "2026-02-30"))]],
            {},
            "$.pages[0][1].when.tests[0].value",
            "surveys.no_such_answer",
        ),
        ([[item("a", "nps")]], {"scales": [scale("s", "b")]}, "$.scales[0].of[0]", "surveys.unknown_item"),
        ([[item("a", "text")]], {"scales": [scale("s", "a")]}, "$.scales[0].of[0]", "surveys.no_points"),
        (
            [[item("a", "nps")]],
            {"scales": [scale("s", "a", at_least=2)]},
            "$.scales[0].at_least",
            "surveys.wrong_limit",
        ),
        (
            [[item("a", "nps")]],
            {"scales": [scale("s", "a", reversed_of=["b"])]},
            "$.scales[0].reversed_of",
            "surveys.unknown_item",
        ),
        (
            [[item("a", "nps")]],
            {
                "scales": [
                    scale(
                        "s",
                        "a",
                        bands=[{"starts_at": 5, "name": said("x")}, {"starts_at": 1, "name": said("y")}],
                    )
                ]
            },
            "$.scales[0].bands",
            "surveys.bands_out_of_order",
        ),
        (
            [[item("a", "nps")]],
            {"alerts": [{"test": {"of": "b", "compared": "answered"}, "reason": said("x")}]},
            "$.alerts[0].test.of",
            "surveys.not_asked_before",
        ),
        ([[item("a", "nps", text={"de": "A?"})]], {}, "$.pages[0][0].text.sv", "surveys.text_missing"),
        (
            [[item("a", "single", not_applicable=said("x", " "))]],
            {},
            "$.pages[0][0].text.zh-Hans",
            None,
        ),
    ],
)
def test_what_makes_no_sense_is_said_at_its_place(pages, more, pointer, code):
    found = faults(document(*pages, **more))
    assert (pointer, code) in found if code else (pointer, code) not in found


def test_a_document_may_speak_fewer_languages_and_then_needs_no_other_texts():
    written = document([item("a", "nps", text={"sv": "Hur?"})], languages=["sv"], title={"sv": "Kort"})
    assert faults_of(written) == ()
