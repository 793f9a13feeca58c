"""The parts of a timetable in words: what each is called, and what a change of it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.booking.rules.parts import Part
from frontdesk.kernel.language import Language, Text
from frontdesk_web.dates import date_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.console_editing import day_of
from frontdesk_web.presenters.console_fields import Control, Field, Typed
from frontdesk_web.presenters.console_rows import WEEK
from frontdesk_web.presenters.console_shelf import Shelf, label_of

TO = "\N{EN DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line of what changes; empty where there was nothing, or is nothing any more."""

    label: str
    before: str
    after: str


def part_named(part: Part, language: Language) -> str:
    """What a part is."""
    _ = translations(language).gettext
    return {
        Part.TERMS: _("Terms and what is online"),
        Part.TIME_TYPES: _("Kind of time"),
        Part.RESOURCES: _("Performer or room"),
        Part.SCHEDULES: _("Schedule"),
        Part.ABSENCES: _("Absence"),
        Part.HOLIDAYS: _("Days off"),
    }[part]


def item_named(part: Part, part_id: str, plain: Mapping[str, Any] | None, shelf: Shelf) -> str:
    """What one of them is called; its id when there is nothing else to call it by."""
    if part is Part.HOLIDAYS:
        return label_of(shelf.places(), part_id)
    if part is Part.TERMS or plain is None:
        return part_id
    if part is Part.TIME_TYPES:
        return shelf.in_words(plain["name"]).text if plain["name"] else part_id
    if part is Part.RESOURCES:
        return f"{plain.get('title', '')} {plain['name']}".strip()
    everybody = shelf.resources("performer", "room")
    if part is Part.SCHEDULES:
        return f"{label_of(everybody, plain['performer'])}, {label_of(shelf.places(), plain['location'])}"
    days = from_until(plain["first_day"], plain["last_day"], shelf.language)
    return f"{label_of(everybody, plain['resource'])}, {days}"


def from_until(first: str, last: str | None, language: Language) -> str:
    """Days, both included, or from a day on."""
    if last is None:
        return translations(language).gettext("from %(day)s") % {"day": in_words(first, language)}
    if first == last:
        return in_words(first, language)
    return f"{in_words(first, language)} {TO} {in_words(last, language)}"


def in_words(day: str, language: Language) -> str:
    """A day as people write it; what is none, as it was written."""
    found = day_of(day)
    return date_words(found, form="medium", locale=locale_of(language)) if found else day


def changes(
    part: Part, fields: Sequence[Field], before: Typed, after: Typed, language: Language
) -> list[Change]:
    """What is not as it was, in the order of the form; of a week the rows that go and those that come."""
    plain = [it for it in fields if not it.name.startswith(f"{WEEK}.")]
    found = [
        Change(label=it.label, before=was, after=now)
        for it in plain
        if (was := shown(it, before, language)) != (now := shown(it, after, language))
    ]
    return [*found, *_of_week(fields, before, after, language)] if part is Part.SCHEDULES else found


def shown(field: Field, typed: Typed, language: Language) -> str:
    """An answer in words."""
    _ = translations(language).gettext
    said = typed.get(field.name, "")
    match field.control:
        case Control.YES:
            return _("yes") if field.name in typed else _("no")
        case Control.SEVERAL_OF:
            chosen = (it.label.text for it in field.options if f"{field.name}.{it.value}" in typed)
            return ", ".join(chosen)
        case Control.ONE_OF | Control.WEEKDAY:
            return label_of(field.options, said)
        case Control.DAYS:
            return ", ".join(in_words(it, language) for it in said.split())
        case Control.DAY:
            return in_words(said, language)
    return said


def _of_week(fields: Sequence[Field], before: Typed, after: Typed, language: Language) -> list[Change]:
    was, now = (_rows(fields, it, language) for it in (before, after))
    label = translations(language).gettext("Week")
    gone = [Change(label=label, before=row, after="") for row in was if row not in now]
    return gone + [Change(label=label, before="", after=row) for row in now if row not in was]


def _rows(fields: Sequence[Field], typed: Typed, language: Language) -> list[str]:
    """Each row as a sentence: `Monday 08:00-10:30: Consultation`."""
    rows: dict[str, dict[str, str]] = {}
    for field in fields:
        if field.name.startswith(f"{WEEK}."):
            _, row, what = field.name.split(".", 2)
            rows.setdefault(row, {})[what] = shown(field, typed, language)
    return [block_in_words(it, language) for it in rows.values() if it["opens"]]


def block_in_words(said: Mapping[str, str], language: Language) -> str:
    """A row of a week, of answers that are in words already."""
    told = f"{said['weekday']} {said['opens']}{TO}{said['closes']}: {said['time_types']}"
    if not said["every"]:
        return told
    every = translations(language).gettext("every %(num)s minutes") % {"num": said["every"]}
    return f"{told}, {every}"


def text_of(text: Text) -> dict[str, str]:
    """A text as it is written."""
    return {language.value: words for language, words in text.items()}
