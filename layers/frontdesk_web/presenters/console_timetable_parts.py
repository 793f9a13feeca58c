"""Which fields the form of each part of the timetable has, and what their answers are called."""

from collections.abc import Iterator

from frontdesk.booking.rules.parts import Part
from frontdesk.kernel.language import Language, Words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.console_fields import Control, Field, Option
from frontdesk_web.presenters.console_rows import WEEK
from frontdesk_web.presenters.console_shelf import Shelf, options, texts
from frontdesk_web.presenters.console_time_type import fields_of_time_type

PERFORMER, ROOM = "performer", "room"


def fields_of(part: Part, shelf: Shelf, *, rows: int = 0) -> tuple[Field, ...]:
    """The fields of a part in the order of its form; of a schedule with so many rows for its week."""
    if part is Part.SCHEDULES:
        return (*_of_schedule(shelf), *(it for row in range(rows) for it in _of_block(row, shelf)))
    return {
        Part.TERMS: _of_terms,
        Part.TIME_TYPES: fields_of_time_type,
        Part.RESOURCES: _of_resource,
        Part.ABSENCES: _of_absence,
        Part.HOLIDAYS: _of_holidays,
    }[part](shelf)


def weekdays(language: Language) -> tuple[Option, ...]:
    """Monday to Sunday."""
    names = locale_of(language).days["stand-alone"]["wide"]
    return tuple(Option(value=str(it), label=Words(names[it], language)) for it in range(len(names)))


def _of_terms(shelf: Shelf) -> tuple[Field, ...]:
    _ = translations(shelf.language).gettext
    return (
        Field(name="offered", label=_("Patients may book online"), control=Control.YES),
        Field(
            name="shown",
            label=_("Patients see what is booked, and may move and cancel it"),
            control=Control.YES,
        ),
        *texts("terms.booking", _("Before booking"), shelf, control=Control.PARAGRAPH),
        *texts("terms.moving", _("Before moving"), shelf, control=Control.PARAGRAPH),
        *texts("terms.cancelling", _("Before cancelling"), shelf, control=Control.PARAGRAPH),
    )


def _of_resource(shelf: Shelf) -> tuple[Field, ...]:
    _ = translations(shelf.language).gettext
    kinds = {PERFORMER: _("Somebody who sees patients"), ROOM: _("A room")}
    return (
        Field(
            name="kind", label=_("What it is"), control=Control.ONE_OF, options=options(kinds, shelf.language)
        ),
        Field(name="title", label=_("Title"), control=Control.LINE, required=False, most=60),
        Field(name="name", label=_("Name"), control=Control.LINE, most=120),
    )


def _of_absence(shelf: Shelf) -> tuple[Field, ...]:
    _ = translations(shelf.language).gettext
    return (
        Field(
            name="resource",
            label=_("Who or what is absent"),
            control=Control.ONE_OF,
            options=shelf.resources(PERFORMER, ROOM),
        ),
        Field(name="first_day", label=_("First day"), control=Control.DAY),
        Field(name="last_day", label=_("Last day"), control=Control.DAY, hint=_("This day is included.")),
    )


def _of_holidays(shelf: Shelf) -> tuple[Field, ...]:
    _ = translations(shelf.language).gettext
    hint = _("One day a line, as 2026-12-24.")
    return (Field(name="days", label=_("Days off"), control=Control.DAYS, hint=hint, required=False),)


def _of_schedule(shelf: Shelf) -> tuple[Field, ...]:
    _ = translations(shelf.language).gettext
    return (
        Field(name="performer", label=_("With"), control=Control.ONE_OF, options=shelf.resources(PERFORMER)),
        Field(name="location", label=_("Location"), control=Control.ONE_OF, options=shelf.places()),
        Field(
            name="room",
            label=_("Room"),
            control=Control.ONE_OF,
            options=shelf.resources(ROOM),
            hint=_("Times of a schedule with a room need both."),
            required=False,
        ),
        Field(name="valid_from", label=_("First day"), control=Control.DAY),
        Field(name="valid_until", label=_("Last day"), control=Control.DAY, required=False),
    )


def _of_block(row: int, shelf: Shelf) -> Iterator[Field]:
    """A row of the week: when it opens, and which types begin in it."""
    _ = translations(shelf.language).gettext
    here, group = f"{WEEK}.{row}", _("Row %(num)s of the week") % {"num": row + 1}
    yield Field(
        name=f"{here}.weekday",
        label=_("Weekday"),
        control=Control.WEEKDAY,
        group=group,
        options=weekdays(shelf.language),
    )
    yield Field(name=f"{here}.opens", label=_("From"), control=Control.CLOCK, group=group)
    yield Field(name=f"{here}.closes", label=_("Until"), control=Control.CLOCK, group=group)
    yield Field(
        name=f"{here}.every",
        label=_("A time begins every … minutes"),
        control=Control.NUMBER,
        group=group,
        required=False,
    )
    yield Field(
        name=f"{here}.time_types",
        label=_("Types that begin in it"),
        control=Control.SEVERAL_OF,
        group=group,
        options=shelf.time_types(),
    )
