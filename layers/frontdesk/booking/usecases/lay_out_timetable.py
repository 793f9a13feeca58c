"""An administrator lays down the clinic's times; what is booked is shown before, and never touched."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from frontdesk.booking.errors import MoreAffected
from frontdesk.booking.model import Appointment
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.model.timetable_written import read_timetable
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.laying_out import faults_of
from frontdesk.booking.usecases._outside import outside_of
from frontdesk.kernel.errors import BadInput, Conflict, FieldError
from frontdesk.kernel.ids import OrganisationId


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
    outside = tuple(outside_of(organisation_id, timetable, where, ports=ports))
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
