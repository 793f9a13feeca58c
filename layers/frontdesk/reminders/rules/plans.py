"""Which plan an appointment has, and what is wrong with one. Pure."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import time
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import LocationId, TimeTypeId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind
from frontdesk.reminders.model import Offset
from frontdesk.reminders.model.plans import USUAL, Plan, Plans, Scope, Send
from frontdesk.reminders.model.plans_written import read_plans, scope_of

THE_DAY_BEFORE = Offset(1, time(9))
BOTH = (Kind.SMS, Kind.EMAIL)


def plan_for(plans: Plans, location_id: LocationId, time_type_id: TimeTypeId) -> Plan:
    """The most particular one: of the type at the location, of the type, of the location, of the clinic.

    What a patient has to know before depends more on what is done than on where.
    """
    particular = (
        Scope(location_id, time_type_id),
        Scope(None, time_type_id),
        Scope(location_id, None),
        Scope(),
    )
    return next((plans.by_scope[it] for it in particular if it in plans.by_scope), USUAL)


def sends_of(plan: Plan, *, wished: bool, reached: Collection[Kind] = BOTH) -> tuple[Send, ...]:
    """What is sent before an appointment; `wished`: the patient wants to be reminded the day before, by mail and SMS.

    The wish takes the place of what the plan has for that day: nobody is told twice by the same kind.
    """
    if not wished:
        return tuple(Send(it, plan.kinds) for it in plan.offsets)
    the_day_before = next(
        (it for it in plan.offsets if it.at is not None and it.count == THE_DAY_BEFORE.count), THE_DAY_BEFORE
    )
    others = tuple(Send(it, plan.kinds) for it in plan.offsets if it != the_day_before)
    return (*others, *(Send(the_day_before, (kind,)) for kind in BOTH if kind in reached))


@cache
def plans_schema() -> Mapping[str, Any]:
    """The JSON Schema of the plans as they are written."""
    said: dict[str, Any] = json.loads((files("frontdesk.reminders") / "plans.schema.json").read_text("utf-8"))
    return said


def faults_of(
    said: list[Mapping[str, Any]],
    *,
    locations: Collection[LocationId],
    time_types: Collection[TimeTypeId],
    languages: Sequence[Language],
) -> tuple[FieldError, ...]:
    """Everything wrong with the plans, each at its path; empty if they may be laid down."""
    misfits = sorted(Draft202012Validator(plans_schema()).iter_errors(said), key=lambda it: it.json_path)
    if misfits:
        return tuple(FieldError(it.json_path, f"schema_{it.validator}") for it in misfits)
    return tuple(_of_names(said, locations, time_types, languages))


def _of_names(
    said: list[Mapping[str, Any]],
    locations: Collection[LocationId],
    time_types: Collection[TimeTypeId],
    languages: Sequence[Language],
) -> Iterator[FieldError]:
    seen: set[Scope] = set()
    for index, one in enumerate(said):
        scope = scope_of(one)
        if scope in seen:
            yield FieldError(f"$[{index}]", "not_unique")
        seen.add(scope)
        if scope.location_id is not None and scope.location_id not in locations:
            yield FieldError(f"$[{index}].location", "unknown_location")
        if scope.time_type_id is not None and scope.time_type_id not in time_types:
            yield FieldError(f"$[{index}].time_type", "unknown_time_type")
        plan = read_plans([one], changed_at=None, version=0).by_scope[scope]
        if len(set(plan.offsets)) < len(plan.offsets):
            yield FieldError(f"$[{index}].offsets", "not_unique")
        if plan.for_new and set(languages) - set(plan.for_new):
            yield FieldError(f"$[{index}].for_new", "missing_translation")
    if Scope() not in seen:
        yield FieldError("$", "required")
