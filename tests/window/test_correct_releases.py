"""A release in which everybody is helped is not blamed, however unusual its ways are."""

import pytest

from .builders import a_small_definition, ask, say
from .planting import all_in_two_languages, asks, faults_of, steps


def in_every_language_there_is(it):
    it["greeting"] = {"de": "Hallo", "en": "Hello", "sv": "Hej", "zh-Hans": "您好"}


def a_flow_for_one_day(it):
    it["flows"]["flu"]["valid"] = {"from": "2026-10-01", "until": "2026-10-01"}


def one_name_for_two_questions(it):
    """What either of them may be answered can be asked for later."""
    asks(it, [{"when": {"known": "perhaps"}, **say("Ja")}, say("Gut")])
    steps(it, "callback")["say"]["ask"] = ask("known", "perhaps", "never")
    asks(it, [{"when": {"q": "a"}, "go": "service"}, {"go": "service"}], "appointment", "known", ("a", "b"))
    steps(it)["insurance"]["then"] = [{"go": "service"}]
    steps(it)["known"]["then"] = [{"when": {"q": "a"}, "go": "insurance"}, {"go": "service"}]


def an_else_that_is_never_needed_with_steps_of_its_own(it):
    """And no other flow leads there."""
    del it["services"], it["downloads"], it["flows"]["shots"]
    steps(it)["service"] = {"then": [say("Sonst")]}
    cases = [{"when": {"q": "a"}, **say("A")}, {"when": {"q": "b"}, **say("B")}, {"go": "never"}]
    asks(it, cases)
    steps(it, "callback").update(
        never={"then": [{"when": {"q": "a"}, "go": "left"}, {"go": "right"}]},
        left={"then": [{"go": "further_left"}]},
        right={"then": [{"go": "further_right"}]},
        further_left={"then": [say("Nie")]},
        further_right={"then": [say("Nie")]},
    )


def a_way_on_that_only_some_answers_take(it):
    """Two answers come to one step; they are told apart there."""
    asks(it, [{"go": "second"}])
    steps(it, "callback")["second"] = {
        "ask": ask("r", "a", "b"),
        "then": [{"when": {"q": "a", "r": "a"}, **say("A")}, {"when": {"q": "a"}, "go": "third"}, say("B")],
    }
    steps(it, "callback")["third"] = {"then": [say("C")]}


def an_answer_that_matters_only_to_a_service_s_own_flow(it):
    steps(it)["known"]["then"] = [{"go": "service"}]
    del steps(it)["insurance"]
    it["services"]["vaccination"]["then"] = [
        {"when": {"known": "yes"}, "run": {"flow": "shots"}},
        say("Erst anmelden"),
    ]


def an_answer_that_matters_only_on_one_of_two_ways_ahead(it):
    asks(it, [{"go": "fork"}])
    fork = [{"when": {"r": "a"}, "go": "left"}, {"go": "right"}]
    steps(it, "callback").update(
        fork={"ask": ask("r", "a", "b"), "then": fork},
        left={"then": [{"when": {"q": "a"}, **say("A")}, {"when": {"r": "a"}, **say("B")}, say("Nie")]},
        right={"then": [say("Gut")]},
    )


def a_location_without_services(it):
    it["services"]["checkup"]["locations"] = ["mitte"]


def an_else_that_no_answer_takes_and_that_would_not_be_right_there(it):
    asks(it, [{"when": {"q": "a"}, **say("A")}, {"when": {"q": "b"}, **say("B")}, {"run": {"flow": "flu"}}])


def a_service_s_own_case_that_falls_back_to_the_step_s(it):
    it["services"]["vaccination"]["then"] = [{"when": {"known": "yes"}, "run": {"flow": "shots"}}]


def a_flow_run_only_where_it_is_released(it):
    asks(it, [{"at": ["mitte"], "run": {"flow": "flu"}}, say("Gut")])


@pytest.mark.requirement("S3", "N4")
@pytest.mark.parametrize(
    "change",
    [
        all_in_two_languages,
        in_every_language_there_is,
        a_flow_for_one_day,
        one_name_for_two_questions,
        an_else_that_is_never_needed_with_steps_of_its_own,
        a_way_on_that_only_some_answers_take,
        an_answer_that_matters_only_to_a_service_s_own_flow,
        an_answer_that_matters_only_on_one_of_two_ways_ahead,
        a_location_without_services,
        an_else_that_no_answer_takes_and_that_would_not_be_right_there,
        a_service_s_own_case_that_falls_back_to_the_step_s,
        a_flow_run_only_where_it_is_released,
    ],
)
def test_a_release_in_which_everybody_is_helped_is_not_blamed(change):
    definition = a_small_definition()
    change(definition)
    assert faults_of(definition) == []


def test_a_release_with_a_billion_ways_is_proved_in_a_moment():
    definition = a_small_definition()
    for number in range(30):
        on = {"go": f"s{number + 1}"}
        asks(definition, [{"when": {f"q{number}": "a"}, **on}, on], step=f"s{number}")
        steps(definition, "callback")[f"s{number}"]["ask"]["as"] = f"q{number}"
    steps(definition, "callback").update(say={"then": [{"go": "s0"}]}, s30={"then": [say("Gut")]})
    assert faults_of(definition) == []
