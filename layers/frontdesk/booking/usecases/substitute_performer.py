"""Somebody else sees the patient at the same time. 1177: omboka till annan vårdgivare."""

from dataclasses import replace

from frontdesk.booking.errors import Over
from frontdesk.booking.model import Appointment, AppointmentStatus, Change, ChangeKind
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.limits import why_not_comment, why_not_move
from frontdesk.booking.rules.standing import why_not_substitute
from frontdesk.booking.usecases import _facts
from frontdesk.booking.usecases._offers import moment_at, what_they_see
from frontdesk.booking.usecases._write import Said, change_what_is_there
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import AppointmentId, OrganisationId, ResourceId


def substitute_performer(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    appointment_id: AppointmentId,
    performer_id: ResourceId,
    comment: str,
    by: Actor,
    ports: BookingPorts,
) -> Appointment:
    """The appointment with the substitute, in one write. Said again, as it is; Taken when they are not free.

    Their schedule need not have the time: staff decide. They are a performer of the location, and not absent.
    """

    def substituted(before: Appointment) -> Said | None:
        if before.status is not AppointmentStatus.BOOKED:
            raise Over
        if before.slot.performer_id == performer_id:
            return None
        timetable, time_type = what_they_see(before, by=by.kind, ports=ports)
        moment = moment_at(organisation_id, before.slot.location_id, timetable, ports=ports)
        refusal = (
            why_not_comment(comment)
            or why_not_move(before, time_type, moment, by=by.kind)
            or why_not_substitute(timetable, before.slot, performer_id)
        )
        if refusal:
            raise refusal
        change = Change(at=moment.now, by=by, kind=ChangeKind.SUBSTITUTED, comment=comment.strip())
        slot = replace(before.slot, performer_id=performer_id)
        after = replace(before.changed(change, before.status), slot=slot)
        return after, _facts.rescheduled(after, before.slot, by=by, at=moment.now)

    return change_what_is_there(
        ports.appointments.get(organisation_id, appointment_id), substituted, ports=ports
    )
