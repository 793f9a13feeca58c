"""The plans of a clinic as plain JSON: how their record and the console's API write them."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from frontdesk.kernel.ids import LocationId, TimeTypeId
from frontdesk.kernel.language import parse_text
from frontdesk.messaging.model import Kind
from frontdesk.reminders.model import Offset
from frontdesk.reminders.model.plans import Plan, Plans, Scope

Json = dict[str, Any]


def write_plans(it: Plans) -> list[Json]:
    """One entry for each scope."""
    return [write_plan(scope, plan) for scope, plan in it.by_scope.items()]


def write_plan(scope: Scope, it: Plan) -> Json:
    return {
        "location": scope.location_id,
        "time_type": scope.time_type_id,
        "offsets": [_write_offset(one) for one in it.offsets],
        "kinds": [one.value for one in it.kinds],
        "asks": it.asks,
        "for_new": {language.value: words for language, words in it.for_new.items()},
        "form": it.form,
    }


def read_plans(said: list[Mapping[str, Any]], *, changed_at: datetime | None, version: int) -> Plans:
    return Plans(
        by_scope={scope_of(one): _read_plan(one) for one in said}, changed_at=changed_at, version=version
    )


def scope_of(said: Mapping[str, Any]) -> Scope:
    at, of = said.get("location"), said.get("time_type")
    return Scope(LocationId(at) if at else None, TimeTypeId(of) if of else None)


def _read_plan(said: Mapping[str, Any]) -> Plan:
    return Plan(
        offsets=tuple(_read_offset(one) for one in said["offsets"]),
        kinds=tuple(Kind(one) for one in said.get("kinds", ())),
        asks=said.get("asks", True),
        for_new=parse_text(said.get("for_new", {})),
        form=said.get("form", ""),
    )


def _write_offset(it: Offset) -> Json:
    return {"hours": it.count} if it.at is None else {"days": it.count, "at": f"{it.at:%H:%M}"}


def _read_offset(said: Mapping[str, Any]) -> Offset:
    if "hours" in said:
        return Offset(said["hours"])
    return Offset(said["days"], time.fromisoformat(said["at"]))
