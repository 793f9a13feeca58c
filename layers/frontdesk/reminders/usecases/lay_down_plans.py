"""An administrator lays down how patients are reminded of their appointments."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from frontdesk.kernel.errors import BadInput, Conflict
from frontdesk.kernel.ids import OrganisationId
from frontdesk.reminders.model.plans import Plans
from frontdesk.reminders.model.plans_written import read_plans
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.rules.plans import faults_of


def read_laid_down(*, organisation_id: OrganisationId, ports: RemindersPorts) -> Plans:
    """The plans as they are now; the usual one, of version 0, where nothing was laid down."""
    return ports.plans.get(organisation_id)


def lay_down_plans(
    *,
    organisation_id: OrganisationId,
    said: list[Mapping[str, Any]],
    version: int,
    ports: RemindersPorts,
) -> Plans:
    """The plans as stored. `version` is the one that was changed, 0 for the first ones.

    Said again, because an answer was lost, they are as they were stored the first time. BadInput with every fault,
    Conflict when somebody else changed them since.
    """
    places, languages = ports.places(organisation_id)
    timetable, before = ports.timetable(organisation_id), ports.plans.get(organisation_id).by_scope
    # What the clinic has given up since it was laid down stands in nobody's way.
    locations = {*places, *(it.location_id for it in before if it.location_id)}
    time_types = {it.time_type_id for it in before if it.time_type_id}
    time_types |= {it.id for it in timetable.time_types} if timetable else set()
    if faults := faults_of(said, locations=locations, time_types=time_types, languages=languages):
        raise BadInput(faults)
    wanted = read_plans(said, changed_at=None, version=version)
    try:
        return ports.plans.put(organisation_id, wanted, at=ports.clock())
    except Conflict:
        there = ports.plans.get(organisation_id)
        if replace(there, changed_at=None, version=version) != wanted:
            raise
    return there
