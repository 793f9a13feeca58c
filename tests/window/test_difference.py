"""An administrator sees what is new, each thing once and nothing lost."""

import json
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.window.rules.difference import differences
from frontdesk.window.usecases.compare import compare
from tests.clinic import LINDENHOF, a_plain_definition

from .administration import Office, greeting

LEAFLET = {"name": "grippe.pdf", "type": "application/pdf", "size": 9, "sha256": "a" * 64}


def text(words):
    return {"de": words, "en": words}


def rich():
    """The demo practice's flows, with one of everything that a release can have."""
    definition = a_plain_definition()
    everywhere = ["mitte", "nord"]
    flow = definition["flows"]["prescription"]
    flow |= {
        "valid": {"from": "2026-10-01", "until": "2027-01-31"},
        "hours": {"0": [["08:00", "12:00"]], "2": [["08:00", "12:00"], ["14:00", "16:00"]]},
        "closed": text("Zu"),
    }
    definition["embed_origins"] = ["https://termine.example", "https://other.example"]
    definition["services"] = {
        "checkup": {"label": text("Vorsorge"), "hint": text("Einmal im Jahr"), "locations": list(everywhere)},
        "wound": {
            "label": text("Wunde"),
            "locations": ["mitte"],
            "then": [{"when": {"known": "no"}, "run": {"flow": "appointment"}}],
        },
    }
    files = {"de": LEAFLET, "en": LEAFLET | {"name": "flu.pdf", "sha256": "b" * 64}}
    definition["downloads"] = {
        "flu": {"title": text("Grippe"), "locations": list(everywhere), "files": files}
    }
    definition["flows"]["online"] = {
        "title": "Online",
        "label": text("Online buchen"),
        "placement": "window",
        "locations": list(everywhere),
        "start": "hand_over",
        "steps": {
            "hand_over": {
                "then": [
                    {
                        "at": ["nord"],
                        "do": {
                            "external": {"url": "https://a.example", "mode": "embed", "label": text("Los")}
                        },
                    },
                    {"when": {"known": "no"}, "do": {"file": {"downloads": ["flu"], "text": text("Hier")}}},
                    {"run": {"flow": "appointment", "step": "say"}},
                ]
            }
        },
    }
    definition["tests"] = [
        {
            "title": "new patients",
            "flow": "prescription",
            "location": "nord",
            "answers": {"known": "no"},
            "expect": {"do": "message"},
        },
        {
            "title": "at night",
            "flow": "appointment",
            "location": "mitte",
            "at": "2026-11-24T22:00",
            "answers": {},
            "expect": {"do": "message", "says": "Zu"},
        },
    ]
    return definition


def changes(change, before=None):
    before = before or rich()
    after = deepcopy(before)
    change(after)
    return differences(before, after)


def told(found):
    return [
        (it.kind, "/".join(part.name for part in it.subject), it.attribute, it.language, it.before, it.after)
        for it in found
    ]


def put(*path, value):
    def change(definition):
        *way, last = path
        for name in way:
            definition = definition[name]
        definition[last] = value

    return change


# nothing is lost


def places(said, path=()):
    """Every place in JSON, from the inside out."""
    children = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for name, it in children:
        yield from places(it, (*path, name))
        yield (*path, name)


def at(said, path):
    for name in path:
        said = said[name]
    return said


IN_ORDER = {"flows", "services", "downloads", "locations", "steps", "files"}


def mutations(said):
    """(what, mutated) for every single mutation: another value, one more, one less, another order."""
    as_it_was = json.dumps(said)
    for path in places(said):
        *way, last = path
        for value in (None, 7, "other", {}, [], {"x": "y"}, {"de": "other"}):
            mutated = json.loads(as_it_was)
            at(mutated, way)[last] = value
            yield f"{path} = {value}", mutated
        mutated = json.loads(as_it_was)
        del at(mutated, way)[last]
        yield f"{path} deleted", mutated
        inner = at(said, path)
        if isinstance(inner, dict):
            mutated = json.loads(as_it_was)
            at(mutated, path)["added"] = "x"
            yield f"{path} + added", mutated
        if isinstance(inner, list) and len(inner) > 1:
            mutated = json.loads(as_it_was)
            at(mutated, path).reverse()
            yield f"{path} reversed", mutated
        if isinstance(inner, dict) and len(inner) > 1 and last in IN_ORDER:
            mutated = json.loads(as_it_was)
            at(mutated, way)[last] = dict(reversed(inner.items()))
            yield f"{path} reversed", mutated


def test_no_single_mutation_of_a_release_is_lost_or_told_twice():
    before = rich()
    as_it_was = json.dumps(before)
    for what, after in mutations(before):
        found = differences(before, after)
        if json.dumps(after) == as_it_was:
            assert found == (), what
            continue
        assert found, what
        keys = [
            (it.kind, tuple((part.kind, part.name) for part in it.subject), it.attribute, it.language)
            for it in found
        ]
        assert len(keys) == len(set(keys)), what


def leaves(said):
    return [path for path in places(said) if not isinstance(at(said, path), dict | list)]


