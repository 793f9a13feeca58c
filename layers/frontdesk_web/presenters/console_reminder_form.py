"""What the form of a reminder plan says: read into a plan as it is written, with every error at its field."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.language import Language, Words
from frontdesk.reminders.model.plans import WINDOW, Plan, Scope
from frontdesk.reminders.model.plans_written import write_plan
from frontdesk_web.http import carried_number
from frontdesk_web.i18n import OWN_NAME, translations

ROWS = 5
"""Reminders that a plan may have."""
DAYS, HOURS = "days", "hours"
MOST = {DAYS: 60, HOURS: 72}
WORDS_AT_MOST, ADDRESS_AT_MOST = 200, 300
ADDRESS = re.compile(r"https://[^\s\"<>\\]+")

Typed = Mapping[str, str]


def typed_of(plan: Plan) -> dict[str, str]:
    """What the form shows of a plan as it is."""
    typed = {"kinds": " ".join(plan.kinds)}
    for row, it in enumerate(plan.offsets):
        typed |= {f"count.{row}": str(it.count), f"unit.{row}": HOURS if it.at is None else DAYS}
        typed |= {f"at.{row}": f"{it.at:%H:%M}"} if it.at else {}
    typed |= {f"for_new.{language.value}": words for language, words in plan.for_new.items()}
    typed |= {"asks": "1"} if plan.asks else {}
    return typed | ({"window": "1"} if plan.form == WINDOW else {"form": plan.form})


def read_plan(typed: Typed, scope: Scope, catalogue: Catalogue) -> dict[str, Any]:
    """The plan that was typed, as it is written; BadInput with every error at its field."""
    errors: list[FieldError] = []
    offsets = _offsets(typed, errors)
    for_new = _for_new(typed, catalogue, errors)
    said = {
        **write_plan(scope, Plan()),
        "offsets": offsets,
        "kinds": typed.get("kinds", "").split(),
        "asks": "asks" in typed,
        "for_new": for_new,
        "form": _form(typed, errors),
    }
    if errors:
        raise BadInput(errors)
    return said


def labels_of(catalogue: Catalogue, language: Language) -> dict[str, Words | None]:
    """The fields of the form, in its order."""
    _ = translations(language).gettext
    labels: dict[str, str] = {}
    clock = _("time of day")
    for row in range(ROWS):
        named = _("Reminder %(number)s") % {"number": row + 1}
        labels |= {f"count.{row}": named, f"at.{row}": f"{named}, {clock}"}
    labels |= {"kinds": _("How")}
    for_new = _("For new patients")
    for it in catalogue.organisation.languages:
        labels[f"for_new.{it.value}"] = f"{for_new} ({OWN_NAME[it]})"
    labels["form"] = _("Form to fill in before")
    return {name: Words(label, language) for name, label in labels.items()}


def _offsets(typed: Typed, errors: list[FieldError]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row in range(ROWS):
        if not typed.get(f"count.{row}", "").strip():
            continue
        unit = HOURS if typed.get(f"unit.{row}") == HOURS else DAYS
        count = carried_number(typed[f"count.{row}"].strip()) or 0
        if not 1 <= count <= MOST[unit]:
            errors.append(FieldError(f"count.{row}", "offset_out_of_range"))
        one: dict[str, Any] = {unit: count}
        if unit == DAYS:
            one["at"] = _wall(typed.get(f"at.{row}", ""))
            if not one["at"]:
                errors.append(FieldError(f"at.{row}", "invalid_time"))
        if one in found:
            errors.append(FieldError(f"count.{row}", "not_unique"))
        found.append(one)
    return found


def _wall(written: str) -> str:
    try:
        return f"{time.fromisoformat(written.strip()):%H:%M}"
    except ValueError:
        return ""


def _for_new(typed: Typed, catalogue: Catalogue, errors: list[FieldError]) -> dict[str, str]:
    languages = [it.value for it in catalogue.organisation.languages]
    texts = {it: typed.get(f"for_new.{it}", "").strip() for it in languages}
    if not any(texts.values()):
        return {}
    for language, words in texts.items():
        if not words:
            errors.append(FieldError(f"for_new.{language}", "missing_translation"))
        elif len(words) > WORDS_AT_MOST:
            errors.append(FieldError(f"for_new.{language}", "too_long"))
    return texts


def _form(typed: Typed, errors: list[FieldError]) -> str:
    if "window" in typed:
        return WINDOW
    address = typed.get("form", "").strip()
    if address and (len(address) > ADDRESS_AT_MOST or not ADDRESS.fullmatch(address)):
        errors.append(FieldError("form", "not_an_https_address"))
    return address
