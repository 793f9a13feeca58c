"""Somebody has the link to an appointment; a second proof shows that it is the patient."""

from datetime import date, timedelta

from frontdesk.audit.model import AuditEntry
from frontdesk.booking.errors import ProofLocked, WrongProof
from frontdesk.booking.ports import BookingPorts
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import new_event_id
from frontdesk.kernel.ids import AppointmentId, OrganisationId

TRIES_A_DAY = 5
TRIES_KEPT_FOR = timedelta(days=2)


def prove_patient(
    *,
    organisation_id: OrganisationId,
    appointment_id: AppointmentId,
    birth_date: date | None,
    ports: BookingPorts,
) -> None:
    """Return when the date of birth is the patient's. WrongProof with `tries_left`; ProofLocked until tomorrow, UTC.

    A try is used up before anything is compared, so that guesses made at once are counted one by one.
    """
    appointment = ports.appointments.get(organisation_id, appointment_id)
    if appointment.subject_id is None:
        raise NotFound(appointment_id=appointment_id)
    now = ports.clock()
    left = ports.appointments.take_try(
        organisation_id, appointment_id, on=f"{now:%Y-%m-%d}", most=TRIES_A_DAY, until=now + TRIES_KEPT_FOR
    )
    if left is None:
        raise ProofLocked
    if birth_date != ports.subject(organisation_id, appointment.subject_id).birth_date:
        raise WrongProof(tries_left=left) if left else ProofLocked
    ports.record(
        AuditEntry(
            id=new_event_id(),
            organisation_id=organisation_id,
            at=now,
            actor=Actor(ActorKind.PATIENT, appointment.subject_id),
            action="AppointmentOpened",
            subject_id=appointment.subject_id,
            department_id=None,
            about=appointment.id,
        )
    )
