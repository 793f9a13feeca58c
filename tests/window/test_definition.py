"""A release with a fault is not published; the fault is named with its path and with the way a patient gets there."""

from copy import deepcopy

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from benchmarks.releases import a_catalogue, a_large_definition
from frontdesk.window.rules import definition as rules
from frontdesk.window.rules.definition import release_schema, why_not_publish
from tests.clinic import a_definition, lindenhof

from .builders import a_small_definition, ask, flow, in_german, say
from .planting import faults_after, faults_of, steps, translate

APPOINTMENT = "$.flows.appointment.steps"


def external(it):
    return steps(it)["insurance"]["then"][1]["do"]["external"]


def no_else(it):
    steps(it)["insurance"]["then"].pop()
    steps(it).pop("service")
    it["services"].clear()
    it["flows"].pop("shots")


def two_flows_that_run_each_other(it):
    steps(it, "callback")["say"]["then"] = [{"run": {"flow": "shots"}}]
    it["flows"]["callback"]["locations"] = ["mitte"]


def a_flow_that_is_not_released_there(it):
    steps(it)["insurance"]["then"][0] = {
        "when": {"known": "no", "insurance": "statutory"},
        "run": {"flow": "shots"},
    }


def a_service_released_nowhere(it):
    it["services"]["wound"]["locations"] = []


def one_missing_translation(it):
    it["languages"]["required"] = ["de", "en"]
    translate(it)
    del steps(it)["service"]["then"][1]["do"]["message"]["text"]["en"]


def an_embed_origin_that_is_not_listed(it):
    external(it)["url"] = "https://evil.example/"


def a_shadowed_case(it):
    steps(it)["insurance"]["then"].insert(0, {"when": {"known": "no"}, **say("Nein")})


def an_insecure_link(it):
    external(it)["url"] = "http://termine.example/nord"


def a_script(it):
    external(it)["url"] = "javascript:alert(1)"


def too_many_steps(it):
    for flow_name in ("callback", "flu"):
        chain = {f"s{n}": {"then": [{"go": f"s{n + 1}"}]} for n in range(500)}
        it["flows"][flow_name].update(steps=chain | {"s500": {"then": [say("Ende")]}}, start="s0")


def too_many_steps_in_one_flow(it):
    chain = {f"s{n}": {"then": [{"go": f"s{n + 1}"}]} for n in range(1000)}
    it["flows"]["callback"].update(steps=chain | {"s1000": {"then": [say("Ende")]}}, start="s0")


NEW_STATUTORY = ("known=no", "insurance=statutory")
PLANTED = [
    (no_else, f"{APPOINTMENT}.insurance.then[1]", "no_else", ("appointment", "insurance")),
    (
        two_flows_that_run_each_other,
        "$.flows.callback.steps.say.then[0]",
        "loop",
        ("mitte", "appointment", "known=no", "insurance=private", "service=vaccination", "shots=call"),
    ),
    (
        a_flow_that_is_not_released_there,
        f"{APPOINTMENT}.insurance.then[0]",
        "not_released",
        ("nord", "appointment", *NEW_STATUTORY),
    ),
    (a_service_released_nowhere, "$.services.wound", "service_nowhere", ()),
    (
        one_missing_translation,
        f"{APPOINTMENT}.service.then[1].do.message.text",
        "missing_translation",
        ("en",),
    ),
    (
        an_embed_origin_that_is_not_listed,
        f"{APPOINTMENT}.insurance.then[1].do.external.url",
        "embed_origin_not_allowed",
        ("nord", "appointment", "known=no", "insurance=private"),
    ),
    (a_shadowed_case, f"{APPOINTMENT}.insurance.then[1]", "shadowed", NEW_STATUTORY),
    (
        an_insecure_link,
        f"{APPOINTMENT}.insurance.then[1].do.external.url",
        "insecure_url",
        ("nord", "appointment", "known=no", "insurance=private"),
    ),
    (
        a_script,
        f"{APPOINTMENT}.insurance.then[1].do.external.url",
        "insecure_url",
        ("nord", "appointment", "known=no", "insurance=private"),
    ),
    (too_many_steps, "$.flows", "too_many_steps", ()),
    (too_many_steps_in_one_flow, "$.flows.callback.steps", "schema_maxProperties", ()),
]
"""What nobody may publish: fault, path, code, way."""


@pytest.mark.requirement("S3", "N3", "N4")
@pytest.mark.parametrize(("plant", "pointer", "code", "way"), PLANTED)
def test_a_planted_fault_is_refused_with_the_path_and_the_way_there(plant, pointer, code, way):
    assert (pointer, code, way) in faults_after(plant)


def unknown_action(it):
    steps(it)["service"]["then"][1]["do"] = {"http": {"url": "https://x.example"}}


