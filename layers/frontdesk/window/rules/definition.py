"""Whether a release may be published: every patient at every location is helped, or told how, in every language. Pure.

First what the JSON Schema says; then whether what is named is there, and every text in every language; then every way
is walked; then the clinic's own tests are tried. Each stage needs the one before.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from copy import deepcopy
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, ValidationError

from frontdesk.catalogue.model import Catalogue
from frontdesk.window.actions import available, find
from frontdesk.window.model.plan import Plan
from frontdesk.window.model.releases import Fault
from frontdesk.window.rules.proof.references import faults_of_answers, faults_of_dates, faults_of_references
from frontdesk.window.rules.proof.ways import faults_of_ways
from frontdesk.window.rules.proof.words import faults_of_words
from frontdesk.window.rules.trial import faults_of_tests


@cache
def release_schema() -> Mapping[str, Any]:
    """The JSON Schema of a release; what each action may be told is the action's own `SETTINGS`."""
    schema: dict[str, Any] = json.loads(
        (files("frontdesk.window") / "release.schema.json").read_text("utf-8")
    )
    do = schema["$defs"]["case"]["properties"]["do"]
    do["properties"] = {name: find(name).SETTINGS for name in available()}
    do["additionalProperties"] = False
    return schema


def why_not_publish(
    definition: object, *, catalogue: Catalogue, trusted: Collection[str] = ()
) -> tuple[Fault, ...]:
    """Everything wrong with a definition, each at its path and with the way there; empty if it may be published.

    `trusted` are origins that count as secure without https: the stand-ins of one machine.
    """
    untranslated: tuple[Fault, ...] = ()
    if not _fits_in_all_languages(definition):
        faults = _once(_faults_of_form(definition))
        if faults or not isinstance(definition, Mapping):
            return faults
        untranslated = _once(faults_of_words(definition))
    assert isinstance(definition, Mapping), "only an object fits"
    if faults := _once(faults_of_dates(definition)):
        return faults
    plan = Plan.read(definition)
    named = _once([*faults_of_answers(definition), *faults_of_references(plan, catalogue, trusted)])
    if named:
        return (*named, *untranslated)
    walked = _once(faults_of_ways(plan, frozenset(trusted)))
    if walked:
        return (*untranslated, *walked)
    return (*untranslated, *_once(faults_of_tests(plan, catalogue)))


def _fits_in_all_languages(definition: object) -> bool:
    """Whether it fits the schema, and every text is there in every required language: what nearly all do."""
    match definition:
        case {"languages": {"required": [*tags]}} if all(isinstance(tag, str) for tag in tags):
            if len(set(tags)) < len(tags):  # no schema can require a word twice
                return False
            return _verdict(tuple(tags)).is_valid(definition)
    return False


@cache
def _reasons() -> Draft202012Validator:
    return Draft202012Validator(release_schema())


@lru_cache(maxsize=16)
def _verdict(required: tuple[str, ...]) -> jsonschema_rs.Draft202012Validator:
    """The schema compiled, with every text in the languages: a yes costs a hundredth of what reasons cost.

    The reasons for a no are left to jsonschema, and to who looks for the missing texts.
    """
    schema = deepcopy(dict(release_schema()))
    schema["$defs"]["text"]["required"] = list(required)
    return jsonschema_rs.Draft202012Validator(schema)


def _faults_of_form(definition: object) -> Iterable[Fault]:
    for error in _reasons().iter_errors(definition):
        yield from _unavailable(error) or [Fault(error.json_path, f"schema_{error.validator}")]


def _unavailable(error: ValidationError) -> list[Fault]:
    """An action that nobody has is more than a word too many: it is said by its name."""
    actions = error.instance
    if error.validator != "additionalProperties" or not error.path or error.path[-1] != "do":
        return []
    assert isinstance(actions, Mapping), "only an object has properties"
    missing = sorted(name for name in actions if name not in available())
    return [Fault(error.json_path, "unavailable_action", (name,)) for name in missing]


def _once(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(dict.fromkeys(faults))
