"""A change of one part of the timetable while it is made: what was typed, what it makes of the timetable, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from frontdesk.booking.model.timetable import Terms, Timetable, TimeType
from frontdesk.booking.model.timetable_written import write_timetable
from frontdesk.booking.rules.parts import LISTED, Part, Spot, part_of, with_part
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import TimeTypeId, random_id
from frontdesk.kernel.language import Language
from frontdesk_web.http import carried_number
from frontdesk_web.presenters.console_fields import Field, Typed, part_typed, typed_of
from frontdesk_web.presenters.console_menu import TIMETABLE
from frontdesk_web.presenters.console_rows import ROWS_AT_MOST, SPARE, WEEK, filled, rows_in
from frontdesk_web.presenters.console_shelf import Shelf
from frontdesk_web.presenters.console_timetable_parts import fields_of

ID_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """`version` of the timetable as it is now, `seen` the one that the form was made from."""

    part: Part
    id: str
    shelf: Shelf
    version: int
    seen: int
    typed: Typed
    fields: tuple[Field, ...]
    removes: bool = False

    @property
    def before(self) -> dict[str, Any] | None:
        """The part as it is now, None while it is new."""
        return part_of(self.shelf.document, self.part, self.id)

    @property
    def proposal(self) -> dict[str, Any]:
        """The whole timetable with the part as it was typed."""
        return with_part(self.shelf.document, self.part, self.id, None if self.removes else self._after())

    @property
    def form_fields(self) -> tuple[Field, ...]:
        """Those of the form: a schedule has some empty rows more."""
        rows = min(rows_in(self.typed) + SPARE, ROWS_AT_MOST)
        return fields_of(self.part, self.shelf, rows=rows)

    @property
    def url(self) -> str:
        """Where its form is."""
        return part_url(self.part, self.id if self.before is not None else "")

    @property
    def may_remove(self) -> bool:
        return self.part in LISTED and self.before is not None

    def is_about(self, spot: Spot) -> bool:
        """Whether what is there is in this part."""
        return (spot.part, spot.id) == (self.part, self.id)

    def _after(self) -> dict[str, Any]:
        made = part_typed(self.fields, self.typed)
        if self.part is Part.SCHEDULES:
            made.setdefault(WEEK, [])
        return {"id": self.id, **made} if self.part in LISTED else made


def editing(
    said: Mapping[str, str], timetable: Timetable | None, catalogue: Catalogue, language: Language
) -> Editing:
    """What an address or a form is about; NotFound where there is no such part.

    Said by an address, the part is as it is now; by a form, whose version is among what it carries, as it was typed.
    """
    document = write_timetable(timetable) if timetable else {}
    shelf = Shelf(document=document, catalogue=catalogue, language=language)
    part, part_id = _named(said, shelf)
    version = timetable.version if timetable else 0
    is_form = "version" in said
    known = part_of(document, part, part_id)
    if part in LISTED and not is_form and said.get("id") and known is None:
        raise NotFound(part=part, id=part_id)
    typed = dict(said) if is_form else _as_it_is(part, known or _fresh(part), shelf)
    if part is Part.SCHEDULES:
        typed = filled(typed, [it.value for it in shelf.time_types()])
    return Editing(
        part=part,
        id=part_id,
        shelf=shelf,
        version=version,
        seen=(carried_number(said["version"]) or 0) if is_form else version,
        typed=typed,
        fields=fields_of(part, shelf, rows=rows_in(typed)),
        removes=said.get("deed") == "remove" and part in LISTED and known is not None,
    )


def part_url(part: Part, part_id: str = "") -> str:
    """Where a part is changed; without an id a new one is added."""
    return f"{TIMETABLE}/part?{urlencode({'part': part.value} | ({'id': part_id} if part_id else {}))}"


def _named(said: Mapping[str, str], shelf: Shelf) -> tuple[Part, str]:
    """Which part it is. A clinic begins with its terms: as long as it has none, there is no other."""
    name, asked = said.get("part", ""), said.get("id", "")
    if name not in set(Part) or (not shelf.document and name != Part.TERMS):
        raise NotFound(part=name)
    part = Part(name)
    if part is Part.HOLIDAYS and asked not in {it.id for it in shelf.catalogue.locations}:
        raise NotFound(location_id=asked)
    if part in LISTED:
        return part, asked or f"n{random_id()[:ID_BYTES]}"
    return part, asked if part is Part.HOLIDAYS else ""


def _as_it_is(part: Part, plain: Mapping[str, Any], shelf: Shelf) -> dict[str, str]:
    return typed_of(fields_of(part, shelf, rows=len(plain.get(WEEK, ()))), plain)


def _fresh(part: Part) -> Mapping[str, Any]:
    """What a new part begins with."""
    if part is Part.TERMS:
        return {"offered": True, "shown": True}
    if part is Part.SCHEDULES:
        return {WEEK: []}
    if part is not Part.TIME_TYPES:
        return {}
    new = TimeType(id=TimeTypeId(""), name={}, lasts=15)
    empty = Timetable(terms=Terms(booking={}, moving={}, cancelling={}), time_types=(new,))
    made: Sequence[dict[str, Any]] = write_timetable(empty)[Part.TIME_TYPES]
    return made[0]


def day_of(text: str) -> date | None:
    """The day that was written, None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
