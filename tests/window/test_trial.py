"""The tests a clinic keeps in its release: what they find, when they take place, and what happened instead."""

import pytest

from frontdesk.window.model.plan import Plan
from frontdesk.window.rules.trial import faults_of_tests
from tests.clinic import lindenhof

from .builders import a_small_definition, in_german

NEW = {"known": "no", "insurance": "statutory"}
PRIVATE = {"known": "no", "insurance": "private"}
SHEET = {"known": "yes", "insurance": "private", "service": "vaccination", "shots": "sheet"}


def a_test(flow="appointment", location="mitte", answers=NEW, do="message", says=None, at=None):
    said = {"title": "Probe", "flow": flow, "location": location, "answers": answers, "expect": {"do": do}}
    if says is not None:
        said["expect"]["says"] = says
    return said if at is None else {**said, "at": at}


def faults_of(*tests, definition=None):
    definition = {**(definition or a_small_definition()), "tests": list(tests)}
    return [(it.pointer, it.code, it.way) for it in faults_of_tests(Plan.read(definition), lindenhof())]


def instead(*happened):
    return [("$.tests[0]", "test_failed", ("Probe", *happened))]


def with_flow(name, **changes):
    definition = a_small_definition()
    definition["flows"][name].update(changes)
    return definition


def test_each_test_is_tried_and_named_by_its_place():
    wrong = a_test(do="external")
    assert faults_of(a_test(), wrong, a_test(), wrong) == [
        ("$.tests[1]", "test_failed", ("Probe", "message", "Keine Termine")),
        ("$.tests[3]", "test_failed", ("Probe", "message", "Keine Termine")),
    ]


def test_a_test_of_a_flow_that_is_not_there_is_named():
    assert faults_of(a_test("lost")) == [("$.tests[0].flow", "unknown_flow", ("lost",))]
    assert faults_of(a_test("flu", "nord")) == [("$.tests[0].location", "not_released", ("nord", "flu"))]


@pytest.mark.parametrize(
    ("answers", "missing"),
    [({}, "known=?"), ({"known": "no"}, "insurance=?"), ({**NEW, "known": "perhaps"}, "known=?")],
)
def test_a_question_without_an_answer_that_fits_is_named(answers, missing):
    assert faults_of(a_test(answers=answers)) == instead(missing)


@pytest.mark.parametrize("says", ["Keine Termine", "Termine"])
def test_what_is_said_is_found_anywhere_in_the_text(says):
    assert faults_of(a_test(says=says)) == []


def test_what_is_not_said_is_told_with_what_was():
    assert faults_of(a_test(says="Willkommen")) == instead("message", "Keine Termine")
    assert faults_of(a_test(says="Blatt")) == instead("message", "Keine Termine")
    assert faults_of(a_test(do="external", says="Keine Termine")) == instead("message", "Keine Termine")


def test_a_service_outside_is_known_by_its_address_and_its_label():
    booking = {"flow": "appointment", "location": "nord", "answers": PRIVATE}
    for says in ("https://termine.example/nord", "Termin buchen"):
        assert faults_of(a_test(**booking, do="external", says=says)) == []
    assert faults_of(a_test(**booking)) == instead("external", "https://termine.example/nord")


def with_two_downloads():
    definition = a_small_definition()
    definition["downloads"]["other"] = {**definition["downloads"]["sheet"], "title": in_german("Anderes")}
    return definition


def test_files_are_known_by_their_titles_of_those_that_are_named():
    definition = with_two_downloads()
    assert faults_of(a_test(answers=SHEET, do="file", says="Blatt"), definition=definition) == []
    other = a_test(answers=SHEET, do="file", says="Anderes")
    assert faults_of(other, definition=definition) == instead("file", "Blatt")


