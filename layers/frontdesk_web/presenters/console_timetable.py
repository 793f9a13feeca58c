"""All that the clinic laid down about its times, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.model.timetable_written import write_timetable
from frontdesk.booking.rules.parts import LISTED, Part, part_of
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_editing import day_of, part_url
from frontdesk_web.presenters.console_menu import OUTSIDE, TIMETABLE
from frontdesk_web.presenters.console_part_words import (
    TO,
    from_until,
    in_words,
    item_named,
    part_named,
)
from frontdesk_web.presenters.console_shelf import Shelf, label_of
from frontdesk_web.presenters.console_timetable_parts import weekdays
from frontdesk_web.render import Page

ORDER = (Part.ABSENCES, Part.SCHEDULES, Part.RESOURCES, Part.TIME_TYPES, Part.HOLIDAYS, Part.TERMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One of a part: what it is called, what else there is to say, and where it is changed."""

    name: str
    lines: tuple[str, ...]
    url: str
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """All of one kind; `add` is where a new one is added, None where that is not how they come."""

    id: str
    title: str
    items: tuple[Item, ...]
    add: str | None


def timetable_page(
    who: SignedIn, catalogue: Catalogue, timetable: Timetable | None, *, today: date, done: str | None
) -> Page:
    """The parts of the timetable; before there is one, only the terms that it begins with."""
    language = who.session.language
    _ = translations(language).gettext
    document = write_timetable(timetable) if timetable else {}
    shelf = Shelf(document=document, catalogue=catalogue, language=language)
    parts = ORDER if document else (Part.TERMS,)
    return console_page(
        "console/timetable.html",
        who,
        catalogue,
        here=None,
        back=TIMETABLE,
        sections=[_section(it, shelf, today) for it in parts],
        may_edit=why_not(who.staff, Permission.TIMETABLE_EDIT) is None,
        outside=OUTSIDE if why_not(who.staff, Permission.APPOINTMENTS_CHANGE) is None else None,
        is_empty=not document,
        done=_("The timetable is laid down.") if done == "laid-down" else None,
    )


def _section(part: Part, shelf: Shelf, today: date) -> Section:
    return Section(
        id=part.value,
        title=_titled(part, shelf.language),
        items=tuple(_items(part, shelf, today)),
        add=part_url(part) if part in LISTED else None,
    )


def _titled(part: Part, language: Language) -> str:
    _ = translations(language).gettext
    return {
        Part.TIME_TYPES: _("Kinds of time"),
        Part.RESOURCES: _("Performers and rooms"),
        Part.SCHEDULES: _("Schedules"),
        Part.ABSENCES: _("Absences"),
    }.get(part) or part_named(part, language)


def _items(part: Part, shelf: Shelf, today: date) -> list[Item]:
    if part is Part.TERMS:
        here = part_of(shelf.document, part, "") or {}
        name = translations(shelf.language).gettext("Terms")
        return [Item(name=name, lines=_lines_of_terms(here, shelf), url=part_url(part))]
    if part is Part.HOLIDAYS:
        return [_holidays(it.value, shelf, today) for it in shelf.places()]
    listed: Sequence[Mapping[str, Any]] = shelf.document.get(part, ())
    if part is Part.ABSENCES:
        listed = sorted(listed, key=lambda it: str(it["first_day"]))
    return [
        Item(
            name=item_named(part, it["id"], it, shelf),
            lines=_lines(part, it, shelf),
            url=part_url(part, it["id"]),
            is_over=_is_over(it.get("last_day") or it.get("valid_until"), today),
        )
        for it in listed
    ]


def _is_over(last: str | None, today: date) -> bool:
    day = day_of(last or "")
    return day is not None and day < today


def _holidays(location_id: str, shelf: Shelf, today: date) -> Item:
    days = shelf.document.get(Part.HOLIDAYS, {}).get(location_id, ())
    coming = [in_words(it, shelf.language) for it in days if not _is_over(it, today)]
    return Item(
        name=label_of(shelf.places(), location_id),
        lines=(", ".join(coming),) if coming else (),
        url=part_url(Part.HOLIDAYS, location_id),
    )


def _lines_of_terms(here: Mapping[str, Any], shelf: Shelf) -> tuple[str, ...]:
    _ = translations(shelf.language).gettext
    if not here:
        return ()
    return (
        _("Patients may book online") if here["offered"] else _("Patients cannot book online"),
        _("Patients see what is booked, and may move and cancel it")
        if here["shown"]
        else _("Patients do not see what is booked"),
        shelf.in_words(here["terms"]["booking"]).text,
    )


def _lines(part: Part, it: Mapping[str, Any], shelf: Shelf) -> tuple[str, ...]:
    words = translations(shelf.language)
    if part is Part.TIME_TYPES:
        minutes = words.ngettext("%(num)s minute", "%(num)s minutes", it["lasts"]) % {"num": it["lasts"]}
        staffs = words.gettext("only for staff") if it["bookable_by"] == "staff" else ""
        return (", ".join(filter(None, (minutes, staffs))),)
    if part is Part.RESOURCES:
        return (words.gettext("A room"),) if it["kind"] == "room" else ()
    if part is Part.SCHEDULES:
        return tuple(_week(it, shelf))
    return ()


def _week(it: Mapping[str, Any], shelf: Shelf) -> list[str]:
    """A line for its days, and one for each weekday that it has."""
    _ = translations(shelf.language).gettext
    lines = [from_until(it["valid_from"], it["valid_until"], shelf.language)]
    if it["room"]:
        lines.append(f"{_('Room')}: {label_of(shelf.resources('room'), it['room'])}")
    types = shelf.time_types()
    for number, day in enumerate(weekdays(shelf.language)):
        blocks = sorted(
            (one["opens"], one["closes"], ", ".join(label_of(types, kind) for kind in one["time_types"]))
            for one in it["week"]
            if one["weekday"] == number
        )
        if blocks:
            told = "; ".join(f"{opens}{TO}{closes} {named}" for opens, closes, named in blocks)
            lines.append(f"{day.label.text}: {told}")
    return lines
