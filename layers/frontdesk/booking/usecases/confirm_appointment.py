"""A patient says that they come. FHIR AppointmentResponse `accepted`."""

from datetime import datetime

from frontdesk.booking.model import Appointment, Change, ChangeKind
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.limits import why_not_promise
from frontdesk.booking.usecases import _facts
from frontdesk.booking.usecases._write import Said, change_what_is_there
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import AppointmentId, OrganisationId


def confirm_appointment(
    *,
    organisation_id: OrganisationId,
    appointment_id: AppointmentId,
    by: Actor,
    ports: BookingPorts,
    starts_at: datetime | None = None,
) -> Appointment:
    """The appointment, confirmed. Said again, as it is. Over when it is not booked or has begun.

    `starts_at`: the time that they say they come at, where they were told one; Conflict when it is at another by now.
    """

    def confirmed(before: Appointment) -> Said | None:
        now = ports.clock()
        if refusal := why_not_promise(before, now=now):
            raise refusal
        if starts_at not in (None, before.slot.starts_at):
            raise Conflict(appointment_id=appointment_id)
        if before.is_confirmed:
            return None
        after = before.changed(Change(at=now, by=by, kind=ChangeKind.CONFIRMED), before.status)
        return after, _facts.confirmed(after, by=by, at=now)

    return change_what_is_there(
        ports.appointments.get(organisation_id, appointment_id), confirmed, ports=ports
    )
