"""A patient whom no time suits waits for one that somebody gives back, or for an earlier one. 1177: väntelista."""

from dataclasses import dataclass, replace
from hashlib import sha256

from frontdesk.booking.errors import InvitationOver
from frontdesk.booking.model import Appointment
from frontdesk.booking.model.invitations import Invitation, InvitationStatus, Want
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.invitations import why_not_days, why_not_laid_out
from frontdesk.booking.rules.limits import (
    Person,
    why_not_move,
    why_not_offered,
    why_not_reason,
    why_not_they,
)
from frontdesk.booking.usecases import _facts
from frontdesk.booking.usecases._offers import moment_at, timetable_of, what_they_see
from frontdesk.booking.usecases.book_time import Booking
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import AppointmentId, InvitationId, OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """What is waited for, and by whom: as much as somebody says who books."""

    want: Want
    booking: Booking


def wait_for_time(
    *, organisation_id: OrganisationId, invitation_id: InvitationId, wait: Wait, ports: BookingPorts
) -> Invitation:
    """The invitation, and they are registered. The same id again is the same one; a Refusal with the reason."""
    want, booking = wait.want, wait.booking
    _check(organisation_id, wait, ports=ports)
    ports.register(booking.subject)
    invitation = Invitation(
        id=invitation_id,
        organisation_id=organisation_id,
        subject_id=booking.subject.id,
        want=want,
        by=booking.by,
        made_at=ports.clock(),
        language=booking.subject.language,
        purpose=booking.reason.strip(),
    )
    return made_once(invitation, ports=ports)


def wait_for_earlier(
    *, organisation_id: OrganisationId, appointment_id: AppointmentId, ports: BookingPorts
) -> Invitation:
    """The invitation to an earlier time than this one; there is one for each time that it had. Said again, the same.

    Raises the Refusal that moving it would meet; NotFound for an appointment that they are not shown.
    """
    appointment = ports.appointments.get(organisation_id, appointment_id)
    _, time_type = what_they_see(appointment, by=ActorKind.PATIENT, ports=ports)
    timetable = timetable_of(organisation_id, ports=ports)
    moment = moment_at(organisation_id, appointment.slot.location_id, timetable, ports=ports)
    if refusal := why_not_move(appointment, time_type, moment, by=ActorKind.PATIENT):
        raise refusal
    assert appointment.subject_id is not None, "what can be moved is somebody's"
    invitation = Invitation(
        id=_id_of(appointment),
        organisation_id=organisation_id,
        subject_id=appointment.subject_id,
        want=Want(
            location_id=appointment.slot.location_id,
            time_type_id=appointment.slot.time_type_id,
            first_day=moment.now.astimezone(moment.zone).date(),
            last_day=appointment.slot.on,
        ),
        by=Actor(ActorKind.PATIENT, appointment.subject_id),
        made_at=moment.now,
        language=appointment.language,
        appointment_id=appointment.id,
    )
    return _again(invitation, ports=ports)


def made_once(invitation: Invitation, *, ports: BookingPorts) -> Invitation:
    """As stored. InvitationOver when the id is that of another one."""
    try:
        return ports.invitations.write(None, invitation, _facts.made(invitation))
    except Conflict:
        there = ports.invitations.get(invitation.organisation_id, invitation.id)
    if (there.subject_id, there.want) != (invitation.subject_id, invitation.want):
        raise InvitationOver
    return there


def _again(invitation: Invitation, *, ports: BookingPorts) -> Invitation:
    """As stored; one that they had withdrawn is open again."""
    try:
        return ports.invitations.write(None, invitation, _facts.made(invitation))
    except Conflict:
        there = ports.invitations.get(invitation.organisation_id, invitation.id)
    if there.status is not InvitationStatus.WITHDRAWN:
        return there
    return ports.invitations.write(there, replace(invitation, version=there.version), _facts.made(invitation))


def _id_of(appointment: Appointment) -> InvitationId:
    """One for each time that it had: moved with it, or otherwise, they may wait anew."""
    said = f"earlier {appointment.organisation_id} {appointment.id} {len(appointment.changes)}"
    return InvitationId(sha256(said.encode()).hexdigest()[:32])


def _check(organisation_id: OrganisationId, wait: Wait, *, ports: BookingPorts) -> None:
    want, booking = wait.want, wait.booking
    timetable = timetable_of(organisation_id, ports=ports)
    time_type = timetable.time_type(want.time_type_id)
    moment = moment_at(organisation_id, want.location_id, timetable, ports=ports)
    person = Person(
        birth_date=booking.subject.birth_date, is_known=booking.is_known, coverage=booking.coverage
    )
    refusal = (
        why_not_offered(timetable, time_type, by=ActorKind.PATIENT)
        or why_not_laid_out(want, timetable)
        or why_not_days(want, today=moment.now.astimezone(moment.zone).date())
        or (
            why_not_they(time_type, person, on=want.last_day)
            and why_not_they(time_type, person, on=want.first_day)
        )
        or why_not_reason(time_type, booking.reason)
    )
    if refusal:
        raise refusal
