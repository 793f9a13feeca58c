"""Reminder rules as they are written: plain JSON, as `rules.schema.json` describes it."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from frontdesk.kernel.ids import TimeTypeId
from frontdesk.reminders.model.recalls import Care, Interval, Step, Unit, Way
from frontdesk.reminders.model.rulebook import Condition, Logic, Operator, Rule, Rulebook, Topic, Trigger


def read_rules(said: Mapping[str, Any], *, version: int = 0) -> Rulebook:
    """The rules; what is read fits the schema."""
    return Rulebook(rules=tuple(read_rule(it) for it in said["rules"]), version=version)


def write_rules(book: Rulebook) -> dict[str, Any]:
    """The rules as JSON, without their version."""
    return {"rules": [write_rule(it) for it in book.rules]}


def read_rule(said: Mapping[str, Any]) -> Rule:
    """One rule."""
    due = said["due_after"]
    return Rule(
        id=said["id"],
        name=said["name"].strip(),
        active=said.get("active", True),
        trigger=Trigger(said["trigger"]),
        items=tuple(it.strip() for it in said.get("items", ())),
        care=Care(said["care"]),
        logic=Logic(said.get("logic", "all")),
        conditions=tuple(
            Condition(Topic(it["topic"]), Operator(it["operator"]), it["value"])
            for it in said.get("conditions", ())
        ),
        what=said["what"].strip(),
        due_after=Interval(due["count"], Unit(due["unit"])),
        steps=read_steps(said["steps"]),
        internal=said.get("internal", False),
        template=said.get("template", "recall"),
        paused_by=tuple(TimeTypeId(it) for it in said.get("paused_by", ())),
        stop_after=said.get("stop_after", 0),
    )


def write_rule(rule: Rule) -> dict[str, Any]:
    """One rule as JSON."""
    return {
        "id": rule.id,
        "name": rule.name,
        "active": rule.active,
        "trigger": rule.trigger.value,
        "items": list(rule.items),
        "care": rule.care.value,
        "logic": rule.logic.value,
        "conditions": [
            {"topic": it.topic.value, "operator": it.operator.value, "value": it.value}
            for it in rule.conditions
        ],
        "what": rule.what,
        "due_after": {"count": rule.due_after.count, "unit": rule.due_after.unit.value},
        "steps": write_steps(rule.steps),
        "internal": rule.internal,
        "template": rule.template,
        "paused_by": list(rule.paused_by),
        "stop_after": rule.stop_after,
    }


def read_steps(said: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The steps, in the order in which they are written."""
    return tuple(Step(it["days_before"], time.fromisoformat(it["at"]), Way(it["way"])) for it in said)


def write_steps(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """The steps as JSON."""
    return [{"days_before": it.days_before, "at": f"{it.at:%H:%M}", "way": it.way.value} for it in steps]
