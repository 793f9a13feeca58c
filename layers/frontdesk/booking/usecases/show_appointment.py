"""A patient looks at their appointment; who is looking was proved before."""

from dataclasses import dataclass

from frontdesk.booking.model import Appointment
from frontdesk.booking.model.timetable import Timetable, TimeType
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.limits import why_not_cancel, why_not_move
from frontdesk.booking.usecases._offers import moment_at, what_they_see
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import Refusal
from frontdesk.kernel.ids import AppointmentId, OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The appointment and why it cannot be changed by the patient now; None where the use case would not refuse."""

    appointment: Appointment
    time_type: TimeType
    timetable: Timetable
    not_moved: Refusal | None
    not_cancelled: Refusal | None


def show_appointment(
    *, organisation_id: OrganisationId, appointment_id: AppointmentId, ports: BookingPorts
) -> Shown:
    """NotFound when this organisation has none of that id, or the patient is not shown it."""
    return shown(ports.appointments.get(organisation_id, appointment_id), ports=ports)


def shown(appointment: Appointment, *, ports: BookingPorts) -> Shown:
    """The appointment as the patient sees it; NotFound when they do not."""
    timetable, time_type = what_they_see(appointment, by=ActorKind.PATIENT, ports=ports)
    moment = moment_at(appointment.organisation_id, appointment.slot.location_id, timetable, ports=ports)
    return Shown(
        appointment=appointment,
        time_type=time_type,
        timetable=timetable,
        not_moved=why_not_move(appointment, time_type, moment, by=ActorKind.PATIENT),
        not_cancelled=why_not_cancel(appointment, time_type, moment, by=ActorKind.PATIENT),
    )
