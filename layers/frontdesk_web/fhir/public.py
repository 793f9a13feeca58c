"""What programs that book for patients ask and do: the use cases of the patients' pages, under their rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from frontdesk.booking.model.timetable import Schedule, TimeType
from frontdesk.booking.usecases.find_times import Search, find_times_of_all
from frontdesk.catalogue.model import Location
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ResourceId
from frontdesk_web.fhir import deeds
from frontdesk_web.fhir.answers import read as read_body
from frontdesk_web.fhir.described import capability
from frontdesk_web.fhir.door import Asked
from frontdesk_web.fhir.names import public_base, time_types
from frontdesk_web.fhir.periods import Period, between, moment, searched
from frontdesk_web.fhir.reading import Parameters, codes, id_in
from frontdesk_web.fhir.resources import (
    Json,
    availability,
    bundle,
    proposal,
    schedule,
    schedule_id,
    slot,
)
from frontdesk_web.http import carried_number
from frontdesk_web.presenters.booking_choice import Counter, kinds, places

MOST_AT_ONCE = 500
"""Entries of an answer: a function may answer 6 MB. `total` counts all; fewer days have the rest."""


def metadata(asked: Asked) -> Json:
    """What can be done here. http://hl7.org/fhir/R4/http.html#capabilities"""
    return capability(asked.counter())


def schedules(asked: Asked) -> Json:
    """What patients may book of whom, and where: by `_id`, `actor` and `service-type`."""
    counter = asked.counter()
    ids, actors = _tokens(asked, "_id"), _tokens(asked, "actor")
    types = _types(counter, asked.query.get("service-type", ()))
    found = []
    for location, kind_of in _offered(counter):
        for performer_id, offered in kind_of.items():
            named = schedule_id(performer_id, location.id)
            who = {f"Practitioner/{performer_id}", f"Location/{location.id}"}
            wanted = [it for it in offered if types is None or it.id in types]
            if wanted and (not ids or named in ids) and (not actors or who & actors):
                today = counter.now.astimezone(location.zone).date()
                until = today + timedelta(days=max(it.horizon_days for it in offered))
                found.append(schedule(counter, performer_id, location, offered, until))
    base = public_base(counter.organisation_id)
    return bundle(base, found[: _most(asked)], total=len(found))


def slots(asked: Asked) -> Json:
    """The free times of a schedule, by `schedule`, `start`, `service-type` and `status`; only `free` is told."""
    counter = asked.counter()
    types = _types(counter, asked.query.get("service-type", ()))
    named = {id_in(it, "Schedule") or it for it in _tokens(asked, "schedule")}
    if not named:
        deeds.require("schedule", "")
    there = [
        (location, performer_id, offered)
        for location, kind_of in _offered(counter)
        for performer_id, offered in kind_of.items()
        if schedule_id(performer_id, location.id) in named
    ]
    zone = (there[0][0] if there else counter.catalogue.locations[0]).zone
    period = searched(asked.query.get("start", ()), zone, counter.now, of="start")
    searches = [
        replace(_search(counter, location, kind), performer_id=performer_id)
        for location, performer_id, offered in there
        for kind in offered
        if types is None or kind.id in types
    ]
    told = _tokens(asked, "status")
    found = _free(asked, counter, searches if not told or "free" in told else [], period, slot)
    return bundle(public_base(counter.organisation_id), found[: _most(asked)], total=len(found))


def read(asked: Asked, named: str) -> Json:
    """The appointment of a ticket: when, where, how it stands; nothing of whose it is."""
    return deeds.read(asked, named)


def operate(asked: Asked, named: str) -> Json:
    """An operation on the type Appointment."""
    operation = OPERATIONS.get(named)
    if operation is None:
        raise NotFound(operation=named)
    return operation(asked, Parameters.read(read_body(asked.body, asked.content_type, "Parameters")))


def find(asked: Asked, told: Parameters) -> Json:
    """Free times as appointments that could be (ITI-115). What somebody holds is none of them."""
    counter = asked.counter()
    zone = counter.catalogue.locations[0].zone
    begins, ends = (moment(deeds.require(it, told.text(it)), zone, of=it).begins for it in ("start", "end"))
    period = between(begins, ends, of="end")
    types = _types(counter, told.values("visit-type"))
    performers = {id_in(it, "Practitioner") for it in told.references("practitioner")}
    where = {id_in(it, "Location") for it in told.references("location-reference")}
    searches = [
        replace(_search(counter, location, kind), performer_id=performer_id)
        for location, kind_of in _offered(counter)
        if not where or location.id in where
        for performer_id, offered in kind_of.items()
        if not performers or performer_id in performers
        for kind in offered
        if types is None or kind.id in types
    ]
    found = _free(asked, counter, searches, period, proposal)
    most = _most(asked, [it for it in told.values("_count") if isinstance(it, int)])
    return availability(public_base(counter.organisation_id), found[:most], total=len(found))


OPERATIONS: Mapping[str, Callable[[Asked, Parameters], Json]] = {
    "$find": find,
    "$hold": deeds.hold,
    "$book": deeds.book,
}


def _offered(counter: Counter) -> list[tuple[Location, dict[ResourceId, list[TimeType]]]]:
    """Of each place who has which kinds that patients may book."""
    return [
        (it, _of_each(counter.timetable.schedules, it, kinds(counter.timetable, it.id)))
        for it in places(counter)
    ]


def _of_each(
    laid_out: Sequence[Schedule], location: Location, offered: Sequence[TimeType]
) -> dict[ResourceId, list[TimeType]]:
    found: dict[ResourceId, list[TimeType]] = {}
    for it in laid_out:
        if it.location_id == location.id:
            has = {kind for block in it.week for kind in block.time_types}
            before = found.get(it.performer_id, [])
            theirs = [kind for kind in offered if kind.id in has or kind in before]
            if theirs:
                found[it.performer_id] = theirs
    return found


def _search(counter: Counter, location: Location, kind: TimeType) -> Search:
    return Search(organisation_id=counter.organisation_id, location_id=location.id, time_type_id=kind.id)


def _free(
    asked: Asked, counter: Counter, searches: Sequence[Search], period: Period, told: Callable[..., Json]
) -> list[Json]:
    """The free times that begin in the period, each once."""
    zones = {counter.catalogue.location(it.location_id).zone for it in searches}
    first, last = period.days(zones)
    found = find_times_of_all(searches, first, last, ports=asked.ports)
    once = dict.fromkeys(it for it in found if it.starts_at in period)
    return [told(counter, it) for it in once]


def _types(counter: Counter, tokens: Sequence[object]) -> set[str] | None:
    """The kinds of time that tokens name, None where any will do."""
    said = [it for it in tokens if isinstance(it, str) and it]
    return codes(said, time_types(counter.organisation_id)) if said else None


def _tokens(asked: Asked, name: str) -> set[str]:
    return {part for it in asked.query.get(name, ()) for part in it.split(",") if part}


def _most(asked: Asked, told: Sequence[int] = ()) -> int:
    numbers = [carried_number(it) for it in asked.query.get("_count", ())]
    wanted = [it for it in (*numbers, *told) if it is not None and it >= 0]
    return min([MOST_AT_ONCE, *wanted])
