"""What one definition does otherwise than another, said as an administrator thinks of it. Pure.

Both may be anything that is JSON: drafts are compared before they are right. Nothing is lost: what no rule knows is
compared as a whole, and a comparison that finds nothing between unlike values says that they differ.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from frontdesk.window.rules.comparing import (
    NOTHING,
    Change,
    Named,
    Place,
    as_list,
    compared,
    like,
    moved,
    named,
    present,
    record,
    settings,
    text,
    value,
    written,
)

__all__ = ["Change", "Named", "differences"]

CONDITION = ("when", "at")


def differences(before: object, after: object) -> tuple[Change, ...]:
    """Every change that leads from one to the other, each once; none when they say the same."""
    return tuple(compared(_DEFINITION, Place(), before, after))


def _cases(place: Place, before: object, after: object) -> Iterator[Change]:
    """Cases have no names: the same ones are found first, then those with the same condition, then the same outcome."""
    if not like(list, before, after) or not all(
        isinstance(it, Mapping) for it in [*as_list(before), *as_list(after)]
    ):
        yield place.change(before, after)
        return
    one, two = as_list(before), as_list(after)
    pairs = _pairs(one, two)
    for index, case in enumerate(one):
        if index not in pairs:
            yield place.at("case", str(index + 1), None).change(case, NOTHING, "case_removed")
    known = {theirs: ours for ours, theirs in pairs.items()}
    for index, case in enumerate(two):
        here = place.at("case", str(index + 1), None)
        if index in known:
            yield from compared(_case, here, one[known[index]], case)
        else:
            yield here.change(NOTHING, case, "case_added")
    for index in moved([pairs[it] for it in sorted(pairs)], sorted(known)):
        yield place.at("case", str(index + 1), None).change(known[index] + 1, index + 1, "case_moved")


def _case(place: Place, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    yield from value()(place.of("condition"), _condition(before), _condition(after))
    one, two = _outcome(before), _outcome(after)
    if _action(one) is not None and _action(one) == _action(two):
        for name in one["do"]:
            yield from compared(settings, place, one["do"][name], two["do"][name])
    else:
        yield from value()(place.of("outcome"), one, two)


def _pairs(one: Sequence[Mapping[str, Any]], two: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Which case became which, by their places."""
    pairs: dict[int, int] = {}
    alike: tuple[Callable[[Mapping[str, Any]], object], ...] = (dict, _condition, _outcome)
    for part in alike:
        free: dict[str, list[int]] = {}
        for index, case in enumerate(two):
            if index not in pairs.values():
                free.setdefault(written(part(case)), []).append(index)
        for index, case in enumerate(one):
            if index not in pairs and (places := free.get(written(part(case)))):
                pairs[index] = places.pop(0)
    return pairs


def _condition(case: Mapping[str, Any]) -> dict[str, Any]:
    return {name: case[name] for name in CONDITION if name in case}


def _outcome(case: Mapping[str, Any]) -> dict[str, Any]:
    return {name: it for name, it in case.items() if name not in CONDITION}


def _action(outcome: Mapping[str, Any]) -> str | None:
    """The name of the only action, where the outcome is one."""
    match outcome:
        case {"do": dict(do), **others} if len(do) == 1 and not others:
            return str(next(iter(do)))
    return None


_WHERE = {"locations": value("released_at")}
_OPTION = record({"label": text, "hint": text}, value())
_ASK = record({"text": text, "options": named("option", _OPTION, "value")}, value())
_STEP = record({"ask": present("question", _ASK), "then": _cases}, value())
_FLOW = record(
    {
        **_WHERE,
        "label": text,
        "closed": text,
        "valid": value("validity_changed"),
        "hours": value("hours_changed"),
        "steps": named("step", _STEP),
    },
    value(),
)
_SERVICE = record({**_WHERE, "label": text, "hint": text, "then": _cases}, value())
_DOWNLOAD = record({**_WHERE, "title": text, "description": text, "files": named("file", value())}, value())
_LANGUAGES = {"default": value("language_default"), "required": value("language_required")}
_DEFINITION = record(
    {
        "languages": record(_LANGUAGES, value()),
        "greeting": text,
        "ask_location": text,
        "locations": named("location", record({"label": text}, value())),
        "embed_origins": named("embed_origin", value(), ""),
        "services": named("service", _SERVICE),
        "downloads": named("download", _DOWNLOAD),
        "flows": named("flow", _FLOW),
        "tests": named("test", record({}, value()), "title"),
    },
    value(),
)
