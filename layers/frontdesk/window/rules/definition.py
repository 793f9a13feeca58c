"""Whether a release may be published: its form, and that every way through it leads on. Pure.

This is the thin check of the first slice: JSON Schema, references, required languages, no endless way.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

from frontdesk.kernel.errors import FieldError
from frontdesk.window.actions import available, find
from frontdesk.window.rules.engine import ways


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


def why_not_publish(definition: object) -> tuple[FieldError, ...]:
    """Everything that is wrong with a definition, each at its path; empty when it may be published."""
    found = Draft202012Validator(release_schema()).iter_errors(definition)
    errors = tuple(FieldError(pointer=it.json_path, code=f"schema_{it.validator}") for it in found)
    if errors or not isinstance(definition, Mapping):
        return errors
    return (*_dangling(definition), *_untranslated(definition), *_endless(definition))


def _dangling(definition: Mapping[str, Any]) -> Iterator[FieldError]:
    flows, locations = definition["flows"], definition["locations"]
    for name, flow in flows.items():
        if flow["start"] not in flow["steps"]:
            yield FieldError(f"$.flows.{name}.start", "unknown_step")
        for location in flow["locations"]:
            if location not in locations:
                yield FieldError(f"$.flows.{name}.locations", "unknown_location")
        for step, asked in flow["steps"].items():
            if {"when", "at"} & asked["then"][-1].keys():
                yield FieldError(f"$.flows.{name}.steps.{step}", "no_else")
    for flow, step, case in ways(definition):
        if not _leads_somewhere(flows, flow, case):
            yield FieldError(f"$.flows.{flow}.steps.{step}", "unknown_step")


def _leads_somewhere(flows: Mapping[str, Any], flow: str, case: Mapping[str, Any]) -> bool:
    if "go" in case:
        return case["go"] in flows[flow]["steps"]
    if "run" not in case:
        return True
    target = flows.get(case["run"]["flow"])
    return target is not None and case["run"].get("step", target["start"]) in target["steps"]


def _untranslated(said: Any, path: str = "$", required: frozenset[str] | None = None) -> Iterator[FieldError]:  # noqa: ANN401
    if isinstance(said, list):
        for index, it in enumerate(said):
            yield from _untranslated(it, f"{path}[{index}]", required)
    if not isinstance(said, Mapping):
        return
    if required is None:
        required = frozenset(said["languages"]["required"])
    for name, it in said.items():
        if name in {"text", "label", "hint", "intro", "greeting", "ask_location"} and isinstance(it, Mapping):
            inner = it.get("text") if isinstance(it.get("text"), Mapping) else None
            if inner is None and required - it.keys():
                yield FieldError(f"{path}.{name}", "missing_translation")
        yield from _untranslated(it, f"{path}.{name}", required)


def _endless(definition: Mapping[str, Any]) -> Iterator[FieldError]:
    flows = definition["flows"]
    ahead: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for flow, step, case in ways(definition):
        targets = ahead.setdefault((flow, step), set())
        if "go" in case:
            targets.add((flow, case["go"]))
        elif "run" in case and case["run"]["flow"] in flows:
            target = case["run"]["flow"]
            targets.add((target, case["run"].get("step", flows[target]["start"])))
    for start, nearest in ahead.items():
        seen, to_see = set(), list(nearest)
        while to_see:
            place = to_see.pop()
            if place not in seen:
                seen.add(place)
                to_see.extend(ahead.get(place, ()))
        if start in seen:
            yield FieldError(f"$.flows.{start[0]}.steps.{start[1]}", "loop")
