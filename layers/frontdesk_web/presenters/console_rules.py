"""The clinic's reminder rules: the list, one in a form, and what it would do for a patient."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from http import HTTPStatus
from typing import Any

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.ids import TimeTypeId
from frontdesk.kernel.language import Language, Words
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
from frontdesk.reminders.rules.matching import overlapping
from frontdesk.reminders.usecases.change_rules import Trial
from frontdesk_web.http import carried_number
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_reminder_form import rows_of, steps_typed
from frontdesk_web.presenters.console_reminders import RULES, may_change, tabs
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.presenters.forms import by_field, date_parts, problems_of
from frontdesk_web.presenters.reminder_words import (
    care_in_words,
    ground_in_words,
    logic_in_words,
    operator_in_words,
    step_in_words,
    template_in_words,
    topic_in_words,
    trigger_in_words,
    unit_in_words,
    way_in_words,
)
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

STEP_ROWS, CONDITION_ROWS = 4, 3
NEW_RULE = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A rule as the list shows it; `clashes` are names of rules that would remind of the same."""

    rule: Rule
    trigger: str
    due: str
    steps: tuple[str, ...]
    clashes: tuple[str, ...]
    url: str


def rules_page(who: SignedIn, catalogue: Catalogue, book: Rulebook, *, done: str | None = None) -> Page:
    """All rules, and which of them are in each other's way."""
    language = who.session.language
    pairs = overlapping(book.rules)
    return console_page(
        "console/reminder_rules.html",
        who,
        catalogue,
        here=None,
        back=RULES,
        tabs=tabs(who, RULES),
        lines=[_line(it, pairs, language) for it in book.rules],
        new_url=f"{RULES}/{NEW_RULE}" if may_change(who) else None,
        done=_notice(done, language),
    )


def rule_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    book: Rulebook,
    rule_id: str,
    *,
    types: Mapping[TimeTypeId, str],
    typed: Mapping[str, str],
    trial: Trial | None = None,
    today: date,
    error: FrontdeskError | None = None,
) -> Page:
    """A rule in a form; with a trial, what it would do and why."""
    language = who.session.language
    errors = at_fields(error.errors) if isinstance(error, BadInput) else []
    rule = book.rule(rule_id)
    return console_page(
        "console/reminder_rule.html",
        who,
        catalogue,
        here=None,
        back=f"{RULES}/{rule_id}",
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else refusal_in_words(error, language),
        problems=problems_of(errors, _labels(language), language),
        errors=by_field(errors),
        typed=typed or typed_of(rule or proposed()),
        tabs=tabs(who, ""),
        name=rule.name if rule else "",
        is_new=rule is None,
        version=typed.get("version", str(book.version)),
        rules_url=RULES,
        url=f"{RULES}/{rule_id}",
        options=_options(types, language),
        rows={"steps": range(STEP_ROWS), "conditions": range(CONDITION_ROWS)},
        clashes=_clashes(book, typed, rule_id) if not errors else (),
        trial=_trial(trial, language) if trial else None,
        today=today,
        date_parts=date_parts(language),
        may_change=may_change(who),
    )


def proposed() -> Rule:
    """What a new rule begins with: a vaccination, and a month to find a time."""
    return Rule(
        id=NEW_RULE,
        name="",
        trigger=Trigger.SERVICE,
        care=Care.VACCINATION,
        what="",
        due_after=Interval(1, Unit.YEARS),
        steps=(Step(30, time(9), Way.SMS), Step(-14, time(9), Way.CALL)),
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


def _line(rule: Rule, pairs: Sequence[tuple[Rule, Rule]], language: Language) -> RuleLine:
    due = rule.due_after
    clashes = [b.name if a is rule else a.name for a, b in pairs if rule in (a, b)]
    return RuleLine(
        rule=rule,
        trigger=trigger_in_words(rule.trigger, language),
        due=f"{due.count} {unit_in_words(due.unit, language)}",
        steps=tuple(step_in_words(it, language) for it in rule.steps),
        clashes=tuple(clashes),
        url=f"{RULES}/{rule.id}",
    )


def _clashes(book: Rulebook, typed: Mapping[str, str], rule_id: str) -> tuple[str, ...]:
    """Names of rules that the one that is laid down is in the way of; nothing while it is being typed."""
    rule = book.rule(rule_id)
    if typed or rule is None:
        return ()
    return tuple(b.name if a is rule else a.name for a, b in overlapping(book.rules) if rule in (a, b))


def _trial(trial: Trial, language: Language) -> dict[str, Any]:
    made = trial.reminder
    return {
        "applies": trial.ruling.applies,
        "grounds": [ground_in_words(it, language) for it in trial.ruling.grounds],
        "due_on": made.due_on if made else None,
        "steps": [step_in_words(it, language) for it in made.steps] if made else [],
        "first_at": made.next_at if made else None,
    }


def _options(types: Mapping[TimeTypeId, str], language: Language) -> dict[str, list[tuple[str, str]]]:
    return {
        "trigger": [(it.value, trigger_in_words(it, language)) for it in Trigger],
        "care": [(it.value, care_in_words(it, language)) for it in Care],
        "unit": [(it.value, unit_in_words(it, language)) for it in Unit],
        "logic": [(it.value, logic_in_words(it, language)) for it in Logic],
        "topic": [(it.value, topic_in_words(it, language)) for it in Topic],
        "operator": [(it.value, operator_in_words(it, language)) for it in Operator],
        "way": [(it.value, way_in_words(it, language)) for it in Way],
        "template": [(it, template_in_words(it, language)) for it in FOR_RULES],
        "types": list(types.items()),
    }


def _labels(language: Language) -> dict[str, Words | None]:
    _ = translations(language).gettext
    labels = {
        "name": _("Name of the rule"),
        "items": _("Services or diagnoses"),
        "what": _("What is due"),
        "due.count": _("Due again after"),
        "stop_after": _("Stop after"),
    }
    for row in range(STEP_ROWS):
        number = {"number": row + 1}
        labels |= {
            f"steps.{row}.days": _("Reminder %(number)s, days") % number,
            f"steps.{row}.at": _("Reminder %(number)s, time") % number,
            f"steps.{row}.way": _("Reminder %(number)s, way") % number,
        }
    for row in range(CONDITION_ROWS):
        labels[f"conditions.{row}.value"] = _("Condition %(number)s") % {"number": row + 1}
    return {name: Words(label, language) for name, label in labels.items()}


def _notice(done: str | None, language: Language) -> str | None:
    _ = translations(language).gettext
    return {
        "saved": _("The rule is saved. It works from now on."),
        "removed": _("The rule is removed. What it has made is sent no more."),
    }.get(done or "")