def a_step_nobody_reaches(it):
    steps(it)["lost"] = {"then": [say("Hier war nie jemand")]}


def a_flow_nobody_runs(it):
    it["services"]["vaccination"].pop("then")


def an_answer_nobody_can_give(it):
    steps(it)["insurance"]["then"][1]["when"]["known"] = "perhaps"


def a_menu_that_can_be_empty(it):
    for name in ("appointment", "callback"):
        it["flows"][name].update(valid={"from": "2026-01-01"}, closed=in_german("Zu"))


def a_day_that_no_calendar_has(it):
    it["flows"]["flu"]["valid"]["until"] = "2026-02-30"


def a_validity_that_ends_before_it_begins(it):
    it["flows"]["flu"]["valid"]["until"] = "2026-09-30"


def hours_that_overlap(it):
    it["flows"]["callback"]["hours"] = {"0": [["08:00", "12:00"], ["11:00", "13:00"]]}


def two_answers_of_one_value(it):
    steps(it)["known"]["ask"]["options"][1]["value"] = "yes"


def a_location_that_the_clinic_does_not_have(it):
    it["locations"]["sued"] = {"label": in_german("Süd")}


def a_case_for_nowhere(it):
    steps(it)["insurance"]["then"][1]["at"] = ["sued"]


def a_file_that_is_not_released_there(it):
    steps(it)["service"]["then"][1] = {"do": {"file": {"downloads": ["sheet"]}}}


def an_origin_that_is_none(it):
    it["embed_origins"] = ["https://termine.example/"]


def a_question_that_leads_back_to_itself(it):
    steps(it)["insurance"]["then"][0] = {
        "when": {"known": "no", "insurance": "statutory"},
        "go": "insurance",
    }


def no_text_for_closed_times(it):
    del it["flows"]["flu"]["closed"]


def a_test_that_the_flows_do_not_keep(it):
    test = {
        "title": "Neue nach Nord",
        "flow": "appointment",
        "location": "mitte",
        "answers": {"known": "no", "insurance": "statutory"},
        "expect": {"do": "external"},
    }
    it["tests"] = [test]


@pytest.mark.parametrize(
    ("plant", "pointer", "code"),
    [
        (unknown_action, f"{APPOINTMENT}.service.then[1].do", "unavailable_action"),
        (a_step_nobody_reaches, f"{APPOINTMENT}.lost", "unreachable"),
        (a_flow_nobody_runs, "$.flows.shots", "unreachable"),
        (an_answer_nobody_can_give, f"{APPOINTMENT}.insurance.then[1].when.known", "unknown_answer"),
        (a_menu_that_can_be_empty, "$.locations.nord", "nothing_offered"),
        (a_day_that_no_calendar_has, "$.flows.flu.valid.until", "invalid_date"),
        (a_validity_that_ends_before_it_begins, "$.flows.flu.valid.until", "never_valid"),
        (hours_that_overlap, "$.flows.callback.hours.0", "bad_hours"),
        (two_answers_of_one_value, f"{APPOINTMENT}.known.ask.options[0].value", "not_unique"),
        (a_location_that_the_clinic_does_not_have, "$.locations.sued", "unknown_location"),
        (a_case_for_nowhere, f"{APPOINTMENT}.insurance.then[1].at", "unknown_location"),
        (
            a_file_that_is_not_released_there,
            f"{APPOINTMENT}.service.then[1].do.file.downloads[0]",
            "download_not_released",
        ),
        (an_origin_that_is_none, "$.embed_origins[0]", "insecure_url"),
        (a_question_that_leads_back_to_itself, f"{APPOINTMENT}.insurance.then[0]", "loop"),
        (no_text_for_closed_times, "$.flows.flu", "schema_dependentRequired"),
        (a_test_that_the_flows_do_not_keep, "$.tests[0]", "test_failed"),
    ],
)
def test_other_faults_are_named_at_their_path(plant, pointer, code):
    assert (pointer, code) in [it[:2] for it in faults_after(plant)]


def test_a_failed_test_says_what_happened_instead():
    definition = a_small_definition()
    a_test_that_the_flows_do_not_keep(definition)
    [fault] = why_not_publish(definition, catalogue=lindenhof())
    assert fault.way == ("Neue nach Nord", "message", "Keine Termine")


@pytest.mark.parametrize("definition", [None, 1, "release", [], {}, {"frontdesk_release": "1.0"}])
def test_what_is_no_release_at_all_is_refused(definition):
    assert why_not_publish(definition, catalogue=lindenhof())


def test_a_language_that_is_required_twice_is_named():
    definition = a_small_definition()
    definition["languages"]["required"] = ["de", "de"]
    assert ("$.languages.required", "schema_uniqueItems", ()) in faults_of(definition)


