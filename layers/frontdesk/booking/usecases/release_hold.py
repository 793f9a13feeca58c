"""A held time is given back before its hold ends, by whoever held it. IHE ITI-117: cancelling a held appointment."""

from dataclasses import replace

from frontdesk.booking.errors import Over
from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases._write import Said, change_what_is_there
from frontdesk.kernel.ids import AppointmentId, OrganisationId


def release_hold(
    *, organisation_id: OrganisationId, appointment_id: AppointmentId, ports: BookingPorts
) -> Appointment:
    """The time can be taken by others at once. Said again, as it is; Over once it is somebody's."""

    def released(before: Appointment) -> Said | None:
        if before.status is AppointmentStatus.LAPSED:
            return None
        if before.status is not AppointmentStatus.HELD:
            raise Over
        return replace(before, status=AppointmentStatus.LAPSED), ()

    there = ports.appointments.get(organisation_id, appointment_id)
    return change_what_is_there(there, released, ports=ports)
