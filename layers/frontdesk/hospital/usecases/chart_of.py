"""Whoever calls a patient reads what they were here for."""

from collections.abc import Sequence

from frontdesk.hospital.model import Encounter, EncounterState, StaffMember
from frontdesk.hospital.ports import HospitalPorts
from frontdesk.hospital.usecases._looks import record_look
from frontdesk.kernel.ids import OrganisationId, SubjectId


def chart_of(
    *, organisation_id: OrganisationId, subject_id: SubjectId, staff: StaffMember, ports: HospitalPorts
) -> Sequence[Encounter]:
    """The patient's encounters at locations in reach, the newest first, cancelled ones left out.

    Each has diagnoses, procedures and summary. The look is in the trail before anything is read.
    """
    record_look(
        organisation_id, "ChartRead", staff=staff, about=subject_id, subject_id=subject_id, ports=ports
    )
    return [
        it
        for it in ports.encounters.of_subject(organisation_id, subject_id)
        if it.location_id in staff.locations and it.state is not EncounterState.CANCELLED
    ]
