"""A reminder rule as somebody types it, and what was typed as a rule."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Any

from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import TimeTypeId
from frontdesk.messaging.rules.wordings_of_recalls import FOR_RULES
from frontdesk.reminders.model.recalls import Care, Interval, Step, Unit, Way
from frontdesk.reminders.model.rulebook import (
    Condition,
    Logic,
    Operator,
    Rule,
    Rulebook,
    Topic,
    Trigger,
)
from frontdesk_web.http import carried_number
from frontdesk_web.presenters.console_recall_form import rows_of, steps_typed

NEW_RULE = "new"
STEP_ROWS, CONDITION_ROWS = 4, 3


def proposed() -> Rule:
    """What a new rule begins with: a vaccination, and a month to find a time."""
    return Rule(
        id=NEW_RULE,
        name="",
        trigger=Trigger.SERVICE,
        care=Care.VACCINATION,
        what="",
        due_after=Interval(1, Unit.YEARS),
        steps=(Step(30, time(9), Way.SMS),),
    )


def typed_of(rule: Rule) -> dict[str, str]:
    """The rule as somebody would have typed it."""
    typed = {
        "name": rule.name,
        "trigger": rule.trigger.value,
        "care": rule.care.value,
        "items": ", ".join(rule.items),
        "what": rule.what,
        "due.count": str(rule.due_after.count),
        "due.unit": rule.due_after.unit.value,
        "logic": rule.logic.value,
        "template": rule.template,
        "stop_after": str(rule.stop_after or ""),
        **({"active": "1"} if rule.active else {}),
        **{f"paused_by.{it}": "1" for it in rule.paused_by},
        **rows_of(rule.steps),
    }
    for row, it in enumerate(rule.conditions):
        typed |= {
            f"conditions.{row}.topic": it.topic.value,
            f"conditions.{row}.operator": it.operator.value,
            f"conditions.{row}.value": str(it.value),
        }
    return typed


def rule_typed(typed: Mapping[str, str], rule_id: str, types: Mapping[TimeTypeId, str]) -> Rule:
    """The rule that was typed; BadInput with each fault at its field."""
    steps, errors = steps_typed(typed, STEP_ROWS)
    conditions = _conditions(typed, errors)
    count, stop_after = (
        carried_number(typed.get("due.count", "").strip()),
        typed.get("stop_after", "").strip(),
    )
    for name in ("name", "what"):
        if not typed.get(name, "").strip():
            errors.append(FieldError(name, "required"))
    if count is None:
        errors.append(FieldError("due.count", "invalid_days"))
    if stop_after and carried_number(stop_after) is None:
        errors.append(FieldError("stop_after", "invalid_days"))
    if not steps and not any(it.pointer.startswith("steps") for it in errors):
        errors.append(FieldError("steps.0.days", "no_steps"))
    if errors:
        raise BadInput(errors)
    return Rule(
        id=rule_id,
        name=typed["name"].strip(),
        active="active" in typed,
        trigger=_one(Trigger, typed, "trigger"),
        items=tuple(filter(None, (it.strip() for it in typed.get("items", "").split(",")))),
        care=_one(Care, typed, "care"),
        what=typed["what"].strip(),
        due_after=Interval(count or 0, _one(Unit, typed, "due.unit")),
        steps=tuple(steps),
        logic=_one(Logic, typed, "logic"),
        conditions=conditions,
        internal=all(it.way is Way.CALL for it in steps),
        template=typed.get("template", FOR_RULES[0]),
        paused_by=tuple(it for it in types if f"paused_by.{it}" in typed),
        stop_after=carried_number(stop_after) or 0,
    )


def with_rule(book: Rulebook, rule: Rule) -> Rulebook:
    """The rules with this one in its place, else at the end."""
    if book.rule(rule.id) is None:
        return replace(book, rules=(*book.rules, rule))
    return replace(book, rules=tuple(rule if it.id == rule.id else it for it in book.rules))


def at_fields(errors: Sequence[FieldError]) -> list[FieldError]:
    """Faults of the rules as they are written, at the fields of the form: `$.rules[3].steps[0].at` is `steps.0.at`."""
    found = []
    for it in errors:
        path = re.sub(r"^\$\.rules\[\d+\]\.?", "", it.pointer)
        path = re.sub(r"\[(\d+)\]", r".\1", path).replace("due_after", "due").replace("days_before", "days")
        path = re.sub(r"^(items|paused_by)\..*", r"\1", path)
        found.append(FieldError(path, "as_noted" if it.code.startswith("schema_") else it.code))
    return found


def _conditions(typed: Mapping[str, str], errors: list[FieldError]) -> tuple[Condition, ...]:
    found = []
    for row in range(CONDITION_ROWS):
        name = f"conditions.{row}"
        value = " ".join(typed.get(f"{name}.value", "").split())
        if not value:
            continue
        topic = _one(Topic, typed, f"{name}.topic")
        operator = _one(Operator, typed, f"{name}.operator")
        number = carried_number(value)
        if topic not in (Topic.ITEM, Topic.DIAGNOSIS) and number is None:
            errors.append(FieldError(f"{name}.value", "invalid_number"))
            continue
        said = value if topic in (Topic.ITEM, Topic.DIAGNOSIS) or number is None else number
        found.append(Condition(topic, operator, said))
    return tuple(found)


def _one(kind: Any, typed: Mapping[str, str], name: str) -> Any:  # noqa: ANN401  (a StrEnum and one of it)
    value = typed.get(name, "")
    if value not in set(kind):
        raise BadInput([FieldError(name, "choose_one")])
    return kind(value)
