"""What a release is blamed for, and that it is blamed for nothing else."""

import pytest

from frontdesk.window.model.plan import Plan
from frontdesk.window.rules.definition import why_not_publish
from frontdesk.window.rules.proof.references import STEPS_AT_MOST, faults_of_references
from tests.clinic import lindenhof

from .builders import a_small_definition, ask, in_german, say
from .test_definition import translate


def faults_of(definition):
    return [(it.pointer, it.code, it.way) for it in why_not_publish(definition, catalogue=lindenhof())]


def steps(it, name="appointment"):
    return it["flows"][name]["steps"]


def asks(it, then, name="callback", step="say", answers=("a", "b")):
    steps(it, name)[step] = {"ask": ask("q", *answers), "then": then}


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
def test_a_release_is_blamed_for_what_is_wrong_and_for_nothing_else(plant, faults):
    definition = a_small_definition()
    plant(definition)
    assert faults_of(definition) == faults


def all_in_two_languages(it):
    """Files, and names that a clinic chose, are in no language."""
    translate(it)
    it["languages"]["required"] = ["de", "en"]
    asks(it, [{"when": {"sv": "a"}, **_in_both("A")}, _in_both("B")])
    steps(it, "callback")["say"]["ask"]["as"] = "sv"
    it["tests"] = [_a_test({"sv": "a"}, "A"), _a_test({"sv": "b"}, "B")]
    translate(it)


def _a_test(answers, says):
    expected = {"do": "message", "says": says}
    return {
        "title": "Probe",
        "flow": "callback",
        "location": "mitte",
        "answers": answers,
        "expect": expected,
    }


def _in_both(text):
    return {"do": {"message": {"text": {"de": text, "en": text}}}}


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
    cases = [{"when": {"q": "a"}, **say("A")}, {"when": {"q": "b"}, **say("B")}, {"go": "never"}]
    asks(it, cases)
    steps(it, "callback").update(never={"then": [{"go": "ever"}]}, ever={"then": [say("Nie")]})


def a_way_on_that_only_some_answers_take(it):
    """Two answers come to one step; they are told apart there."""
    asks(it, [{"go": "second"}])
    steps(it, "callback")["second"] = {
        "ask": ask("r", "a", "b"),
        "then": [{"when": {"q": "a", "r": "a"}, **say("A")}, {"when": {"q": "a"}, "go": "third"}, say("B")],
    }
    steps(it, "callback")["third"] = {"then": [say("C")]}


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
        a_service_s_own_case_that_falls_back_to_the_step_s,
        a_flow_run_only_where_it_is_released,
    ],
)
def test_a_release_in_which_everybody_is_helped_is_not_blamed(change):
    definition = a_small_definition()
    change(definition)
    assert faults_of(definition) == []


@pytest.mark.requirement("N4")
def test_every_text_that_is_missing_is_named_in_every_language_it_lacks():
    definition = a_small_definition()
    all_in_two_languages(definition)
    definition["languages"]["required"].append("sv")
    asked = steps(definition)["known"]["ask"]
    translated = {**asked["text"], "sv": "Känd?"}
    steps(definition)["known"]["ask"]["text"] = translated
    del asked["options"][1]["label"]["en"]
    found = faults_of(definition)
    assert {it[1] for it in found} == {"missing_translation"}
    second = "$.flows.appointment.steps.known.ask.options[1].label"
    assert sorted(it[2] for it in found if it[0] == second) == [("en",), ("sv",)]
    assert "$.flows.appointment.steps.known.ask.text" not in [it[0] for it in found]
    assert ("$.services.checkup.label", "missing_translation", ("sv",)) in found


@pytest.mark.requirement("N4")
def test_missing_words_are_named_beside_everything_else():
    definition = a_small_definition()
    translate(definition)
    definition["languages"]["required"] = ["de", "en"]
    definition["greeting"] = in_german("Hallo")
    missing = ("$.greeting", "missing_translation", ("en",))
    assert faults_of(definition) == [missing]
    definition["tests"] = [_a_test({}, "Wir rufen nicht an")]
    assert [it[1] for it in faults_of(definition)] == ["missing_translation", "test_failed"]
    steps(definition, "callback")["lost"] = {"then": [_in_both("Nie")]}
    assert [it[1] for it in faults_of(definition)] == ["missing_translation", "unreachable"]
    definition["flows"]["callback"]["start"] = "nowhere"
    assert [it[1] for it in faults_of(definition)] == ["unknown_step", "missing_translation"]


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
