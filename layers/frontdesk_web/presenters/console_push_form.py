"""The forms of packages and pushes: read back with every error at its field."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time

from frontdesk.catalogue.model import Catalogue
from frontdesk.hospital.model import Population
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import DepartmentId
from frontdesk.kernel.language import Language, Words
from frontdesk.messaging.model import Kind
from frontdesk.outreach.model import Content, Group, Item, Occasion, Topic
from frontdesk.outreach.rules.texts import ITEMS_AT_MOST
from frontdesk_web.http import carried_number
from frontdesk_web.i18n import OWN_NAME, translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console_push_words import ORDERS, SORTS

Typed = Mapping[str, str]
POPULATIONS = (Population.OUTPATIENT, Population.DISCHARGED)
TEXT_KEPT = 5000
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


def rows_of(content: Content) -> range:
    """The rows of messages in a form: one more than there are."""
    return range(min(len(content.items) + 1, ITEMS_AT_MOST))


def typed_content(it: Content) -> dict[str, str]:
    """What the form shows of a package as it is."""
    typed = {
        "name": it.name,
        "occasion": f"{it.topic.value} {it.occasion.value}",
        "diagnoses": " ".join(it.group.diagnoses),
        "festivals": "\n".join(one.isoformat() for one in it.festivals),
        "kinds": " ".join(it.kinds),
        **{f"populations.{one.value}": "1" for one in it.group.populations},
        **{f"departments.{one}": "1" for one in it.group.departments},
        **{f"schemes.{one}": "1" for one in it.group.schemes},
    }
    for row, one in enumerate(it.items):
        typed |= {f"items.{row}.after_days": str(one.after_days), f"items.{row}.at": f"{one.at:%H:%M}"}
        typed |= {f"items.{row}.text.{tongue.value}": text for tongue, text in one.texts.items()}
    return typed


def read_package(typed: Typed, catalogue: Catalogue, schemes: Sequence[str]) -> Content:
    """The package that was typed, as far as it goes; BadInput for what is no day, time or number."""
    errors: list[FieldError] = []
    topic, occasion = _sort(typed.get("occasion", ""))
    content = Content(
        name=" ".join(typed.get("name", "").split()),
        topic=topic,
        occasion=occasion,
        group=Group(
            populations=frozenset(it for it in POPULATIONS if f"populations.{it.value}" in typed),
            departments=frozenset(it.id for it in catalogue.departments if f"departments.{it.id}" in typed),
            diagnoses=tuple(typed.get("diagnoses", "").replace(",", " ").split()),
            schemes=frozenset(it for it in schemes if f"schemes.{it}" in typed),
        ),
        festivals=_days(typed.get("festivals", ""), errors),
        kinds=read_kinds(typed),
        items=_items(typed, errors),
    )
    if errors:
        raise BadInput(errors)
    return content


def read_kinds(typed: Typed) -> tuple[Kind, ...]:
    """By what it goes; the clinic's own order for what is none of the choices."""
    return next((it for it in ORDERS if " ".join(it) == typed.get("kinds", "")), ())


def read_texts(typed: Typed, row: int) -> dict[Language, str]:
    """What a message says, in the languages in which anything was typed."""
    texts = {it: _text(typed.get(f"items.{row}.text.{it.value}", "")) for it in Language}
    return {tongue: text for tongue, text in texts.items() if text}


def package_labels(rows: range, catalogue: Catalogue, language: Language) -> dict[str, Words | None]:
    """The fields of a package's form, in its order."""
    _ = translations(language).gettext
    first = {
        "name": _("What it is called here"),
        "occasion": _("What it is"),
        "populations": _("For whom"),
        "departments": _("Departments"),
        "diagnoses": _("Diagnosis begins with"),
        "schemes": _("Schemes of follow-up"),
        "festivals": _("Days of the festival"),
        "kinds": _("How it goes"),
    }
    labels: dict[str, Words | None] = {name: Words(label, language) for name, label in first.items()}
    for row in rows:
        labels |= message_labels(row, catalogue, language)
    return labels


def message_labels(row: int, catalogue: Catalogue, language: Language) -> dict[str, Words | None]:
    """The fields of one message."""
    _ = translations(language).gettext
    head = _("Message %(number)s") % {"number": row + 1}
    called = {"after_days": _("Days after"), "at": _("Time of day")} | {
        f"text.{it.value}": OWN_NAME[it] for it in catalogue.organisation.languages
    }
    return {f"items.{row}.{name}": Words(f"{head}, {label}", language) for name, label in called.items()}


def departments_of(catalogue: Catalogue, language: Language) -> list[tuple[DepartmentId, Words]]:
    """All of the clinic, as they are called."""
    return [(it.id, said(it.name, catalogue.organisation, language)) for it in catalogue.departments]


def _sort(written: str) -> tuple[Topic, Occasion]:
    return next((it for it in SORTS if f"{it[0].value} {it[1].value}" == written), SORTS[0])


def _items(typed: Typed, errors: list[FieldError]) -> tuple[Item, ...]:
    found = []
    for row in range(ITEMS_AT_MOST):
        days, at = typed.get(f"items.{row}.after_days", "").strip(), typed.get(f"items.{row}.at", "").strip()
        texts = read_texts(typed, row)
        if not days and not texts:
            continue
        number = carried_number(days)
        if number is None:
            errors.append(FieldError(f"items.{row}.after_days", "invalid_number"))
        if not _CLOCK.fullmatch(at):
            errors.append(FieldError(f"items.{row}.at", "invalid_time"))
        elif number is not None:
            found.append(Item(after_days=number, at=time.fromisoformat(at), texts=texts))
    return tuple(found)


def _days(written: str, errors: list[FieldError]) -> tuple[date, ...]:
    found = set()
    for it in written.replace(",", " ").split():
        try:
            found.add(date.fromisoformat(it))
        except ValueError:
            errors.append(FieldError("festivals", "invalid_date"))
    return tuple(sorted(found))


def _text(written: str) -> str:
    """Without blanks around it, and with line ends as one character, as it is counted and sent."""
    return written.replace("\r\n", "\n").strip()[:TEXT_KEPT]
