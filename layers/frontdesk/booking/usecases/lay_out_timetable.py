"""An administrator lays down the clinic's times; what is booked is shown before, and never touched."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from frontdesk.booking.errors import MoreAffected
from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.booking.model.cells import cell_at
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.model.timetable_written import read_timetable
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.laying_out import faults_of
from frontdesk.booking.rules.offering import slot_at, starts_on
from frontdesk.kernel.errors import BadInput, Conflict, FieldError, NotFound
from frontdesk.kernel.ids import LocationId, OrganisationId


@dataclass(frozen=True, slots=True)
class Effect:
    """What a timetable would do: why it cannot be laid down, and the booked times that no schedule of it has."""

    faults: tuple[FieldError, ...]
    outside: tuple[Appointment, ...]


def read_laid_out(*, organisation_id: OrganisationId, ports: BookingPorts) -> Timetable | None:
    """The timetable as it is now, None when there is none."""
    return ports.timetables.get(organisation_id)


def effect_of_timetable(
    *, organisation_id: OrganisationId, said: Mapping[str, Any], ports: BookingPorts
) -> Effect:
    """What laying it down would do; nothing is stored."""
    where, languages = ports.places(organisation_id)
    faults = faults_of(said, locations=where, languages=languages)
    if faults:
        return Effect(faults, ())
    timetable = read_timetable(said)
    outside = tuple(_outside(organisation_id, timetable, ports=ports))
    known = {it.id for it in timetable.time_types}
    gone = sorted({it.slot.time_type_id for it in outside} - known)
    return Effect(tuple(FieldError(f"$.time_types.{name}", "time_type_in_use") for name in gone), outside)


def lay_out_timetable(
    *,
    organisation_id: OrganisationId,
    said: Mapping[str, Any],
    version: int,
    outside: int,
    ports: BookingPorts,
) -> Timetable:
    """The timetable as stored. `version` is what was changed, `outside` how many booked times it was seen to leave out.

    They stay booked. Said again, because an answer was lost, it is as it was stored the first time. BadInput with every
    fault, Conflict when somebody else changed it since, MoreAffected when there are now more booked times outside of
    it than were seen.
    """
    effect = effect_of_timetable(organisation_id=organisation_id, said=said, ports=ports)
    if effect.faults:
        raise BadInput(effect.faults)
    if len(effect.outside) > outside:
        raise MoreAffected(outside=len(effect.outside))
    wanted = replace(read_timetable(said), version=version)
    try:
        return ports.timetables.put(organisation_id, wanted)
    except Conflict:
        there = ports.timetables.get(organisation_id)
        if there is None or replace(there, version=version) != wanted:
            raise
    return there


def _outside(
    organisation_id: OrganisationId, timetable: Timetable, *, ports: BookingPorts
) -> Iterator[Appointment]:
    """Booked times from today on, as far ahead as any type was bookable, that the timetable does not have."""
    now = ports.timetables.get(organisation_id)
    laid_out = [*timetable.schedules, *(now.schedules if now else ())]
    horizon = max(
        [it.horizon_days for it in (*timetable.time_types, *(now.time_types if now else ()))], default=0
    )
    for location_id in sorted({it.location_id for it in laid_out}):
        today = ports.clock().astimezone(ports.zone(organisation_id, location_id)).date()
        booked = ports.appointments.of_days(
            organisation_id, location_id, today, today + timedelta(days=horizon)
        )
        for it in booked:
            if it.status is AppointmentStatus.BOOKED and not _is_in(timetable, it, location_id, ports):
                yield it


def _is_in(timetable: Timetable, it: Appointment, location_id: LocationId, ports: BookingPorts) -> bool:
    slot = it.slot
    try:
        time_type = timetable.time_type(slot.time_type_id)
        zone = ports.zone(it.organisation_id, location_id)
    except NotFound:
        return False
    start = cell_at(slot.starts_at)
    return any(
        start in starts_on(timetable, schedule, time_type, slot.on, zone)
        and slot_at(schedule, time_type, start, slot.on).occupied == slot.occupied
        for schedule in timetable.schedules_for(location_id, slot.time_type_id, slot.performer_id)
    )
