"""Services that come in as a table: a row each, read and checked before anything is stored."""

from dataclasses import dataclass, field
from datetime import date

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import LocationId
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person
from frontdesk.reminders.model.recalls import Care


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line that can be taken in; `number` is its line in the file, `source_id` its natural key."""

    number: int
    source_id: str
    person: Person = field(repr=False)
    location_id: LocationId
    care: Care
    item: str
    given_on: date
    language: Language
    diagnoses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A line that cannot, and why: the pointers are names of columns."""

    number: int
    errors: tuple[FieldError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file as it was read; `twice` counts lines that say what another one has said."""

    rows: tuple[Row, ...]
    bad: tuple[BadRow, ...]
    twice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an upload is: so many of its parts are taken in."""

    parts: int
    done: int
    rows: int
