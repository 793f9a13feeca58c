"""The form for a reminder that staff write by hand, and the one that looks for a patient."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from http import HTTPStatus
from typing import Any

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.language import Language, Words, understood
from frontdesk.messaging.rules.wordings_of_recalls import FOR_RULES
from frontdesk.patients.model import Subject
from frontdesk.reminders.model.recalls import Care, Interval, Step, Unit, Way
from frontdesk_web.http import carried_number
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_calendar import Option
from frontdesk_web.presenters.console_reminder_words import (
    care_in_words,
    template_in_words,
    unit_in_words,
    way_in_words,
)
from frontdesk_web.presenters.console_reminders import NEW, PATIENTS, tabs
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.presenters.forms import by_field, date_parts, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

ROWS = 3
DUE_IN = timedelta(days=60)
DAYS_AT_MOST = 365


def new_reminder_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    subject: Subject | None,
    *,
    location: Location,
    locations: Sequence[Location],
    reminder_id: str,
    today: date,
    typed: Mapping[str, str],
    error: FrontdeskError | None = None,
) -> Page:
    """For a patient who is known, or for whoever is described in it."""
    language, organisation = who.session.language, catalogue.organisation
    errors = error.errors if isinstance(error, BadInput) else ()
    return console_page(
        "console/reminder_form.html",
        who,
        catalogue,
        here=None,
        back=NEW,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else refusal_in_words(error, language),
        problems=problems_of(errors, _labels(language), language),
        errors=by_field(errors),
        typed={**_proposed(subject, today), **typed} if not typed.get("csrf") else typed,
        tabs=tabs(who, ""),
        subject=subject,
        locations=[
            Option(value=it.id, label=said(it.name, organisation, language), chosen=it.id == location.id)
            for it in locations
        ],
        cares=[(it.value, care_in_words(it, language)) for it in Care],
        templates=[(it, template_in_words(it, language)) for it in FOR_RULES],
        ways=[(it.value, way_in_words(it, language)) for it in Way],
        units=[(it.value, unit_in_words(it, language)) for it in Unit],
        rows=range(ROWS),
        reminder_id=reminder_id,
        action=NEW,
        date_parts=date_parts(language),
        languages=organisation.languages,
        speaks=understood(typed.get("language", "")) or organisation.languages[0],
        find_url=PATIENTS,
    )


def find_page(
    who: SignedIn,
    catalogue: Catalogue,
    found: Sequence[Subject] | None,
    *,
    typed: Mapping[str, str],
    error: FrontdeskError | None = None,
) -> Page:
    """Looks for a patient by a telephone number or an e-mail address; None before anybody was looked for."""
    language = who.session.language
    errors = error.errors if isinstance(error, BadInput) else ()
    return console_page(
        "console/reminder_find.html",
        who,
        catalogue,
        here=None,
        back=PATIENTS,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else refusal_in_words(error, language),
        problems=problems_of(errors, _labels(language), language),
        errors=by_field(errors),
        typed=typed,
        tabs=tabs(who, PATIENTS),
        found=found,
        date_parts=date_parts(language),
        patients=PATIENTS,
        new_url=NEW,
    )


def steps_typed(typed: Mapping[str, str], rows: int) -> tuple[list[Step], list[FieldError]]:
    """The steps of a form's rows, and what cannot be read in them; a row without days is none."""
    steps, errors = [], []
    for row in range(rows):
        name = f"steps.{row}"
        written = typed.get(f"{name}.days", "").strip()
        if not written:
            continue
        days = carried_number(written)
        try:
            at = time.fromisoformat(typed.get(f"{name}.at", "") or "09:00").replace(second=0, microsecond=0)
        except ValueError:
            errors.append(FieldError(f"{name}.at", "invalid_time"))
            continue
        if days is None or days > DAYS_AT_MOST:
            errors.append(FieldError(f"{name}.days", "invalid_days"))
            continue
        way = typed.get(f"{name}.way", "")
        if way not in set(Way):
            errors.append(FieldError(f"{name}.way", "choose_one"))
            continue
        after = typed.get(f"{name}.when") == "after"
        steps.append(Step(-days if after else days, at.replace(tzinfo=None), Way(way)))
    return steps, errors


def rows_of(steps: Sequence[Step]) -> dict[str, str]:
    """The steps as somebody would have typed them."""
    typed: dict[str, str] = {}
    for row, it in enumerate(steps):
        typed |= {
            f"steps.{row}.days": str(abs(it.days_before)),
            f"steps.{row}.when": "after" if it.days_before < 0 else "before",
            f"steps.{row}.at": f"{it.at:%H:%M}",
            f"steps.{row}.way": it.way.value,
        }
    return typed


def every_typed(typed: Mapping[str, str]) -> tuple[Interval | None, list[FieldError]]:
    """How the reminder repeats; None where it does not."""
    written = typed.get("every.count", "").strip()
    if not written:
        return None, []
    count, unit = carried_number(written), typed.get("every.unit", "")
    if not count or count > 2 * DAYS_AT_MOST or unit not in set(Unit):
        return None, [FieldError("every.count", "invalid_days")]
    return Interval(count, Unit(unit)), []


def _proposed(subject: Subject | None, today: date) -> dict[str, str]:
    """Two steps and a day that most people can keep; by e-mail for whom no telephone is known."""
    way = Way.EMAIL if subject and not subject.phone else Way.SMS
    return {
        "care": Care.VACCINATION.value,
        "due_on": (today + DUE_IN).isoformat(),
        "template": FOR_RULES[0],
        **rows_of([Step(30, time(9), way)]),
    }


def _labels(language: Language) -> dict[str, Words | None]:
    _ = translations(language).gettext
    labels: dict[str, Any] = {
        "contact": _("Phone number or e-mail address"),
        "name": _("First and last name"),
        "birth_date": _("Date of birth"),
        "phone": _("Phone"),
        "email": _("E-mail address"),
        "what": _("What is due"),
        "due_on": _("Due on"),
        "every.count": _("Repeat every"),
        "text": _("Own words"),
    }
    for row in range(ROWS):
        number = {"number": row + 1}
        labels |= {
            f"steps.{row}.days": _("Reminder %(number)s, days") % number,
            f"steps.{row}.at": _("Reminder %(number)s, time") % number,
            f"steps.{row}.way": _("Reminder %(number)s, way") % number,
        }
    return {name: Words(label, language) for name, label in labels.items()}
