"""Where an answer leads: through steps that ask nothing, into flows with hours, past what is not offered."""

import pytest

from frontdesk.window.rules import engine
from tests.clinic import lindenhof

from .builders import MONDAY_MORNING, MONDAY_NIGHT, a_release, a_session, a_small_definition, ask, say

CALLBACK = (("location", "nord"), ("menu", "callback"))
APPOINTMENT = (("location", "mitte"), ("menu", "appointment"))


def standing(definition, *answers, now=MONDAY_MORNING, at=MONDAY_MORNING):
    session = a_session(*answers, at=at)
    return engine.standing(a_release(definition), session, catalogue=lindenhof(), now=now)


def says(definition, *answers, **when):
    return standing(definition, *answers, **when).view.text.text


def offers(definition, *answers, **when):
    return [it.value for it in standing(definition, *answers, **when).view.options]


def steps(definition, flow, **changed):
    definition["flows"][flow]["steps"].update(changed)
    return definition


@pytest.mark.requirement("S14")
def test_a_step_that_asks_nothing_leads_on_at_once():
    through = steps(a_small_definition(), "callback", say={"then": [{"go": "on"}]}, on={"then": [say("Da")]})
    assert says(through, *CALLBACK) == "Da"


@pytest.mark.requirement("S15")
@pytest.mark.parametrize(("run", "said"), [({}, "Start"), ({"step": "later"}, "Später")])
def test_a_flow_is_run_from_its_start_or_from_the_step_that_is_named(run, said):
    definition = steps(a_small_definition(), "callback", say={"then": [{"run": {"flow": "flu", **run}}]})
    definition["flows"]["flu"]["steps"] = {
        "say": {"then": [say("Start")]},
        "later": {"then": [say("Später")]},
    }
    assert says(definition, ("location", "mitte"), ("menu", "callback")) == said


@pytest.mark.requirement("N5")
def test_a_flow_that_is_closed_says_so_also_to_whom_another_flow_sends():
    sent = steps(
        a_small_definition(),
        "appointment",
        known={"ask": ask("known", "yes", "no"), "then": [{"run": {"flow": "callback"}}]},
    )
    answers = (*APPOINTMENT, ("appointment/known", "yes"))
    assert says(sent, *answers) == "Wir rufen an"
    assert says(sent, *answers, at=MONDAY_NIGHT) == "Zu"


@pytest.mark.requirement("N5")
def test_who_answered_the_first_question_in_time_is_asked_the_next_one_after_closing():
    asks = steps(
        a_small_definition(),
        "callback",
        say={"ask": ask("first", "a", "b"), "then": [{"go": "second"}]},
        second={"ask": ask("second", "c", "d"), "then": [say("Gut")]},
    )
    session = a_session(*CALLBACK)
    late = a_session(("callback/say", "a"), ("callback/second", "c"), at=MONDAY_NIGHT)
    for answer in late.path:
        stands = engine.advance(a_release(asks), session, answer, catalogue=lindenhof(), now=MONDAY_NIGHT)
        session = stands.session
    assert stands.view.text.text == "Gut"


@pytest.mark.requirement("N5")
@pytest.mark.parametrize(
    ("valid", "offered"),
    [
        ({"from": "2026-11-23"}, True),
        ({"from": "2026-11-24"}, False),
        ({"until": "2026-11-23"}, True),
        ({"until": "2026-11-22"}, False),
    ],
)
def test_a_flow_is_offered_and_can_be_chosen_as_long_as_it_is_in_force(valid, offered):
    definition = a_small_definition()
    definition["flows"]["flu"]["valid"] = valid
    assert ("flu" in offers(definition, ("location", "mitte"))) is offered
    chosen = standing(definition, ("location", "mitte"), ("menu", "flu"))
    assert len(chosen.turns) == 1 + offered
    if offered:
        assert chosen.view.text.text == "Montags"


def test_a_clinic_with_one_location_begins_with_the_menu_of_it():
    alone = a_small_definition()
    del alone["locations"]["mitte"]
    assert offers(alone) == ["appointment", "callback"]


@pytest.mark.requirement("S10")
def test_two_services_are_asked_for():
    two = a_small_definition()
    two["services"]["wound"]["locations"] = ["nord"]
    known = (*APPOINTMENT, ("appointment/known", "yes"), ("appointment/insurance", "private"))
    assert offers(two, *known) == ["checkup", "vaccination"]


def with_a_longer_way(**condition):
    """The insurance leads to one more question where the condition holds."""
    definition = a_small_definition()
    then = [{**condition, "go": "extra"}, {"go": "service"}]
    extra = {"ask": ask("extra", "a", "b"), "then": [{"go": "service"}]}
    known = {"ask": ask("known", "yes", "no"), "then": [{"go": "insurance"}]}
    insurance = {"ask": ask("insurance", "statutory", "private"), "then": then}
    return steps(definition, "appointment", known=known, insurance=insurance, extra=extra)


@pytest.mark.parametrize(("location", "most"), [("mitte", 3), ("nord", 4)])
def test_progress_leaves_out_what_another_location_asks(location, most):
    stands = standing(with_a_longer_way(at=["nord"]), ("location", location), ("menu", "appointment"))
    assert (stands.step, stands.of) == (1, most)


@pytest.mark.parametrize(("answers", "most"), [([], 4), (["yes"], 3), (["no"], 4)])
def test_progress_leaves_out_what_an_answer_excluded_and_nothing_before_it(answers, most):
    said = [("appointment/known", it) for it in answers]
    stands = standing(with_a_longer_way(when={"known": "no"}), *APPOINTMENT, *said)
    assert (stands.step, stands.of) == (1 + len(said), most)


def test_progress_counts_a_question_once_where_the_flow_comes_back_to_it():
    circle = steps(
        a_small_definition(),
        "callback",
        say={
            "ask": ask("again", "yes", "no"),
            "then": [{"when": {"again": "yes"}, "go": "back"}, say("Gut")],
        },
        back={"then": [{"when": {"again": "yes"}, **say("Genug")}, {"go": "say"}]},
    )
    stands = standing(circle, *CALLBACK)
    assert (stands.step, stands.of) == (1, 1)
