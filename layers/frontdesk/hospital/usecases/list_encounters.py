"""Staff look at who came, who is in, and who left, at a location on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from frontdesk.hospital.model import Emphasis, Leaf, Population, StaffMember
from frontdesk.hospital.ports import HospitalPorts
from frontdesk.hospital.usecases._looks import record_look
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.patients.model import Subject

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of a list; `subjects` are those who are on record, `counts` how long each list is."""

    leaf: Leaf
    subjects: Mapping[SubjectId, Subject]
    counts: Mapping[Population, int]
    emphasised: Mapping[SubjectId, Emphasis]


def list_encounters(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    location_id: LocationId,
    day: date,
    population: Population,
    after: str | None,
    staff: StaffMember,
    ports: HospitalPorts,
) -> Listed:
    """At most 50 a page. NotFound for a location that is not theirs. The look is in the trail first."""
    if location_id not in staff.locations:
        raise NotFound(location_id=location_id)
    record_look(
        organisation_id,
        "EncountersRead",
        staff=staff,
        about=f"{location_id}/{population.value}/{day}",
        ports=ports,
    )
    leaf = ports.encounters.of_day(organisation_id, location_id, population, day, after=after, most=PAGE)
    ids = {it.subject_id for it in leaf.encounters}
    today = ports.clock().date()
    return Listed(
        leaf=leaf,
        subjects=ports.subjects(organisation_id, ids) if ids else {},
        counts={it: ports.encounters.count(organisation_id, location_id, it, day) for it in Population},
        emphasised={
            it.subject_id: it
            for it in ports.emphases.everybody(organisation_id)
            if it.subject_id in ids and it.until >= today
        },
    )