def test_one_word_is_one_change():
    before = rich()
    for path in leaves(before):
        if path[-1] in {"value", "id"} or path[0] == "embed_origins" or path[0::2] == ("tests", "title"):
            continue  # names: another name is another thing
        found = changes(put(*path, value="other"), before)
        assert len(found) == 1, (path, told(found))


CONTAINERS = [
    "flows",
    "services",
    "downloads",
    "locations",
    "steps",
    "files",
    "tests",
    "options",
    "fields",
    "then",
]
NAMES = [
    "ask",
    "value",
    "id",
    "title",
    "label",
    "hint",
    "text",
    "de",
    "en",
    "when",
    "at",
    "go",
    "do",
    "message",
]
PLAIN = st.none() | st.booleans() | st.integers(-2, 2) | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    PLAIN | st.text("ab"),
    lambda it: (
        st.lists(it, max_size=4) | st.dictionaries(st.sampled_from(CONTAINERS + NAMES), it, max_size=4)
    ),
    max_leaves=20,
)


@given(JSON, JSON)
@settings(max_examples=200)
def test_whatever_is_json_can_be_compared(one, other):
    assert differences(one, one) == ()
    if json.dumps(one, sort_keys=True) != json.dumps(other, sort_keys=True):
        assert differences(one, other)
        assert differences(other, one)


def test_a_deep_draft_is_compared_too():
    deep = [1]
    for _ in range(300):
        deep = {"x": deep}
    assert changes(
        put("flows", "appointment", "steps", "say", "then", 0, "do", "message", "text", value=deep)
    )


def test_the_order_of_languages_says_nothing():
    turned = a_plain_definition()
    turned["greeting"] = dict(reversed(turned["greeting"].items()))
    assert differences(a_plain_definition(), turned) == ()


# as an administrator thinks of it


def test_a_text_changes_in_one_language():
    path = ("flows", "prescription", "steps", "insurance", "ask", "text", "de")
    [change] = changes(put(*path, value="Ihre Kasse?"))
    assert told([change]) == [
        ("text_changed", "prescription/insurance", "text", "de", "Wie sind Sie versichert?", "Ihre Kasse?")
    ]
    assert [(it.kind, it.label.get("de")) for it in change.subject] == [("flow", "Rezept"), ("step", None)]


def test_a_new_greeting_is_told_in_each_language_that_it_has():
    before = a_plain_definition()
    del before["greeting"]
    found = changes(put("greeting", value=text("Hallo")), before)
    assert told(found) == [
        ("text_changed", "", "greeting", "de", None, "Hallo"),
        ("text_changed", "", "greeting", "en", None, "Hallo"),
    ]


def test_flows_come_go_and_move_in_the_menu():
    def change(definition):
        flows = definition["flows"]
        del flows["appointment"]
        definition["flows"] = {"online": flows.pop("online"), **flows, "new": {"label": text("Neu")}}

    found = changes(change)
    assert [(it.kind, it.subject[0].name, it.subject[0].label["de"]) for it in found] == [
        ("flow_removed", "appointment", "Termin"),
        ("flow_added", "new", "Neu"),
        ("flow_moved", "online", "Online buchen"),
    ]
    assert (found[-1].before, found[-1].after) == (4, 1)


def test_one_flow_that_moves_to_the_top_is_one_move():
    def change(definition):
        turned = dict(reversed(definition["flows"].items()))
        definition["flows"] = turned

    before = rich()
    before["flows"] = dict(list(before["flows"].items())[:2])
    assert len(changes(change, before)) == 1


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("flows", "prescription", "locations"), ["nord"], ("released_at", "prescription")),
        (("flows", "prescription", "hours"), "location", ("hours_changed", "prescription")),
        (("flows", "prescription", "valid", "until"), "2027-02-01", ("validity_changed", "prescription")),
        (("flows", "prescription", "icon"), "heart", ("flow_changed", "prescription")),
        (("languages", "required"), ["de"], ("language_required", "")),
        (("languages", "default"), "en", ("language_default", "")),
        (("services", "wound", "then", 0, "run", "flow"), "online", ("case_changed", "wound/1")),
        (("services", "new"), {"label": text("Neu")}, ("service_added", "new")),
        (("downloads", "flu", "files", "en", "sha256"), "c" * 64, ("file_changed", "flu/en")),
        (("downloads", "flu", "files", "sv"), LEAFLET, ("file_added", "flu/sv")),
        (("tests", 0, "answers"), {}, ("test_changed", "new patients")),
        (("flows", "appointment", "steps", "more"), {"then": []}, ("step_added", "appointment/more")),
    ],
)
def test_every_part_of_a_release_has_its_own_kind_of_change(path, value, expected):
    [change] = changes(put(*path, value=value))
    assert (change.kind, "/".join(it.name for it in change.subject)) == expected


def test_a_file_that_was_replaced_is_one_change():
    other = {"name": "new.pdf", "type": "application/pdf", "size": 10, "sha256": "c" * 64}
    [change] = changes(put("downloads", "flu", "files", "de", value=other))
    assert (change.kind, change.before, change.after) == ("file_changed", LEAFLET, other)


