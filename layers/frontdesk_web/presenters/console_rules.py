"""The clinic's reminder rules: the list, one in a form, and what it would do for a patient."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.ids import TimeTypeId
from frontdesk.kernel.language import Language, Words
from frontdesk.messaging.rules.wordings_of_recalls import FOR_RULES
from frontdesk.reminders.model.recalls import Care, Unit, Way
from frontdesk.reminders.model.rulebook import (
    Logic,
    Operator,
    Rule,
    Rulebook,
    Topic,
    Trigger,
)
from frontdesk.reminders.rules.matching import overlapping
from frontdesk.reminders.usecases.change_rules import Trial
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_reminder_words import (
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
from frontdesk_web.presenters.console_reminders import RULES, may_change, tabs
from frontdesk_web.presenters.console_rule_form import (
    CONDITION_ROWS,
    NEW_RULE,
    STEP_ROWS,
    at_fields,
    proposed,
    typed_of,
)
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.presenters.forms import by_field, date_parts, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


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
