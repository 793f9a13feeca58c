"""What the forms of policy and schemes say: read into a book as it is written, with every error at its field."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from frontdesk.followup.model.book_written import COUNTS, DURATIONS, write_policy, write_step
from frontdesk.followup.model.plans import Policy, Scheme
from frontdesk.hospital.rules.reading import UTC_ZONE, written_time
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import DepartmentId
from frontdesk.kernel.language import Language, Words
from frontdesk_web.http import carried_number
from frontdesk_web.i18n import OWN_NAME, translations
from frontdesk_web.presenters.console_step_form import (
    Typed,
    read_steps,
    rows_of,
    step_labels,
    typed_steps,
)

NUMBERS = (*COUNTS, *DURATIONS)
SPAN = re.compile(r"([0-2][0-9]:[0-5][0-9])\s*[-\u2013]\s*([0-2][0-9]:[0-5][0-9])")
AT = re.compile(r"\$\.(?:policy|schemes\[\d+\])\.(\w+)(?:\[(\d+)\])?(?:\.(\w[\w-]*))?")
SAID_OF_SCHEMA = {
    "schema_minimum": "not_between",
    "schema_maximum": "not_between",
    "schema_minLength": "required",
    "schema_minItems": "required",
    "schema_minProperties": "required",
    "schema_required": "required",
    "schema_maxLength": "too_long",
}


def typed_policy(it: Policy) -> dict[str, str]:
    """What the form shows of a policy as it is."""
    said = write_policy(it)
    return {
        "mode": said["mode"],
        **{f"modes.{name}": mode for name, mode in said["modes"].items()},
        "call_hours": ", ".join("\N{EN DASH}".join(one) for one in said["call_hours"]),
        "holidays": "\n".join(said["holidays"]),
        **{name: str(said[name]) for name in NUMBERS},
    }


def read_policy(typed: Typed, departments: Sequence[DepartmentId]) -> dict[str, Any]:
    """The policy that was typed, as it is written; BadInput for what is no number and no span of time."""
    errors: list[FieldError] = []
    said: dict[str, Any] = {"mode": typed.get("mode", "")}
    for name in NUMBERS:
        number = carried_number(typed.get(name, "").strip())
        if number is None:
            errors.append(FieldError(name, "invalid_number"))
        said[name] = number
    parts = [it.strip() for it in re.split(r"[,;\n]", typed.get("call_hours", "")) if it.strip()]
    spans = [SPAN.fullmatch(it) for it in parts]
    if not spans or not all(spans):
        errors.append(FieldError("call_hours", "invalid_time"))
    said["call_hours"] = [list(it.groups()) for it in spans if it]
    said["holidays"] = _days(typed.get("holidays", ""), errors)
    modes = {it: typed.get(f"modes.{it}", "") for it in departments}
    said["modes"] = {name: mode for name, mode in modes.items() if mode}
    if errors:
        raise BadInput(errors)
    return said


def _days(typed: str, errors: list[FieldError]) -> list[str]:
    """As any of the languages writes it, one a line or with anything between."""
    written = [it for it in re.split(r"[,;，；\s]+", typed) if it]
    days = [written_time(it, UTC_ZONE) for it in written]
    if not all(days):
        errors.append(FieldError("holidays", "invalid_date"))
    return [it.date().isoformat() for it in days if it]


def typed_scheme(it: Scheme, language: Language) -> dict[str, str]:
    """What the form shows of a scheme as it is."""
    return {
        "id": it.id,
        **{f"title.{tongue.value}": words for tongue, words in it.title.items()},
        "who": f"{it.population.value} {it.anchor.value}",
        **{f"departments.{one}": "1" for one in it.departments},
        "diagnoses": " ".join(it.diagnoses),
        **({"starts_alone": "1"} if it.starts_alone else {}),
        **typed_steps(it.steps, language),
    }


def read_scheme(
    typed: Typed, before: Scheme | None, departments: Sequence[DepartmentId], language: Language
) -> dict[str, Any]:
    """The scheme that was typed, as it is written; BadInput for what cannot be read."""
    was = before.steps if before else ()
    steps, errors = read_steps(typed, rows_of(was), was, language)
    if errors:
        raise BadInput(errors)
    population, _, anchor = typed.get("who", "").partition(" ")
    titles = {it.value: typed.get(f"title.{it.value}", "").strip() for it in Language}
    return {
        "id": typed.get("id", "").strip(),
        "title": {tag: words for tag, words in titles.items() if words},
        "population": population,
        "anchor": anchor,
        "departments": [it for it in departments if f"departments.{it}" in typed],
        "diagnoses": typed.get("diagnoses", "").replace(",", " ").split(),
        "steps": [write_step(it) for it in steps],
        "starts_alone": "starts_alone" in typed,
    }


def at_fields(errors: Sequence[FieldError], titles: Sequence[Language]) -> list[FieldError]:
    """What is wrong with the book, at the field of the form that says it."""
    return [_at_field(it, titles) for it in errors]


def policy_labels(departments: Mapping[str, Words], language: Language) -> Mapping[str, Words | None]:
    """The fields of the policy's form, in its order."""
    _ = translations(language).gettext
    labels = {
        "mode": _("Who does what"),
        "call_hours": _("When patients are called"),
        "holidays": _("Holidays"),
        "attempts": _("Attempts to reach somebody"),
        "gap_hours": _("Hours between two attempts"),
        "lease_minutes": _("Minutes for which a task is one person's"),
        "remind_after": _("Remind after so many days overdue"),
        "tell_head_after": _("Tell the head after so many days"),
        "to_centre_after": _("Give to the centre after so many days"),
        "missed_after": _("Count as missed after so many days"),
        "form_remind_after": _("Remind of a form after so many days"),
        "form_call_after": _("Call instead after so many days"),
        "level2_share": _("Percent that the centre verifies"),
        "level2_least": _("But at least, of each draw"),
        "level3_share": _("Percent of those that leaders check"),
        "level3_share_of_level1": _("Percent of all that leaders check"),
        "level3_least": _("But at least, of each verifier"),
        "fatigue_days": _("Days in which nobody is called twice for quality"),
        "plan_within_days": _("Days for a plan of corrective action"),
        "effect_within_days": _("Days until its effect is checked"),
        "serious_plan_within_days": _("Days for a plan, if serious"),
        "serious_effect_within_days": _("Days until its effect is checked, if serious"),
        "answer_within_days": _("Days for an answer to a complaint"),
    }
    modes = {f"modes.{name}": label for name, label in departments.items()}
    return {name: Words(label, language) for name, label in labels.items()} | modes


