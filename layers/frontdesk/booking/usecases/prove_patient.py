"""Somebody has the link to an appointment, or an invitation; a second proof shows that it is the patient."""

from datetime import date, timedelta

from frontdesk.audit.model import AuditEntry
from frontdesk.booking.errors import ProofLocked, WrongProof
from frontdesk.booking.ports import BookingPorts
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import new_event_id
from frontdesk.kernel.ids import AppointmentId, InvitationId, OrganisationId, SubjectId

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
    _prove(organisation_id, appointment_id, appointment.subject_id, birth_date, ports=ports)
    _record(organisation_id, "AppointmentOpened", appointment.subject_id, appointment.id, ports=ports)


def prove_invited(
    *,
    organisation_id: OrganisationId,
    invitation_id: InvitationId,
    birth_date: date | None,
    ports: BookingPorts,
) -> None:
    """The same of an invitation. Its tries are those of the appointment that it becomes: nobody has ten of both."""
    invitation = ports.invitations.get(organisation_id, invitation_id)
    _prove(organisation_id, invitation.becomes, invitation.subject_id, birth_date, ports=ports)
    _record(organisation_id, "InvitationOpened", invitation.subject_id, invitation.id, ports=ports)


def _prove(
    organisation_id: OrganisationId,
    appointment_id: AppointmentId,
    subject_id: SubjectId,
    birth_date: date | None,
    *,
    ports: BookingPorts,
) -> None:
    now = ports.clock()
    left = ports.appointments.take_try(
        organisation_id, appointment_id, on=f"{now:%Y-%m-%d}", most=TRIES_A_DAY, until=now + TRIES_KEPT_FOR
    )
    if left is None:
        raise ProofLocked
    if birth_date != ports.subject(organisation_id, subject_id).birth_date:
        raise WrongProof(tries_left=left) if left else ProofLocked


def _record(
    organisation_id: OrganisationId, action: str, subject_id: SubjectId, about: str, *, ports: BookingPorts
) -> None:
    ports.record(
        AuditEntry(
            id=new_event_id(),
            organisation_id=organisation_id,
            at=ports.clock(),
            actor=Actor(ActorKind.PATIENT, subject_id),
            action=action,
            subject_id=subject_id,
            department_id=None,
            about=about,
        )
    )
