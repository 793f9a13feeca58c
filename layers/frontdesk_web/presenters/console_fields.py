"""The fields of a form about the timetable: a part written into them, what was typed read back as a part.

A field is called what it is in the part, `week.0.opens`, so a fault finds its way to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Language, Words
from frontdesk_web.http import carried_number


class Control(StrEnum):
    LINE = "line"
    PARAGRAPH = "paragraph"
    NUMBER = "number"
    DAY = "day"
    CLOCK = "clock"
    DAYS = "days"
    ONE_OF = "one_of"
    WEEKDAY = "weekday"
    SEVERAL_OF = "several_of"
    YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    label: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`group` is the heading that it stands under, `tongue` the language of what is written into it."""

    name: str
    label: str
    control: Control
    group: str = ""
    hint: str = ""
    options: tuple[Option, ...] = ()
    required: bool = True
    tongue: Language | None = None
    most: int | None = None


Typed = Mapping[str, str]


def typed_of(fields: Sequence[Field], part: Mapping[str, Any]) -> dict[str, str]:
    """The part as somebody would have typed it."""
    typed: dict[str, str] = {}
    for field in fields:
        value = _got(part, field.name)
        if field.control is Control.SEVERAL_OF:
            typed |= {f"{field.name}.{one}": "1" for one in value or ()}
        elif field.control is Control.YES:
            typed |= {field.name: "1"} if value else {}
        elif field.control is Control.DAYS:
            typed[field.name] = "\n".join(value or ())
        else:
            typed[field.name] = "" if value is None else str(value)
    return typed


def part_typed(fields: Sequence[Field], typed: Typed) -> dict[str, Any]:
    """The part that was typed. What cannot be read stays as it was typed: it is a fault at its place."""
    part: dict[str, Any] = {}
    for field in fields:
        if field.tongue is None:
            _put(part, field.name, _value(field, typed))
        elif written := typed.get(field.name, "").strip():
            _put(part, field.name, written)
        elif field.required:
            _put(part, field.name.rpartition(".")[0], {})
    return {name: _listed(value) for name, value in part.items()}


def at_fields(fields: Sequence[Field], typed: Typed, faults: Sequence[FieldError]) -> list[FieldError]:
    """The faults of a part at its fields, by their names; what is empty is missing, whatever else may be wrong."""
    found: dict[str, FieldError] = {}
    for fault in faults:
        field = _field_of(fields, typed, fault.pointer)
        name = field.name if field else fault.pointer
        found.setdefault(name, FieldError(name, _code(fault.code, field, typed)))
    return list(found.values())


def _field_of(fields: Sequence[Field], typed: Typed, pointer: str) -> Field | None:
    """The field of that name or around it, else the first in it, an empty one before others."""
    around = [it for it in fields if f"{pointer}.".startswith(f"{it.name}.")]
    if around:
        return max(around, key=lambda it: len(it.name))
    within = [it for it in fields if it.name.startswith(f"{pointer}.")]
    return min(within, key=lambda it: bool(typed.get(it.name, "").strip()), default=None)


def _code(code: str, field: Field | None, typed: Typed) -> str:
    if not code.startswith("schema_") or field is None:
        return "as_noted" if code.startswith("schema_") else code
    if field.control is Control.SEVERAL_OF:
        return "choose_one"
    return "as_noted" if typed.get(field.name, "").strip() else "required"


def _value(field: Field, typed: Typed) -> Any:  # noqa: ANN401  # plain JSON
    written = typed.get(field.name, "").strip()
    match field.control:
        case Control.SEVERAL_OF:
            return [it.value for it in field.options if f"{field.name}.{it.value}" in typed]
        case Control.YES:
            return field.name in typed
        case Control.DAYS:
            return sorted(set(written.split()))
        case Control.NUMBER | Control.WEEKDAY if (number := carried_number(written)) is not None:
            return number
    return written if written or field.required else None


def _got(part: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401  # plain JSON
    value: Any = part
    for step in name.split("."):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def _put(part: dict[str, Any], name: str, value: object) -> None:
    *steps, last = name.split(".")
    for step in steps:
        part = part.setdefault(step, {})
    part.setdefault(last, value)


def _listed(value: Any) -> Any:  # noqa: ANN401  # plain JSON
    """Numbered things as the list that they are."""
    if not isinstance(value, dict):
        return value
    if value and all(it.isdecimal() for it in value):
        return list(value.values())
    return {name: _listed(it) for name, it in value.items()}
