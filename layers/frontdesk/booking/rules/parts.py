"""A timetable in parts: whoever changes one of them says nothing about the others. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Plain = Mapping[str, Any]

_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]|\['([^']*)'\]")


class Part(StrEnum):
    """What a clinic changes at once. Of all but the terms there are several, each with an id."""

    TERMS = "terms"
    TIME_TYPES = "time_types"
    RESOURCES = "resources"
    SCHEDULES = "schedules"
    ABSENCES = "absences"
    HOLIDAYS = "holidays"


LISTED = frozenset({Part.TIME_TYPES, Part.RESOURCES, Part.SCHEDULES, Part.ABSENCES})
OF_TERMS = ("terms", "offered", "shown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in a timetable something is: in which part, and what of it, `week.0.opens`; empty for all of it."""

    part: Part
    id: str
    name: str


def part_of(said: Plain, part: Part, part_id: str) -> dict[str, Any] | None:
    """The part as it is written, None where there is none of that id. The holidays of a location are its `days`."""
    if part is Part.TERMS:
        return {name: said[name] for name in OF_TERMS if name in said} or None
    if part is Part.HOLIDAYS:
        days = said.get(part, {}).get(part_id)
        return None if days is None else {"days": list(days)}
    return next((dict(it) for it in said.get(part, ()) if it["id"] == part_id), None)


def with_part(said: Plain, part: Part, part_id: str, new: Plain | None) -> dict[str, Any]:
    """The timetable with the part in place of the one of that id, or as its last one; without it where it is None."""
    if part is Part.TERMS:
        return {**said, **(new or {})}
    if part is Part.HOLIDAYS:
        others = {at: days for at, days in said.get(part, {}).items() if at != part_id}
        return {**said, part.value: others | ({part_id: new["days"]} if new and new["days"] else {})}
    changed = [new if it["id"] == part_id else it for it in said.get(part, ())]
    if new is not None and new not in changed:
        changed.append(new)
    return {**said, part.value: [it for it in changed if it is not None]}


def spot_of(said: Plain, pointer: str) -> Spot:
    """Where a fault of this timetable is; what belongs to no part is told with the terms."""
    steps = [name or number or quoted for name, number, quoted in _STEP.findall(pointer)]
    first = steps[0] if steps else ""
    if first == Part.HOLIDAYS:
        return Spot(part=Part.HOLIDAYS, id=steps[1] if len(steps) > 1 else "", name=_name("days", *steps[2:]))
    if first not in LISTED:
        return Spot(part=Part.TERMS, id="", name=_name(*steps))
    part, which = Part(first), steps[1] if len(steps) > 1 else ""
    listed = said.get(part, ())
    if which.isdecimal() and int(which) < len(listed):
        which = listed[int(which)]["id"]
    return Spot(part=part, id=which, name=_name(*steps[2:]))


def _name(*steps: str) -> str:
    return ".".join(steps)
