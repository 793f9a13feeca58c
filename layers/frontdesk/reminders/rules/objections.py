"""What stands against a reminder that staff write themselves, and against a rule; each fault at its field. Pure."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from jsonschema import Draft202012Validator

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import TimeTypeId
from frontdesk.patients.model import Subject
from frontdesk.reminders.model.recalls import Reminder, Step, Way
from frontdesk.reminders.model.rulebook import Operator, Rulebook, Topic
from frontdesk.reminders.rules.dues import LATEST, instant

WHAT_AT_MOST = 80
TEXT_AT_MOST = 300
STEPS_AT_MOST = 6
RULES_AT_MOST = 100
NAMES = (Topic.ITEM, Topic.DIAGNOSIS)
COMPARED = (Operator.AT_LEAST, Operator.AT_MOST)


def faults_of_reminder(
    reminder: Reminder, subject: Subject, *, zone: ZoneInfo, now: datetime
) -> list[FieldError]:
    """Why a reminder made by hand cannot be saved. Source: Provet 360009627478.

    The due date has not passed, each step can still be sent, and there is contact data for it.
    """
    faults = []
    if not reminder.what.strip():
        faults.append(FieldError("what", "required"))
    elif len(reminder.what) > WHAT_AT_MOST:
        faults.append(FieldError("what", "too_long"))
    if len(reminder.text) > TEXT_AT_MOST:
        faults.append(FieldError("text", "too_long"))
    if reminder.due_on < now.astimezone(zone).date():
        faults.append(FieldError("due_on", "due_in_the_past"))
    elif reminder.due_on >= LATEST:
        faults.append(FieldError("due_on", "invalid_date"))
    if not reminder.steps:
        faults.append(FieldError("steps.0.days", "no_steps"))
    for index, step in enumerate(reminder.steps):
        faults += _faults_of_step(f"steps.{index}", step, reminder, subject, zone, now)
    return faults


def missing_contact(way: Way, subject: Subject) -> str | None:
    """The code of what is missing to remind somebody this way; letters go to the address in the clinic's records."""
    if way in (Way.SMS, Way.CALL) and not subject.phone:
        return "no_phone"
    return "no_email" if way is Way.EMAIL and not subject.email else None


@cache
def rules_schema() -> Mapping[str, Any]:
    """The JSON Schema of an organisation's reminder rules as they are written."""
    said: dict[str, Any] = json.loads((files("frontdesk.reminders") / "rules.schema.json").read_text("utf-8"))
    return said


def faults_of_written(said: Mapping[str, Any]) -> list[FieldError]:
    """What does not fit the schema, each at its path; only what is without a fault can be read."""
    misfits = sorted(_validator().iter_errors(said), key=lambda it: it.json_path)
    return [FieldError(it.json_path, f"schema_{it.validator}") for it in misfits]


def faults_of_rules(
    book: Rulebook, *, types: Collection[TimeTypeId], templates: Collection[str]
) -> list[FieldError]:
    """What a schema cannot say: names that exist, one id each, conditions that make sense."""
    faults, seen = [], set[str]()
    for index, rule in enumerate(book.rules):
        at = f"$.rules[{index}]"
        if rule.id in seen:
            faults.append(FieldError(f"{at}.id", "not_unique"))
        seen.add(rule.id)
        if rule.template not in templates:
            faults.append(FieldError(f"{at}.template", "unknown_template"))
        faults += [
            FieldError(f"{at}.paused_by", "unknown_time_type") for it in rule.paused_by if it not in types
        ]
        faults += [
            FieldError(f"{at}.steps[{n}].way", "calls_only")
            for n, it in enumerate(rule.steps)
            if rule.internal and it.way is not Way.CALL
        ]
        for n, it in enumerate(rule.conditions):
            if (it.topic in NAMES) is not isinstance(it.value, str) or (
                it.topic in NAMES and it.operator in COMPARED
            ):
                faults.append(FieldError(f"{at}.conditions[{n}].value", "not_comparable"))
    return faults


def _faults_of_step(  # noqa: PLR0913, PLR0917
    at: str, step: Step, reminder: Reminder, subject: Subject, zone: ZoneInfo, now: datetime
) -> Sequence[FieldError]:
    faults = []
    if date.min < reminder.due_on < LATEST and instant(step, reminder.due_on, zone) <= now:
        faults.append(FieldError(f"{at}.days", "no_time_left"))
    if code := missing_contact(step.way, subject):
        faults.append(FieldError(f"{at}.way", code))
    if reminder.internal and step.way is not Way.CALL:
        faults.append(FieldError(f"{at}.way", "calls_only"))
    return faults


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(rules_schema())