def test_correct_releases_have_no_fault():
    assert faults_of(a_small_definition()) == []
    assert faults_of(a_definition()) == []
    assert why_not_publish(a_large_definition(), catalogue=a_catalogue()) == ()


@pytest.mark.parametrize("definition", [a_small_definition(), a_definition()], ids=["small", "demo"])
def test_nobody_looks_for_reasons_where_nothing_is_wrong(definition, monkeypatch):
    monkeypatch.setattr(rules, "_reasons", lambda: pytest.fail("a correct release takes the quick way"))
    assert faults_of(definition) == []


def test_a_stand_in_is_trusted_only_where_it_is_named():
    definition = a_small_definition()
    definition["embed_origins"] = ["http://localhost:8000"]
    external(definition)["url"] = "http://localhost:8000/stand-in/booking"
    assert {it[1] for it in faults_of(definition)} == {"insecure_url"}
    assert faults_of(definition, trusted=["http://localhost:8000"]) == []


def a_way_back_that_no_answer_can_follow(it):
    """The graph has a circle; nobody can walk it, for who comes back has answered."""
    steps(it)["known"] = {"then": [{"when": {"insurance": "private"}, "go": "service"}, {"go": "insurance"}]}
    steps(it)["insurance"]["then"] = [{"when": {"insurance": "private"}, "go": "known"}, {"go": "service"}]


def an_else_that_is_never_needed(it):
    both = [{"when": {"known": it}, "go": "insurance"} for it in ("yes", "no")]
    steps(it)["known"]["then"] = [*both, say("Nie")]


def every_location_with_a_case_of_its_own(it):
    steps(it, "callback")["say"]["then"] = [
        {"at": ["mitte"], **say("Mitte")},
        {"at": ["nord"], **say("Nord")},
        say("Nie"),
    ]


def a_flow_that_runs_another_only_where_that_is_released(it):
    steps(it)["insurance"]["then"].insert(0, {"at": ["mitte"], "run": {"flow": "shots"}})
    steps(it)["insurance"]["then"].insert(1, {"at": ["mitte"], "when": {"known": "no"}, **say("Nie")})
    del steps(it)["insurance"]["then"][1]


@pytest.mark.requirement("S3")
@pytest.mark.parametrize(
    "change",
    [
        a_way_back_that_no_answer_can_follow,
        an_else_that_is_never_needed,
        every_location_with_a_case_of_its_own,
    ],
)
def test_a_correct_release_is_never_refused(change):
    definition = a_small_definition()
    change(definition)
    assert faults_of(definition) == []


@st.composite
def correct_definitions(draw):
    """Flows of questions and ends in which every way leads on by construction: steps only lead to later ones."""
    definition = deepcopy(a_small_definition())
    del definition["services"], definition["flows"]["shots"], definition["downloads"]
    count = draw(st.integers(1, 6))
    made = {}
    for number in range(count):
        later = [f"s{n}" for n in range(number + 1, count)]
        leads = [say("Ende"), *({"go": it} for it in later)]
        cases = [draw(st.sampled_from(leads))]
        values = draw(st.lists(st.sampled_from("abcd"), min_size=1, unique=True))
        step = {"then": cases}
        if draw(st.booleans()):
            step["ask"] = ask(f"q{number}", *values)
            for value in draw(st.lists(st.sampled_from(values), unique=True)):
                cases.insert(0, {"when": {f"q{number}": value}, **draw(st.sampled_from(leads))})
        made[f"s{number}"] = step
    definition["flows"]["appointment"] = flow("Termin", ["mitte", "nord"], made)
    return definition


@settings(max_examples=150)
@given(correct_definitions())
def test_whatever_is_put_together_rightly_is_only_blamed_for_what_nobody_reaches(definition):
    found = faults_of(definition)
    assert {it[1] for it in found} <= {"unreachable"}
    for pointer, *_ in found:
        steps(definition).pop(pointer.rpartition(".")[2])
    assert faults_of(definition) == []


VALUES = st.none() | st.booleans() | st.integers(-1, 3) | st.text(max_size=3) | st.just({}) | st.just([])


def places(said, here=()):
    """Every place in a definition, as the keys that lead there."""
    for key, it in said.items() if isinstance(said, dict) else enumerate(said):
        yield (*here, key)
        if isinstance(it, dict | list):
            yield from places(it, (*here, key))


PLACES = list(places(a_small_definition()))


@settings(max_examples=300)
@given(st.sampled_from(PLACES), VALUES)
def test_the_quick_verdict_and_the_one_with_reasons_agree(place, value):
    definition = a_small_definition()
    inner = definition
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    quick = jsonschema_rs.Draft202012Validator(dict(release_schema())).is_valid(definition)
    assert quick is Draft202012Validator(release_schema()).is_valid(definition)