def policy_groups(language: Language) -> list[tuple[str, tuple[str, ...]]]:
    """The numbers of the policy's form by what they are about, each group with its heading."""
    _ = translations(language).gettext
    return [
        (_("Trying to reach somebody"), ("attempts", "gap_hours", "lease_minutes")),
        (_("What is overdue"), ("remind_after", "tell_head_after", "to_centre_after", "missed_after")),
        (_("Forms that patients fill in"), ("form_remind_after", "form_call_after")),
        (
            _("Looking again"),
            (
                "level2_share",
                "level2_least",
                "level3_share",
                "level3_share_of_level1",
                "level3_least",
                "fatigue_days",
            ),
        ),
        (
            _("Corrective actions and complaints"),
            (
                "plan_within_days",
                "effect_within_days",
                "serious_plan_within_days",
                "serious_effect_within_days",
                "answer_within_days",
            ),
        ),
    ]


def scheme_labels(rows: range, language: Language) -> dict[str, Words | None]:
    """The fields of a scheme's form, in its order."""
    _ = translations(language).gettext
    titles = {f"title.{it.value}": Words(f"{_('Title')} ({OWN_NAME[it]})", language) for it in Language}
    others = {
        "id": _("Short name"),
        "who": _("For whom"),
        "departments": _("Departments"),
        "diagnoses": _("Diagnosis begins with"),
        "steps": _("Steps"),
    }
    named = {name: Words(label, language) for name, label in others.items()}
    return {"id": named.pop("id"), **titles, **named} | step_labels(rows, language)


def _at_field(it: FieldError, titles: Sequence[Language]) -> FieldError:
    code = SAID_OF_SCHEMA.get(it.code, "schema" if it.code.startswith("schema_") else it.code)
    if (found := AT.match(it.pointer)) is None:
        return FieldError("now", code)
    name, row, rest = found.groups()
    if name == "steps" and row:
        return FieldError(f"steps.{row}.{rest or 'after'}", code)
    if name == "modes":
        return FieldError(f"modes.{rest}", code)
    if name == "title":
        return FieldError(f"title.{rest or titles[0].value}", code)
    return FieldError("who" if name in {"anchor", "population"} else name, code)
