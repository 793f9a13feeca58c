"""One part of the timetable in a form, and what a change of it would do before it is laid down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from frontdesk.access.model import SignedIn
from frontdesk.booking.model import Appointment
from frontdesk.booking.model.timetable_written import read_timetable
from frontdesk.booking.rules.parts import Part, part_of, spot_of
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.language import Language
from frontdesk_web.dates import datetime_words
from frontdesk_web.i18n import locale_of, sentence, translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_editing import Editing, part_url
from frontdesk_web.presenters.console_fields import at_fields, typed_of
from frontdesk_web.presenters.console_part_words import (
    Change,
    changes,
    item_named,
    part_named,
    text_of,
)
from frontdesk_web.presenters.console_rows import ROWS_AT_MOST, rows_in
from frontdesk_web.presenters.console_times import kind_of, kinds, performer_named
from frontdesk_web.presenters.console_timetable_parts import fields_of
from frontdesk_web.presenters.forms import by_field
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

SHOWN_AT_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that is wrong: at a field of this form, in another part, or with all of it."""

    url: str
    about: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """A booked time that would stand outside: nothing of whose it is."""

    when: str
    performer: str
    kind: str
    place: str


def form_page(who: SignedIn, it: Editing, *, error: FrontdeskError | None = None) -> Page:
    """The form with what was typed, and why it could not be laid down."""
    language = who.session.language
    here, elsewhere = _faults(it, error)
    fields, errors = it.form_fields, at_fields(it.fields, it.typed, here)
    return console_page(
        "console/timetable_part.html",
        who,
        it.shelf.catalogue,
        here=None,
        back=it.url,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        it=it,
        **_titles(it, language),
        groups=_groups(fields),
        typed=it.typed,
        errors=by_field(errors),
        troubles=[*_at_fields(errors, it, language), *elsewhere],
        problem=None if error is None or isinstance(error, BadInput) else _why(error, language),
        may_add_rows=it.part is Part.SCHEDULES and rows_in(it.typed) < ROWS_AT_MOST,
    )


def review_page(
    who: SignedIn, it: Editing, outside: Sequence[Appointment], *, error: FrontdeskError | None = None
) -> Page:
    """What would change, and the booked times that would stand outside: they stay booked."""
    language = who.session.language
    carried = {name: value for name, value in it.typed.items() if name in _names(it)}
    found = _booked(it, outside[:SHOWN_AT_MOST], language)
    return console_page(
        "console/timetable_review.html",
        who,
        it.shelf.catalogue,
        here=None,
        back=it.url,
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None else sentence(error.code, language),
        it=it,
        **_titles(it, language),
        changes=_changes(it, language),
        carried=carried,
        outside=found,
        count=len(outside),
        more=len(outside) - len(found),
    )


def _titles(it: Editing, language: Language) -> dict[str, Any]:
    before = it.before
    return {
        "kind": part_named(it.part, language),
        "name": item_named(it.part, it.id, before, it.shelf) if before else "",
        "is_new": before is None and it.part is not Part.HOLIDAYS,
        "place": item_named(it.part, it.id, None, it.shelf) if it.part is Part.HOLIDAYS else "",
    }


def _names(it: Editing) -> set[str]:
    """What the form sends of the part itself."""
    many = {f"{field.name}.{one.value}" for field in it.fields for one in field.options}
    return {field.name for field in it.fields} | many


def _groups(fields: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    """Fields that follow each other under one heading."""
    found: list[tuple[str, list[Any]]] = []
    for field in fields:
        if not found or found[-1][0] != field.group:
            found.append((field.group, []))
        found[-1][1].append(field)
    return found


def _faults(it: Editing, error: FrontdeskError | None) -> tuple[list[FieldError], list[Trouble]]:
    """What is wrong with this part, by the names in it, and with others because of it."""
    if not isinstance(error, BadInput):
        return [], []
    proposal, here, elsewhere = it.proposal, [], []
    for fault in error.errors:
        spot = spot_of(proposal, fault.pointer)
        if it.is_about(spot) and not it.removes:
            here.append(FieldError(spot.name, fault.code))
            continue
        known = part_of(proposal, spot.part, spot.id) or part_of(it.shelf.document, spot.part, spot.id)
        name = item_named(spot.part, spot.id, known, it.shelf)
        about = f"{part_named(spot.part, it.shelf.language)} {name}".strip()
        url = part_url(spot.part, spot.id)
        elsewhere.append(Trouble(url=url, about=about, sentence=_told(fault.code, it.shelf.language)))
    return here, list(dict.fromkeys(elsewhere))


def _at_fields(errors: Sequence[FieldError], it: Editing, language: Language) -> list[Trouble]:
    labels = {field.name: f"{field.group} {field.label}".strip() for field in it.fields}
    return [
        Trouble(
            url=f"#{error.pointer}" if error.pointer in labels else "",
            about=labels.get(error.pointer, ""),
            sentence=_told(error.code, language),
        )
        for error in errors
    ]


def _told(code: str, language: Language) -> str:
    return sentence("schema" if code.startswith("schema_") else code, language)


def _why(error: FrontdeskError, language: Language) -> str:
    _ = translations(language).gettext
    if error.code == "conflict":
        return _(
            "Somebody else has changed the timetable since. What you typed is still here; look at it again."
        )
    return sentence(error.code, language)


def _changes(it: Editing, language: Language) -> list[Change]:
    before: Mapping[str, Any] = it.before or {}
    after: Mapping[str, Any] = {} if it.removes else part_of(it.proposal, it.part, it.id) or {}
    rows = max(len(before.get("week", ())), len(after.get("week", ())))
    fields = fields_of(it.part, it.shelf, rows=rows)
    return changes(it.part, fields, typed_of(fields, before), typed_of(fields, after), language)


def _booked(it: Editing, outside: Sequence[Appointment], language: Language) -> list[Booked]:
    shelf = it.shelf
    organisation = shelf.catalogue.organisation
    timetable = read_timetable(it.proposal)
    named = kinds(timetable, organisation, language)
    found = []
    for one in outside:
        slot, location = one.slot, shelf.catalogue.location(one.slot.location_id)
        found.append(
            Booked(
                when=datetime_words(slot.starts_at, location.zone, "medium", locale=locale_of(language)),
                performer=performer_named(timetable, slot.performer_id),
                kind=kind_of(named, slot.time_type_id, language).name.text,
                place=shelf.in_words(text_of(location.name)).text,
            )
        )
    return found
