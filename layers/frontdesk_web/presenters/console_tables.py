"""Tables of numbers: as they stand on a page of the console, as bars, and as the sheet of a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from frontdesk.kernel.language import Language, Words
from frontdesk.kernel.small_numbers import Count
from frontdesk_web.i18n import translations
from frontdesk_web.sheets import Cell, Sheet

A_DAY, MONTHS_KEPT = timedelta(days=1), 13
HIDDEN = "\N{EN DASH}"


def in_percent(number: str, language: Language) -> str:
    """As the language writes it: Chinese without a space."""
    return f"{number}%" if language is Language.CHINESE else f"{number}\N{NO-BREAK SPACE}%"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A count under its name; None where it is not shown."""

    label: str
    count: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a table: what it is about, at which location or how, and its numbers from left to right."""

    name: Words
    place: Words | None
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a bar, in hundredths of the longest one."""

    tone: str
    begins: float
    length: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row as a bar. It is drawn for the eye: the table beside it says the same in numbers."""

    name: Words
    place: Words | None
    stretches: tuple[Stretch, ...]


def bars(rows: Sequence[tuple[Row, Sequence[tuple[str, Count]]]]) -> list[Bar]:
    """Each row with its parts by tone, drawn to one scale; what is not shown has no length."""
    longest = max((sum(count or 0 for _, count in parts) for _, parts in rows), default=0)
    return [
        Bar(name=row.name, place=row.place, stretches=_laid_end_to_end(parts, longest)) for row, parts in rows
    ]


def _laid_end_to_end(parts: Sequence[tuple[str, Count]], longest: int) -> tuple[Stretch, ...]:
    found, at = [], 0.0
    for tone, count in parts:
        if count:
            length = round(100 * count / longest, 2)
            found.append(Stretch(tone=tone, begins=round(at, 2), length=length))
            at += length
    return tuple(found)


def sheet(name: str, first: str, rows: Sequence[Row], language: Language) -> Sheet:
    """The table as a file has it; what is not shown is a dash there too."""
    _ = translations(language).gettext
    places = any(it.place for it in rows)
    place = [_("Location or way")] if places else []
    heads = [first, *place, *(it.label for it in rows[0].numbers)] if rows else [first]
    return Sheet(name=name, heads=heads, rows=[_cells(it, places=places) for it in rows])


def _cells(row: Row, *, places: bool) -> list[Cell]:
    place = [row.place.text if row.place else ""] if places else []
    return [row.name.text, *place, *(HIDDEN if it.count is None else it.count for it in row.numbers)]


def before(month: date) -> date:
    return (month.replace(day=1) - A_DAY).replace(day=1)


def after(month: date) -> date:
    return (month.replace(day=1) + 31 * A_DAY).replace(day=1)


def months_ago(month: date, today: date) -> int:
    return 12 * (today.year - month.year) + today.month - month.month
