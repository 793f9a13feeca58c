"""Staff open an appointment: who comes and why, and what was said when it was booked, moved and cancelled."""

from dataclasses import dataclass

from frontdesk.booking.errors import NotOffered
from frontdesk.booking.model import Appointment
from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.model.timetable import TimeType
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.limits import why_not_cancel, why_not_miss, why_not_move
from frontdesk.booking.usecases._look import record_look
from frontdesk.booking.usecases._offers import moment_at, timetable_of
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import NotFound, Refusal
from frontdesk.kernel.ids import AppointmentId, OrganisationId
from frontdesk.patients.model import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The appointment and whose it is, and why staff cannot change it now; None where they can.

    `time_type` is None when the clinic has given up the type since.
    """

    appointment: Appointment
    subject: Subject
    time_type: TimeType | None
    not_moved: Refusal | None
    not_cancelled: Refusal | None
    not_missed: Refusal | None


def read_appointment(
    *, organisation_id: OrganisationId, appointment_id: AppointmentId, staff: StaffMember, ports: BookingPorts
) -> Opened:
    """NotFound when it is at none of their locations, or only held and nobody's. Fails closed without the trail."""
    appointment = own_appointment(organisation_id, appointment_id, staff=staff, ports=ports)
    assert appointment.subject_id is not None, "only somebody's appointment is their own to see"
    record_look(
        organisation_id,
        "AppointmentRead",
        staff=staff,
        about=appointment.id,
        subject_id=appointment.subject_id,
        ports=ports,
    )
    timetable = timetable_of(organisation_id, ports=ports)
    moment = moment_at(organisation_id, appointment.slot.location_id, timetable, ports=ports)
    time_type = next((it for it in timetable.time_types if it.id == appointment.slot.time_type_id), None)
    gone, staffs = NotOffered(), ActorKind.STAFF
    return Opened(
        appointment=appointment,
        subject=ports.subject(organisation_id, appointment.subject_id),
        time_type=time_type,
        not_moved=why_not_move(appointment, time_type, moment, by=staffs) if time_type else gone,
        not_cancelled=why_not_cancel(appointment, time_type, moment, by=staffs) if time_type else gone,
        not_missed=why_not_miss(appointment, now=moment.now),
    )


def own_appointment(
    organisation_id: OrganisationId, appointment_id: AppointmentId, *, staff: StaffMember, ports: BookingPorts
) -> Appointment:
    """Somebody's appointment at one of the locations of this member of staff, unseen; else NotFound."""
    appointment = ports.appointments.get(organisation_id, appointment_id)
    if appointment.subject_id is None:
        raise NotFound(appointment_id=appointment_id)
    staff.require_reach(appointment.slot.location_id)
    return appointment
