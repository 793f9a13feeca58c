"""Staff look at one visit or stay, and what is known of the patient's others."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.hospital.model import Emphasis, Encounter, EncounterId, StaffMember
from frontdesk.hospital.ports import HospitalPorts
from frontdesk.hospital.usecases._looks import record_look
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId
from frontdesk.patients.model import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An encounter; `subject` is None once nothing is on record of them. `others` are at locations in reach."""

    encounter: Encounter
    subject: Subject | None
    others: Sequence[Encounter]
    emphasis: Emphasis | None


def read_encounter(
    *,
    organisation_id: OrganisationId,
    encounter_id: EncounterId,
    staff: StaffMember,
    ports: HospitalPorts,
) -> Opened:
    """NotFound when there is none, or it is at a location that is not theirs. The look is in the trail first."""
    encounter = ports.encounters.kept(organisation_id, encounter_id).encounter
    if encounter.location_id not in staff.locations:
        raise NotFound(encounter_id=encounter_id)
    subject_id = encounter.subject_id
    record_look(
        organisation_id,
        "EncounterRead",
        staff=staff,
        about=encounter_id,
        subject_id=subject_id,
        ports=ports,
    )
    emphasis = ports.emphases.get(organisation_id, subject_id)
    return Opened(
        encounter=encounter,
        subject=ports.subjects(organisation_id, [subject_id]).get(subject_id),
        others=[
            it
            for it in ports.encounters.of_subject(organisation_id, subject_id)
            if it.id != encounter_id and it.location_id in staff.locations
        ],
        emphasis=emphasis if emphasis and emphasis.until >= ports.clock().date() else None,
    )
