"""Whether a timetable may be laid down: what is named is there, every text in every language. Pure."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from frontdesk.booking.model.timetable import Block, ResourceKind, Schedule, Timetable, TimeType
from frontdesk.booking.model.timetable_written import read_timetable
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import LocationId
from frontdesk.kernel.language import Language, Text

MINUTES_AN_HOUR = 60


@cache
def timetable_schema() -> Mapping[str, Any]:
    """The JSON Schema of a timetable as it is written."""
    said: dict[str, Any] = json.loads(
        (files("frontdesk.booking") / "timetable.schema.json").read_text("utf-8")
    )
    return said


def faults_of(
    said: Mapping[str, Any], *, locations: Collection[LocationId], languages: Sequence[Language]
) -> tuple[FieldError, ...]:
    """Everything wrong with a timetable, each at its path; empty if it may be laid down."""
    misfits = sorted(_validator().iter_errors(said), key=lambda it: it.json_path)
    if misfits:
        return tuple(FieldError(it.json_path, f"schema_{it.validator}") for it in misfits)
    timetable = read_timetable(said)
    return (
        *_of_names(timetable),
        *_of_time_types(timetable, locations),
        *_of_schedules(timetable, locations),
        *_of_absences(timetable, locations),
        *_of_texts(timetable, languages),
    )


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(timetable_schema(), format_checker=FormatChecker(formats=["date"]))


def _of_names(timetable: Timetable) -> Iterator[FieldError]:
    for kind in ("time_types", "resources", "schedules", "absences"):
        seen: set[str] = set()
        for index, it in enumerate(getattr(timetable, kind)):
            if it.id in seen:
                yield FieldError(f"$.{kind}[{index}].id", "not_unique")
            seen.add(it.id)


def _of_time_types(timetable: Timetable, locations: Collection[LocationId]) -> Iterator[FieldError]:
    for index, it in enumerate(timetable.time_types):
        here = f"$.time_types[{index}]"
        if it.youngest is not None and it.oldest is not None and it.youngest > it.oldest:
            yield FieldError(f"{here}.oldest", "ages_backwards")
        yield from _unknown(it.moves_to, locations, f"{here}.moves_to", "unknown_location")


def _of_schedules(timetable: Timetable, locations: Collection[LocationId]) -> Iterator[FieldError]:
    performers = {it.id for it in timetable.resources if it.kind is ResourceKind.PERFORMER}
    rooms = {it.id for it in timetable.resources if it.kind is ResourceKind.ROOM}
    for index, it in enumerate(timetable.schedules):
        here = f"$.schedules[{index}]"
        if it.performer_id not in performers:
            yield FieldError(f"{here}.performer", "unknown_resource")
        if it.room_id is not None and it.room_id not in rooms:
            yield FieldError(f"{here}.room", "unknown_resource")
        if it.location_id not in locations:
            yield FieldError(f"{here}.location", "unknown_location")
        if it.valid_until is not None and it.valid_until < it.valid_from:
            yield FieldError(f"{here}.valid_until", "days_backwards")
        yield from _of_week(timetable, it, here)


def _of_week(timetable: Timetable, schedule: Schedule, here: str) -> Iterator[FieldError]:
    known = {it.id: it for it in timetable.time_types}
    for index, block in enumerate(schedule.week):
        at = f"{here}.week[{index}]"
        if block.closes <= block.opens:
            yield FieldError(f"{at}.closes", "hours_backwards")
            continue
        for number, name in enumerate(block.time_types):
            if name not in known:
                yield FieldError(f"{at}.time_types[{number}]", "unknown_time_type")
            elif not _fits(known[name], block):
                yield FieldError(f"{at}.time_types[{number}]", "block_too_short")


def _fits(time_type: TimeType, block: Block) -> bool:
    begins, ends = (it.hour * MINUTES_AN_HOUR + it.minute for it in (block.opens, block.closes))
    return time_type.lasts <= ends - begins


def _of_absences(timetable: Timetable, locations: Collection[LocationId]) -> Iterator[FieldError]:
    known = {it.id for it in timetable.resources}
    for index, it in enumerate(timetable.absences):
        if it.resource_id not in known:
            yield FieldError(f"$.absences[{index}].resource", "unknown_resource")
        if it.last_day < it.first_day:
            yield FieldError(f"$.absences[{index}].last_day", "days_backwards")
    yield from _unknown(timetable.holidays, locations, "$.holidays", "unknown_location")


def _of_texts(timetable: Timetable, languages: Sequence[Language]) -> Iterator[FieldError]:
    terms = timetable.terms
    texts: list[tuple[str, Text | None]] = [
        ("$.terms.booking", terms.booking),
        ("$.terms.moving", terms.moving),
        ("$.terms.cancelling", terms.cancelling),
    ]
    for index, it in enumerate(timetable.time_types):
        named = (("name", it.name), ("text", it.text), ("information", it.information))
        texts += [(f"$.time_types[{index}].{name}", text) for name, text in named]
    for path, text in texts:
        if text is not None and not set(languages) <= text.keys():
            yield FieldError(path, "missing_translation")


def _unknown(names: Iterable[str], known: Collection[str], path: str, code: str) -> Iterator[FieldError]:
    for name in sorted(names):
        if name not in known:
            yield FieldError(f"{path}.{name}", code)
