"""Each action ends a conversation as its golden cases say: actions/<name>.json, settings and language to outcome."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from frontdesk.kernel.language import Language, in_language, parse_text
from frontdesk.window.actions import available, find
from frontdesk.window.rules.definition import release_schema

GOLDEN = Path(__file__).parent / "actions"


def cases():
    for name in available():
        for number, case in enumerate(json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))):
            yield pytest.param(name, case, id=f"{name}-{number}")


@pytest.mark.parametrize(("name", "case"), list(cases()))
def test_an_action_does_what_its_golden_case_says(name, case):
    schema = {"$defs": release_schema()["$defs"], **find(name).SETTINGS}
    Draft202012Validator(schema).validate(case["settings"])
    language = Language(case["language"])

    def say(text):
        return in_language(parse_text(text), language, fallbacks=(Language.GERMAN, *Language))

    outcome = asdict(find(name).perform(case["settings"], say))
    assert json.loads(json.dumps(outcome)) == case["outcome"]
