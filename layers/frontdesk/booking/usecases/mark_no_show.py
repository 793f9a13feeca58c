"""Staff note that a patient did not come."""

from frontdesk.booking.model import Appointment, AppointmentStatus, Change, ChangeKind
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.limits import why_not_miss
from frontdesk.booking.usecases import _facts
from frontdesk.booking.usecases._write import Said, change_what_is_there
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import AppointmentId, OrganisationId


def mark_no_show(
    *, organisation_id: OrganisationId, appointment_id: AppointmentId, by: Actor, ports: BookingPorts
) -> Appointment:
    """The appointment, missed. Said again, as it is. Over before it begins and once it was cancelled."""

    def missed(before: Appointment) -> Said | None:
        now = ports.clock()
        if before.status is AppointmentStatus.NO_SHOW:
            return None
        if refusal := why_not_miss(before, now=now):
            raise refusal
        after = before.changed(Change(at=now, by=by, kind=ChangeKind.NO_SHOW), AppointmentStatus.NO_SHOW)
        return after, _facts.not_shown(after, by=by, at=now)

    return change_what_is_there(ports.appointments.get(organisation_id, appointment_id), missed, ports=ports)
