"""A release that names what is not there is refused at every such name, and for nothing else."""

import pytest

from frontdesk.window.model.plan import Plan
from frontdesk.window.rules.proof.references import STEPS_AT_MOST, faults_of_references
from tests.clinic import lindenhof

from .builders import a_small_definition, in_german, say
from .planting import asks, faults_after, steps, translate


def a_location_nobody_has(it):
    it["locations"]["sued"] = {"label": in_german("Süd")}


def places_that_are_not_in_the_release(it):
    for kind, name in (("flows", "flu"), ("services", "wound"), ("downloads", "sheet")):
        it[kind][name]["locations"].append("sued")


def a_language_of_its_own_that_nobody_requires(it):
    translate(it)
    it["languages"]["required"] = ["en"]


def origins_that_are_insecure_or_more_than_an_origin(it):
    it["embed_origins"] += ["https://a.example/path", "http://b.example"]


def a_start_nobody_has(it):
    it["flows"]["callback"]["start"] = "nowhere"


def a_validity_that_ends_before_it_begins(it):
    it["flows"]["flu"]["valid"] = {"from": "2026-10-02", "until": "2026-10-01"}


def a_validity_from_a_day_that_no_calendar_has(it):
    it["flows"]["flu"]["valid"] = {"from": "2026-02-29", "until": "2026-13-01"}


def hours_without_a_pause(it):
    it["flows"]["callback"]["hours"] = {
        "0": [["08:00", "12:00"], ["12:01", "13:00"]],
        "1": [["08:00", "12:00"], ["12:00", "13:00"]],
        "2": [["12:00", "08:00"]],
    }


def a_step_without_an_else(it):
    asks(it, [say("Immer"), {"when": {"q": "a"}, **say("A")}])


def answers_nobody_can_give(it):
    asks(it, [{"when": {"q": "c", "known": "yes", "r": "a", "service": "wound"}, **say("C")}, say("Sonst")])


def cases_that_lead_nowhere(it):
    asks(
        it,
        [
            {"when": {"q": "a"}, "go": "lost"},
            {"when": {"q": "b"}, "run": {"flow": "lost"}},
            {"run": {"flow": "flu", "step": "lost"}},
        ],
    )


def a_service_that_leads_nowhere(it):
    it["services"]["wound"]["then"] = [
        {"when": {"known": "maybe"}, "at": ["sued"], **say("Nie")},
        {"run": {"flow": "lost"}},
    ]


def answers_of_one_value(it):
    asks(it, [say("Gut")], answers=("a", "b", "a"))


def an_action_that_nobody_has(it):
    asks(it, [{"do": {"http": {"url": "https://x.example"}, "fax": {}}}])


def a_word_too_many(it):
    steps(it, "callback")["say"]["do"] = {}


PLANTED = [
    (a_location_nobody_has, [("$.locations.sued", "unknown_location", ("sued",))]),
    (
        places_that_are_not_in_the_release,
        [
            ("$.flows.flu.locations[1]", "unknown_location", ("sued",)),
            ("$.services.wound.locations[1]", "unknown_location", ("sued",)),
            ("$.downloads.sheet.locations[1]", "unknown_location", ("sued",)),
        ],
    ),
    (a_language_of_its_own_that_nobody_requires, [("$.languages.default", "missing_translation", ("de",))]),
    (
        origins_that_are_insecure_or_more_than_an_origin,
        [
            ("$.embed_origins[0]", "insecure_url", ("http://b.example",)),
            ("$.embed_origins[1]", "insecure_url", ("https://a.example/path",)),
        ],
    ),
    (a_start_nobody_has, [("$.flows.callback.start", "unknown_step", ("callback", "nowhere"))]),
    (a_validity_that_ends_before_it_begins, [("$.flows.flu.valid.until", "never_valid", ("flu",))]),
    (
        a_validity_from_a_day_that_no_calendar_has,
        [("$.flows.flu.valid.from", "invalid_date", ()), ("$.flows.flu.valid.until", "invalid_date", ())],
    ),
    (
        hours_without_a_pause,
        [
            ("$.flows.callback.hours.1", "bad_hours", ("callback",)),
            ("$.flows.callback.hours.2", "bad_hours", ("callback",)),
        ],
    ),
    (a_step_without_an_else, [("$.flows.callback.steps.say.then[1]", "no_else", ("callback", "say"))]),
    (
        answers_nobody_can_give,
        [
            ("$.flows.callback.steps.say.then[0].when.q", "unknown_answer", ("q=c",)),
            ("$.flows.callback.steps.say.then[0].when.r", "unknown_answer", ("r=a",)),
        ],
    ),
    (
        cases_that_lead_nowhere,
        [
            ("$.flows.callback.steps.say.then[0].go", "unknown_step", ("callback", "lost")),
            ("$.flows.callback.steps.say.then[1].run.flow", "unknown_flow", ("lost",)),
            ("$.flows.callback.steps.say.then[2].run.step", "unknown_step", ("flu", "lost")),
        ],
    ),
    (
        a_service_that_leads_nowhere,
        [
            ("$.services.wound.then[0].at", "unknown_location", ("sued",)),
            ("$.services.wound.then[0].when.known", "unknown_answer", ("known=maybe",)),
            ("$.services.wound.then[1].run.flow", "unknown_flow", ("lost",)),
        ],
    ),
    (
        answers_of_one_value,
        [
            ("$.flows.callback.steps.say.ask.options[0].value", "not_unique", ()),
            ("$.flows.callback.steps.say.ask.options[2].value", "not_unique", ()),
        ],
    ),
    (
        an_action_that_nobody_has,
        [
            ("$.flows.callback.steps.say.then[0].do", "schema_maxProperties", ()),
            ("$.flows.callback.steps.say.then[0].do", "unavailable_action", ("fax",)),
            ("$.flows.callback.steps.say.then[0].do", "unavailable_action", ("http",)),
        ],
    ),
    (a_word_too_many, [("$.flows.callback.steps.say", "schema_additionalProperties", ())]),
]
"""Each with all its faults: path, code, way."""


@pytest.mark.requirement("S3")
@pytest.mark.parametrize(("plant", "faults"), PLANTED)
def test_a_name_that_leads_nowhere_is_blamed_and_nothing_else(plant, faults):
    assert faults_after(plant) == faults


@pytest.mark.parametrize(("more", "codes"), [(0, []), (1, ["too_many_steps"])])
def test_a_release_has_a_thousand_steps_at_most(more, codes):
    definition = a_small_definition()
    there = sum(len(it["steps"]) for it in definition["flows"].values())
    steps(definition, "callback").update(
        {f"s{number}": {"then": [say("Gut")]} for number in range(STEPS_AT_MOST - there + more)}
    )
    assert [it.code for it in faults_of_references(Plan.read(definition), lindenhof(), ())] == codes


@pytest.mark.parametrize(
    ("origin", "trusted", "faults"),
    [
        ("http://localhost:8000", ["http://localhost:8000"], 0),
        ("http://localhost:8000", ["http://localhost:9000"], 1),
        ("http://localhost:8000/", ["http://localhost:8000/"], 1),
        ("https://termine.example:8443", [], 0),
        ("https://termine.example/", [], 1),
    ],
)
def test_what_may_be_framed_is_an_origin_and_secure_or_trusted(origin, trusted, faults):
    definition = a_small_definition()
    definition["embed_origins"] = [origin]
    found = list(faults_of_references(Plan.read(definition), lindenhof(), trusted))
    assert [(it.pointer, it.code, it.way) for it in found] == [
        ("$.embed_origins[0]", "insecure_url", (origin,))
    ] * faults
