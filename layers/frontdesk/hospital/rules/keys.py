"""Natural keys of encounters. Pure."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from frontdesk.hospital.model import (
    Clinic,
    Encounter,
    EncounterClass,
    EncounterId,
    EncounterState,
    Population,
    Row,
)
from frontdesk.kernel.ids import OrganisationId


def encounter_key(organisation_id: OrganisationId, visit_number: str) -> EncounterId:
    """The id of a visit: whoever tells of it, and however often, it is one."""
    said = json.dumps([organisation_id, visit_number.strip()])
    return EncounterId(hashlib.sha256(said.encode()).hexdigest()[:32])


def population_of(it: Encounter) -> Population | None:
    """The list that it is on; emergency visits are on that of outpatients. None of those that were cancelled."""
    if it.state is EncounterState.CANCELLED:
        return None
    if it.kind is not EncounterClass.INPATIENT:
        return Population.OUTPATIENT
    return Population.INPATIENT if it.state is EncounterState.UNDER_WAY else Population.DISCHARGED


def day_of(it: Encounter, zone: ZoneInfo) -> date:
    """The local day under which it is listed: of leaving, else of coming."""
    left = population_of(it) is Population.DISCHARGED and it.ended_at
    return (left or it.began_at).astimezone(zone).date()


def list_of_most(rows: Iterable[Row], *, clinic: Clinic) -> dict[str, str]:
    """On which list most visits of a table are: of which location, which of the three, of which day."""
    lists = Counter(
        (it.location_id, on, day_of(it, clinic.places[it.location_id].zone))
        for it in (row.encounter for row in rows)
        if (on := population_of(it))
    )
    if not lists:
        return {}
    [((location_id, population, day), _)] = lists.most_common(1)
    return {"location": location_id, "list": population.value, "day": day.isoformat()}
