"""Natural keys of encounters. Pure."""

import hashlib
import json
from datetime import date
from zoneinfo import ZoneInfo

from frontdesk.hospital.model import Encounter, EncounterClass, EncounterId, EncounterState, Population
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
