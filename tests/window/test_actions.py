"""Each action ends a conversation as its golden cases say: actions/<name>.json, what goes in and what comes out."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from frontdesk.kernel.language import Language, in_language
from frontdesk.window.actions import Scene, available, find
from frontdesk.window.actions.external import origin_of
from frontdesk.window.model.plan import Plan
from frontdesk.window.rules.definition import release_schema

from .builders import a_small_definition

GOLDEN = Path(__file__).parent / "actions"


def cases():
    for name in available():
        for number, case in enumerate(json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))):
            yield pytest.param(name, case, id=f"{name}-{number}")


@pytest.mark.parametrize(("name", "case"), list(cases()))
def test_an_action_does_what_its_golden_case_says(name, case):
    schema = {"$defs": release_schema()["$defs"], **find(name).SETTINGS}
    Draft202012Validator(schema).validate(case["settings"])
    plan, language = Plan.read(a_small_definition()), Language(case.get("language", "de"))
    found = find(name).faults(
        case["settings"], plan=plan, location=case.get("location", "mitte"), trusted=frozenset()
    )
    assert [[it.pointer, it.code] for it in found] == case.get("faults", [])
    if "outcome" in case:
        scene = Scene(
            say=lambda text: in_language(text, language, fallbacks=(Language.GERMAN, *Language)),
            language=language,
            default=Language.GERMAN,
            downloads=plan.downloads_at("mitte"),
        )
        outcome = asdict(find(name).perform(case["settings"], scene))
        assert json.loads(json.dumps(outcome)) == case["outcome"]


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://termine.example/nord?x=1#top", "https://termine.example"),
        ("https://Termine.Example:443/", "https://termine.example"),
        ("https://termine.example:8443/", "https://termine.example:8443"),
        ("http://localhost:8000/stand-in", "http://localhost:8000"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]"),
        ("javascript:alert(1)", None),
        (" https://termine.example", None),
        ("https://termine.example\\@evil.example", None),
        ("https://lindenhof@evil.example/", None),
        ("https://termine.example:port/", None),
        ("//termine.example/", None),
        ("https:///nord", None),
        ("data:text/html,hello", None),
    ],
)
def test_an_address_has_the_origin_a_browser_would_see_or_none(url, origin):
    assert origin_of(url) == origin
