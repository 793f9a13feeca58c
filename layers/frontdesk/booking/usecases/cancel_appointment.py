"""An appointment is cancelled; its time can be taken again at once. 1177: avboka."""

from frontdesk.booking.model import Appointment, AppointmentStatus, Change, ChangeKind
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.limits import why_not_cancel, why_not_comment
from frontdesk.booking.usecases import _facts
from frontdesk.booking.usecases._offers import moment_at, what_they_see
from frontdesk.booking.usecases._write import Said, change_what_is_there
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import AppointmentId, OrganisationId


def cancel_appointment(
    *,
    organisation_id: OrganisationId,
    appointment_id: AppointmentId,
    comment: str,
    by: Actor,
    ports: BookingPorts,
) -> Appointment:
    """The appointment, cancelled. Said again, as it is. Refusal with the reason; NotFound when there is none."""

    def cancelled(before: Appointment) -> Said | None:
        if before.status is AppointmentStatus.CANCELLED:
            return None
        timetable, time_type = what_they_see(before, by=by.kind, ports=ports)
        moment = moment_at(organisation_id, before.slot.location_id, timetable, ports=ports)
        refusal = why_not_comment(comment) or why_not_cancel(before, time_type, moment, by=by.kind)
        if refusal:
            raise refusal
        change = Change(at=moment.now, by=by, kind=ChangeKind.CANCELLED, comment=comment.strip())
        after = before.changed(change, AppointmentStatus.CANCELLED)
        return after, _facts.cancelled(after, by=by, at=moment.now)

    return change_what_is_there(
        ports.appointments.get(organisation_id, appointment_id), cancelled, ports=ports
    )
