"""How staff read the timetable: what kinds of time there are, and who works where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from frontdesk.booking.model.timetable import BookableBy, Resource, ResourceKind, Timetable
from frontdesk.catalogue.model import Organisation
from frontdesk.kernel.ids import LocationId, ResourceId, TimeTypeId
from frontdesk.kernel.language import Language, Words
from frontdesk_web.presenters.clinic import said

COLOURS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A time type as staff see it. `colour` says nothing that the name does not; `staff_only`: not for patients."""

    id: TimeTypeId
    name: Words
    colour: int
    staff_only: bool


def kinds(timetable: Timetable, organisation: Organisation, language: Language) -> list[Kind]:
    """All types of the clinic, each with a colour as long as there are enough."""
    return [
        Kind(
            id=it.id,
            name=said(it.name, organisation, language),
            colour=at % COLOURS,
            staff_only=it.bookable_by is BookableBy.STAFF,
        )
        for at, it in enumerate(timetable.time_types)
    ]


def kind_of(known: Sequence[Kind], time_type_id: TimeTypeId, language: Language) -> Kind:
    """The type as it is known; one that the clinic has given up since goes by its id."""
    gone = Kind(id=time_type_id, name=Words(time_type_id, language), colour=COLOURS - 1, staff_only=False)
    return next((it for it in known if it.id == time_type_id), gone)


def performers_at(timetable: Timetable, location_id: LocationId, day: date | None = None) -> list[Resource]:
    """Who has a schedule at the location, in the clinic's own order; with a day, who works on it by the schedule."""
    here = {
        it.performer_id
        for it in timetable.schedules
        if it.location_id == location_id
        and (
            day is None
            or (
                it.valid_from <= day <= (it.valid_until or day)
                and any(block.weekday == day.weekday() for block in it.week)
            )
        )
    }
    return [it for it in timetable.resources if it.kind is ResourceKind.PERFORMER and it.id in here]


def resources_at(timetable: Timetable, location_id: LocationId) -> list[Resource]:
    """Who and what has a schedule at the location: performers, then rooms, in the clinic's own order."""
    rooms = {it.room_id for it in timetable.schedules if it.location_id == location_id}
    return [*performers_at(timetable, location_id), *(it for it in timetable.resources if it.id in rooms)]


def performer_named(timetable: Timetable, resource_id: ResourceId) -> str:
    """What a performer or a room is called; its id when the clinic has given it up since."""
    found = next((it for it in timetable.resources if it.id == resource_id), None)
    return performer_in_words(found) if found else resource_id


def performer_in_words(it: Resource) -> str:
    """`Dr. med. Anna Weber`."""
    return f"{it.title} {it.name}".strip()