def test_all_files_of_the_location_are_there_where_none_is_named():
    definition = with_two_downloads()
    definition["downloads"]["far"] = {
        **definition["downloads"]["sheet"],
        "title": in_german("Fern"),
        "locations": ["nord"],
    }
    definition["flows"]["shots"]["steps"]["menu"]["then"][0]["do"]["file"] = {"text": in_german("Bitte")}
    for says in ("Bitte", "Blatt", "Anderes"):
        assert faults_of(a_test(answers=SHEET, do="file", says=says), definition=definition) == []
    far = a_test(answers=SHEET, do="file", says="Fern")
    assert faults_of(far, definition=definition) == instead("file", "Bitte")


def test_a_form_is_known_by_the_kind_of_its_request_and_its_first_words():
    definition = a_small_definition()
    form = {
        "type": "callback",
        "intro": in_german("Wen rufen wir an?"),
        "fields": [],
        "consent": {"version": "1", "text": in_german("Ja")},
    }
    definition["flows"]["callback"]["steps"]["say"]["then"] = [{"do": {"request": form}}]
    for says in ("callback", "Wen rufen wir an?"):
        assert faults_of(a_test("callback", do="request", says=says), definition=definition) == []
    assert faults_of(a_test("callback"), definition=definition) == instead("request", "callback")


def test_words_are_those_of_the_release_s_own_language():
    definition = a_small_definition()
    text = {"en": "No appointments", "de": "Keine Termine"}
    definition["flows"]["appointment"]["steps"]["insurance"]["then"][0]["do"]["message"]["text"] = text
    english = a_test(says="No appointments")
    assert faults_of(english, definition=definition) == instead("message", "Keine Termine")


@pytest.mark.parametrize(
    ("at", "do", "says"),
    [
        ("2026-11-23T07:59", "closed", "Zu"),
        ("2026-11-23T08:00", "message", "Wir rufen an"),
        ("2026-11-23T12:29", "message", None),
        ("2026-11-23T12:30", "closed", None),
        ("2026-07-20T08:00", "message", None),
    ],
)
def test_a_test_takes_place_at_the_wall_time_it_names(at, do, says):
    assert faults_of(a_test("callback", at=at, do=do, says=says)) == []


@pytest.mark.parametrize(
    ("at", "do", "says"),
    [("2026-11-23T09:00", "message", "Wir rufen an"), ("2026-11-23T21:00", "closed", "Zu")],
)
def test_a_flow_that_another_one_runs_is_met_at_the_same_time(at, do, says):
    assert faults_of(a_test(answers={**SHEET, "shots": "call"}, at=at, do=do, says=says)) == []


def test_what_a_closed_flow_says_is_told():
    night = a_test("callback", at="2026-11-23T21:00")
    assert faults_of(night) == instead("closed", "Zu")
    assert faults_of(night, definition=with_flow("callback", closed={"en": "Closed"})) == instead(
        "closed", ""
    )


@pytest.mark.parametrize(
    "gates",
    [
        {"hours": "location"},
        {"hours": {"2": [["09:00", "10:00"]]}},
        {"hours": {"6": [["23:00", "23:30"]]}},
        {"hours": "location", "valid": {"from": "2026-10-03"}},
        {"hours": {"4": [["09:00", "10:00"]]}, "valid": {"from": "2026-10-03", "until": "2026-10-09"}},
    ],
    ids=["the location's", "on Wednesdays", "late on Sundays", "from a Saturday on", "one Friday only"],
)
def test_a_test_that_names_no_time_takes_place_at_the_first_at_which_the_flow_answers(gates):
    definition = with_flow("callback", **gates)
    assert faults_of(a_test("callback", says="Wir rufen an"), definition=definition) == []


@pytest.mark.parametrize(
    "valid",
    [{"from": "2027-03-01"}, {"until": "2025-03-01"}, {"from": "2025-03-01", "until": "2025-03-02"}],
    ids=str,
)
def test_a_test_that_names_no_time_takes_place_while_the_flow_is_in_force(valid):
    assert faults_of(a_test("flu", says="Montags"), definition=with_flow("flu", valid=valid)) == []


def test_a_flow_that_never_answers_is_always_closed():
    assert faults_of(a_test("callback", do="closed"), definition=with_flow("callback", hours={})) == []