def test_an_origin_that_may_be_embedded_is_added_or_removed():
    found = changes(put("embed_origins", value=["https://other.example", "https://new.example"]))
    assert [(it.kind, it.subject[0].name) for it in found] == [
        ("embed_origin_removed", "https://termine.example"),
        ("embed_origin_added", "https://new.example"),
    ]


def test_a_step_that_asks_no_more_is_one_change():
    def change(definition):
        del definition["flows"]["prescription"]["steps"]["insurance"]["ask"]

    assert [it.kind for it in changes(change)] == ["question_removed"]


def options(definition):
    return definition["flows"]["prescription"]["steps"]["been_here"]["ask"]["options"]


def test_options_come_go_and_move():
    added = changes(lambda it: options(it).append({"value": "unsure", "label": text("Unsicher")}))
    assert [(it.kind, it.subject[-1].label["de"]) for it in added] == [("option_added", "Unsicher")]
    assert [it.kind for it in changes(lambda it: options(it).pop())] == ["option_removed"]
    assert [it.kind for it in changes(lambda it: options(it).reverse())] == ["option_moved"]


# cases


def cases(definition):
    return definition["flows"]["online"]["steps"]["hand_over"]["then"]


def test_another_condition_is_one_change_of_its_case():
    [change] = changes(lambda it: cases(it)[0].update(at=["mitte"]))
    assert told([change]) == [
        ("case_changed", "online/hand_over/1", "condition", None, {"at": ["nord"]}, {"at": ["mitte"]})
    ]


def test_a_condition_that_falls_away_is_one_change():
    assert [it.attribute for it in changes(lambda it: cases(it)[1].pop("when"))] == ["condition"]


def test_another_end_is_one_change_of_its_case():
    [change] = changes(put("flows", "online", "steps", "hand_over", "then", 2, value={"go": "hand_over"}))
    assert (change.kind, change.attribute) == ("case_changed", "outcome")
    assert (change.before, change.after) == (
        {"run": {"flow": "appointment", "step": "say"}},
        {"go": "hand_over"},
    )


def test_a_setting_of_an_action_is_told_by_its_name():
    [change] = changes(lambda it: cases(it)[0]["do"]["external"].update(url="https://b.example"))
    assert told([change]) == [
        ("case_changed", "online/hand_over/1", "url", None, "https://a.example", "https://b.example")
    ]


def test_a_case_in_between_moves_no_other():
    new = {"when": {"known": "yes"}, "go": "hand_over"}
    [change] = changes(lambda it: cases(it).insert(1, new))
    assert (change.kind, change.subject[-1].name, change.after) == ("case_added", "2", new)
    [change] = changes(lambda it: cases(it).pop(0))
    assert (change.kind, change.subject[-1].name) == ("case_removed", "1")


def test_a_case_that_is_tried_earlier_is_moved():
    [change] = changes(lambda it: cases(it).insert(0, cases(it).pop(1)))
    assert (change.kind, sorted([change.before, change.after])) == ("case_moved", [1, 2])


def form(definition):
    for step in definition["flows"]["prescription"]["steps"].values():
        for case in step["then"]:
            if "request" in case.get("do", {}):
                return case["do"]["request"]
    raise AssertionError


def test_the_fields_of_a_form_are_told_by_name():
    fields = form(rich())["fields"]
    found = changes(
        lambda it: form(it)["fields"].append({"id": "dose", "type": "text", "label": text("Dosis")})
    )
    assert [(it.kind, it.subject[-1].label["de"]) for it in found] == [("field_added", "Dosis")]
    [change] = changes(lambda it: form(it)["fields"][0].update(required="maybe"))
    assert (change.kind, change.subject[-1].name, change.attribute) == (
        "field_changed",
        fields[0]["id"],
        "required",
    )


def test_another_consent_is_told():
    found = changes(lambda it: form(it)["consent"].update(version="2027-01", text={"de": "Neu"}))
    assert {it.attribute for it in found} == {"consent.version", "consent.text"}


# of what is stored


def test_a_draft_is_compared_with_what_is_live():
    office = Office()
    office.publish(a_plain_definition(), follows=0)
    office.publish(greeting("Moin!"), follows=1)
    draft = office.start("1")

    def kinds(before, after):
        found = compare(organisation_id=LINDENHOF, before=before, after=after, ports=office.ports)
        return [(it.kind, it.after) for it in found]

    assert kinds("1", "2") == kinds(draft.id, "live") == [("text_changed", "Moin!")]
    assert kinds("live", draft.id) == [("text_changed", a_plain_definition()["greeting"]["de"])]
    assert kinds("1", draft.id) == []


def test_before_the_first_publication_everything_is_new():
    office = Office()
    draft = office.start("empty")
    found = compare(organisation_id=LINDENHOF, before="live", after=draft.id, ports=office.ports)
    assert {"location_added", "language_required", "language_default"} <= {it.kind for it in found}
