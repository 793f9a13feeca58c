"""A release is refused for the ways on which somebody is not helped, and for nothing else."""

import pytest

from frontdesk.window.model.plan import Case, Plan
from frontdesk.window.rules.proof.explorer import Map

from .builders import a_small_definition, say
from .planting import asks, faults_after, steps


def nothing_to_offer(it):
    it["flows"]["appointment"]["locations"] = it["flows"]["callback"]["locations"] = ["mitte"]


def only_flows_that_are_not_always_in_force(it):
    nothing_to_offer(it)
    it["flows"]["callback"].update(locations=["mitte", "nord"], valid={"until": "2030-01-01"})


def a_circle_without_a_question(it):
    steps(it, "callback").update(say={"then": [{"go": "on"}]}, on={"then": [{"go": "say"}]})


def a_circle_with_a_question(it):
    asks(it, [{"when": {"q": "a"}, "go": "say"}, say("Gut")])


def a_circle_behind_answers_that_are_alike(it):
    asks(it, [{"when": {"q": "c"}, **say("C")}, {"go": "say"}], answers=("a", "b", "c"))


def a_flow_run_where_it_is_not_released(it):
    asks(it, [{"when": {"q": "a"}, "run": {"flow": "flu"}}, say("Gut")])


def the_only_service_s_flow_run_where_it_is_not_released(it):
    it["services"]["checkup"]["then"] = [{"at": ["nord"], "run": {"flow": "shots"}}]


def cases_that_earlier_ones_leave_nothing_for(it):
    asks(
        it,
        [
            {"when": {"q": "a"}, **say("A")},
            {"when": {"q": "a", "known": "yes"}, "at": ["nord", "mitte"], **say("Nie")},
            {"when": {"q": "a"}, "at": ["nord"], **say("Nie")},
            say("Sonst"),
            say("Nie"),
        ],
    )


def a_service_s_case_that_an_earlier_one_leaves_nothing_for(it):
    it["services"]["vaccination"]["then"].append(say("Nie"))


def services_that_nobody_is_asked_for(it):
    steps(it)["service"] = {"then": [say("Sonst")]}
    it["services"]["vaccination"].pop("then")
    it["flows"].pop("shots")


def a_service_nobody_has(it):
    it["services"]["wound"]["locations"] = []


def a_service_nobody_has_with_a_flow_of_its_own(it):
    it["services"]["wound"].update(locations=[], then=[say("Nie")])


def steps_and_a_flow_nobody_reaches(it):
    steps(it, "callback").update(
        lost={"then": [{"go": "found"}]},
        found={"then": [{"when": {"known": "yes"}, **say("Nie")}, say("Nie")]},
    )
    it["services"]["vaccination"].pop("then")


def files_that_are_not_there(it):
    asks(it, [{"when": {"q": "a"}, "do": {"file": {}}}, {"do": {"file": {"downloads": ["sheet", "lost"]}}}])


def one_fault_on_two_ways(it):
    it["downloads"].clear()


