"""Staff look at all that a patient has booked with them."""

from collections.abc import Sequence
from datetime import datetime

from frontdesk.booking.model import Appointment
from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases._look import record_look
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.model import Subject


def list_of_patient(
    *,
    organisation_id: OrganisationId,
    subject_id: SubjectId,
    since: datetime,
    staff: StaffMember,
    ports: BookingPorts,
) -> tuple[Subject | None, Sequence[Appointment]]:
    """Whose they are, and what begins at `since` or later at a location of theirs, cancelled ones too, in order.

    None and nothing for whom they do not know, whether or not there is such a patient. What is shown is in the trail
    before.
    """
    found = [
        it
        for it in ports.appointments.of_subject(organisation_id, subject_id, since=since)
        if it.slot.location_id in staff.locations
    ]
    if not found:
        return None, ()
    record_look(
        organisation_id,
        "PatientTimesRead",
        staff=staff,
        about=subject_id,
        subject_id=subject_id,
        ports=ports,
    )
    return ports.subjects(organisation_id, [subject_id]).get(subject_id), found
