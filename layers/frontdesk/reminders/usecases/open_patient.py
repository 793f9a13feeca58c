"""Staff look for a patient, and at all reminders of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from frontdesk.booking.model.desk import StaffMember
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.model import ContactPoint, Subject
from frontdesk.reminders.model.recalls import Call, Reminder, Service
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.usecases._looks import record_look


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A patient, and what is theirs at the locations of who is asking."""

    subject: Subject
    reminders: Sequence[Reminder]
    services: Sequence[Service]
    calls: Sequence[Call]


def find_patients(
    *,
    organisation_id: OrganisationId,
    contact: ContactPoint,
    birth_date: date | None = None,
    staff: StaffMember,
    ports: RecallPorts,
) -> Sequence[Subject]:
    """Who gave this telephone number or e-mail address, and was born then; in the trail before."""
    record_look(organisation_id, "PatientsSearched", staff=staff, about="contact", ports=ports)
    found = ports.people(organisation_id, contact)
    return [it for it in found if birth_date in (None, it.birth_date)]


def open_patient(
    *, organisation_id: OrganisationId, subject_id: SubjectId, staff: StaffMember, ports: RecallPorts
) -> Dossier:
    """All that is known here of the patient; NotFound when this organisation has none of that id.

    In the trail before. Fails closed without it.
    """
    record_look(
        organisation_id,
        "PatientRemindersRead",
        staff=staff,
        about=subject_id,
        subject_id=subject_id,
        ports=ports,
    )
    subject = ports.subject(organisation_id, subject_id)
    here = staff.locations
    return Dossier(
        subject=subject,
        reminders=[
            it for it in ports.reminders.of_subject(organisation_id, subject_id) if it.location_id in here
        ],
        services=[
            it for it in ports.services.of_subject(organisation_id, subject_id) if it.location_id in here
        ],
        calls=[it for it in ports.calls.of_subject(organisation_id, subject_id) if it.location_id in here],
    )