TO_CALLBACK = (
    "mitte",
    "appointment",
    "known=no",
    "insurance=private",
    "service=vaccination",
    "shots=call",
)
PLANTED = [
    (
        nothing_to_offer,
        [
            ("$.locations.nord", "nothing_offered", ("nord",)),
            ("$.flows.appointment.steps.insurance.then[1]", "shadowed", ("nord", "known=no")),
        ],
    ),
    (
        only_flows_that_are_not_always_in_force,
        [
            ("$.locations.nord", "nothing_offered", ("nord",)),
            ("$.flows.appointment.steps.insurance.then[1]", "shadowed", ("nord", "known=no")),
        ],
    ),
    (a_circle_without_a_question, [("$.flows.callback.steps.on.then[0]", "loop", TO_CALLBACK)]),
    (
        a_circle_with_a_question,
        [("$.flows.callback.steps.say.then[0]", "loop", (*TO_CALLBACK, "q=a", "q=a"))],
    ),
    (
        a_circle_behind_answers_that_are_alike,
        [("$.flows.callback.steps.say.then[1]", "loop", (*TO_CALLBACK, "q=a|b"))],
    ),
    (
        a_flow_run_where_it_is_not_released,
        [("$.flows.callback.steps.say.then[0]", "not_released", ("nord", "callback", "q=a"))],
    ),
    (
        the_only_service_s_flow_run_where_it_is_not_released,
        [
            (
                "$.services.checkup.then[0]",
                "not_released",
                ("nord", "appointment", "known=yes", "insurance=statutory"),
            )
        ],
    ),
    (
        cases_that_earlier_ones_leave_nothing_for,
        [
            ("$.flows.callback.steps.say.then[1]", "shadowed", ("mitte | nord", "q=a", "known=yes")),
            ("$.flows.callback.steps.say.then[2]", "shadowed", ("nord", "q=a")),
        ],
    ),
    (
        a_service_s_case_that_an_earlier_one_leaves_nothing_for,
        [("$.services.vaccination.then[1]", "shadowed", ())],
    ),
    (
        services_that_nobody_is_asked_for,
        [
            ("$.services.checkup", "service_nowhere", ()),
            ("$.services.wound", "service_nowhere", ()),
            ("$.services.vaccination", "service_nowhere", ()),
        ],
    ),
    (
        a_service_nobody_has,
        [
            ("$.flows.appointment.steps.service.then[0]", "shadowed", ("service=wound",)),
            ("$.services.wound", "service_nowhere", ()),
        ],
    ),
    (
        a_service_nobody_has_with_a_flow_of_its_own,
        [
            ("$.flows.appointment.steps.service.then[0]", "shadowed", ("service=wound",)),
            ("$.services.wound", "service_nowhere", ()),
        ],
    ),
    (
        steps_and_a_flow_nobody_reaches,
        [
            ("$.flows.shots", "unreachable", ()),
            ("$.flows.callback.steps.lost", "unreachable", ()),
            ("$.flows.callback.steps.found", "unreachable", ()),
        ],
    ),
    (
        files_that_are_not_there,
        [
            (
                "$.flows.callback.steps.say.then[1].do.file.downloads[1]",
                "unknown_download",
                (*TO_CALLBACK, "q=b"),
            ),
            (
                "$.flows.callback.steps.say.then[0].do.file",
                "download_not_released",
                ("nord", "callback", "q=a"),
            ),
            (
                "$.flows.callback.steps.say.then[1].do.file.downloads[0]",
                "download_not_released",
                ("nord", "callback", "q=b"),
            ),
        ],
    ),
    (
        one_fault_on_two_ways,
        [
            (
                "$.flows.shots.steps.menu.then[0].do.file.downloads[0]",
                "unknown_download",
                (
                    "mitte",
                    "appointment",
                    "known=no",
                    "insurance=private",
                    "service=vaccination",
                    "shots=sheet",
                ),
            )
        ],
    ),
]
"""Each with all its faults: path, code, way."""


@pytest.mark.requirement("S3")
@pytest.mark.parametrize(("plant", "faults"), PLANTED)
def test_a_way_that_helps_nobody_is_blamed_and_nothing_else(plant, faults):
    assert faults_after(plant) == faults


@pytest.mark.parametrize(
    "lead",
    [{"go": "lost"}, {"run": {"flow": "lost"}}, {"run": {"flow": "flu", "step": "lost"}}],
    ids=["a step", "a flow", "a step of another flow"],
)
def test_what_leads_to_a_place_that_is_not_there_has_no_target(lead):
    plan = Plan.read(a_small_definition())
    known, step = Map(plan), plan.flows["callback"].steps["say"]
    assert known.target(step, Case.read(lead)) is None
    flu = plan.flows["flu"]
    assert known.target(step, Case.read({"run": {"flow": "flu"}})) == (flu, flu.steps["say"])
