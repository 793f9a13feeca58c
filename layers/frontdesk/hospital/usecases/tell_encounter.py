"""The hospital's system, a table, or somebody at the desk tells of a visit: what was said last is kept."""

from zoneinfo import ZoneInfo

from frontdesk.hospital.model import Encounter, Kept
from frontdesk.hospital.ports import HospitalPorts
from frontdesk.hospital.rules.keys import day_of
from frontdesk.hospital.rules.merging import merged, told_now
from frontdesk.hospital.rules.telling import news_of
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import LocationId, OrganisationId

TRIES = 5


def tell_encounter(encounter: Encounter, *, by: Actor, ports: HospitalPorts) -> Encounter:
    """The encounter as it stands now. Told twice is once, and the order in which it is heard is nothing to it.

    What is empty or None in `encounter` was not told. NotFound for a place that the clinic has not; Conflict when
    others write it again and again.
    """
    told, here = told_now(encounter), encounter.organisation_id
    for _ in range(TRIES):
        try:
            before: Kept | None = ports.encounters.kept(here, encounter.id)
        except NotFound:
            before = None
        after = merged(before, told) if before else told
        if before and before.parts == after.parts:
            return before.encounter
        zone = _zone(here, after.encounter.location_id, ports=ports)
        facts = news_of(
            before.encounter if before else None,
            after.encounter,
            zone=zone,
            was_in=_zone(here, before.encounter.location_id, ports=ports) if before else zone,
            by=by,
            now=ports.clock(),
        )
        try:
            ports.encounters.write(after, day=day_of(after.encounter, zone), facts=facts)
        except Conflict:
            continue
        return after.encounter
    raise Conflict(encounter_id=encounter.id)


def _zone(organisation_id: OrganisationId, location_id: LocationId, *, ports: HospitalPorts) -> ZoneInfo:
    places = ports.places(organisation_id)
    if location_id not in places:
        raise NotFound(location_id=location_id)
    return places[location_id].zone
