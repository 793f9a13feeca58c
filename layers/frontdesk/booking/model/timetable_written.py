"""A timetable as plain JSON: how its record, the seeds and the console's API write it."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from frontdesk.booking.model.timetable import (
    Absence,
    Block,
    BookableBy,
    Coverage,
    Known,
    Limit,
    Reason,
    Resource,
    ResourceKind,
    Schedule,
    StaffBooked,
    Terms,
    Timetable,
    TimeType,
    Unit,
)
from frontdesk.kernel.ids import LocationId, ResourceId, ScheduleId, TimeTypeId
from frontdesk.kernel.language import Text, parse_text

Plain = dict[str, Any]
TEXTS = ("text", "information")
NUMBERS = ("lasts", "before", "after", "lead_minutes", "horizon_days", "capacity")


def write_timetable(it: Timetable) -> Plain:
    return {
        "terms": {name: _text(getattr(it.terms, name)) for name in ("booking", "moving", "cancelling")},
        "offered": it.offered,
        "shown": it.shown,
        "time_types": [_write_time_type(one) for one in it.time_types],
        "resources": [
            {"id": one.id, "kind": one.kind.value, "name": one.name, "title": one.title}
            for one in it.resources
        ],
        "schedules": [_write_schedule(one) for one in it.schedules],
        "absences": [
            {
                "id": one.id,
                "resource": one.resource_id,
                "first_day": one.first_day.isoformat(),
                "last_day": one.last_day.isoformat(),
            }
            for one in it.absences
        ],
        "holidays": {at: sorted(day.isoformat() for day in days) for at, days in it.holidays.items()},
    }


def read_timetable(said: Mapping[str, Any]) -> Timetable:
    return Timetable(
        terms=Terms(**{name: parse_text(words) for name, words in said["terms"].items()}),
        offered=said.get("offered", True),
        shown=said.get("shown", True),
        time_types=tuple(_read_time_type(one) for one in said.get("time_types", ())),
        resources=tuple(
            Resource(
                id=ResourceId(one["id"]),
                kind=ResourceKind(one["kind"]),
                name=one["name"],
                title=one.get("title", ""),
            )
            for one in said.get("resources", ())
        ),
        schedules=tuple(_read_schedule(one) for one in said.get("schedules", ())),
        absences=tuple(
            Absence(
                id=one["id"],
                resource_id=ResourceId(one["resource"]),
                first_day=date.fromisoformat(one["first_day"]),
                last_day=date.fromisoformat(one["last_day"]),
            )
            for one in said.get("absences", ())
        ),
        holidays={
            LocationId(at): frozenset(date.fromisoformat(day) for day in days)
            for at, days in said.get("holidays", {}).items()
        },
    )


def _write_time_type(it: TimeType) -> Plain:
    texts = {name: _text(words) for name in TEXTS if (words := getattr(it, name)) is not None}
    return {
        "id": it.id,
        "name": _text(it.name),
        **texts,
        **{name: getattr(it, name) for name in NUMBERS},
        "bookable_by": it.bookable_by.value,
        "staff_booked": {name: getattr(it.staff_booked, name) for name in ("seen", "cancelled", "moved")},
        "reason": it.reason.value,
        "youngest": it.youngest,
        "oldest": it.oldest,
        "known": it.known.value,
        "coverages": sorted(it.coverages),
        "cancel_limit": {"amount": it.cancel_limit.amount, "unit": it.cancel_limit.unit.value},
        "move_limit": {"amount": it.move_limit.amount, "unit": it.move_limit.unit.value},
        "moves_to": sorted(it.moves_to),
    }


def _read_time_type(said: Mapping[str, Any]) -> TimeType:
    given: dict[str, Any] = {name: said[name] for name in NUMBERS if name in said}
    given |= {name: parse_text(said[name]) for name in TEXTS if name in said}
    given |= {name: said[name] for name in ("youngest", "oldest") if name in said}
    for name in ("cancel_limit", "move_limit"):
        if name in said:
            given[name] = Limit(said[name]["amount"], Unit(said[name].get("unit", Unit.HOURS)))
    if "coverages" in said:
        given["coverages"] = frozenset(Coverage(one) for one in said["coverages"])
    return TimeType(
        id=TimeTypeId(said["id"]),
        name=parse_text(said["name"]),
        bookable_by=BookableBy(said.get("bookable_by", BookableBy.PATIENTS)),
        staff_booked=StaffBooked(**said.get("staff_booked", {})),
        reason=Reason(said.get("reason", Reason.NONE)),
        known=Known(said.get("known", Known.EVERYBODY)),
        moves_to=frozenset(LocationId(one) for one in said.get("moves_to", ())),
        **given,
    )


def _write_schedule(it: Schedule) -> Plain:
    return {
        "id": it.id,
        "performer": it.performer_id,
        "location": it.location_id,
        "room": it.room_id,
        "valid_from": it.valid_from.isoformat(),
        "valid_until": it.valid_until and it.valid_until.isoformat(),
        "week": [
            {
                "weekday": block.weekday,
                "opens": block.opens.isoformat("minutes"),
                "closes": block.closes.isoformat("minutes"),
                "time_types": list(block.time_types),
                "every": block.every,
            }
            for block in it.week
        ],
    }


def _read_schedule(said: Mapping[str, Any]) -> Schedule:
    until, room = said.get("valid_until"), said.get("room")
    return Schedule(
        id=ScheduleId(said["id"]),
        performer_id=ResourceId(said["performer"]),
        location_id=LocationId(said["location"]),
        room_id=room and ResourceId(room),
        valid_from=date.fromisoformat(said["valid_from"]),
        valid_until=until and date.fromisoformat(until),
        week=tuple(
            Block(
                weekday=block["weekday"],
                opens=time.fromisoformat(block["opens"]),
                closes=time.fromisoformat(block["closes"]),
                time_types=tuple(TimeTypeId(one) for one in block["time_types"]),
                every=block.get("every"),
            )
            for block in said["week"]
        ),
    )


def _text(words: Text) -> dict[str, str]:
    return {language.value: text for language, text in words.items()}
