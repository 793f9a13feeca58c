"""A patient chose a time: it is kept for them while they fill in the form."""

from datetime import timedelta

from frontdesk.booking.errors import Over
from frontdesk.booking.model import Appointment, AppointmentStatus, Wish
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases._offers import offered_slot
from frontdesk.booking.usecases._write import Said, change_what_is_there, write
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import AppointmentId, OrganisationId
from frontdesk.kernel.language import Language

HELD_FOR = timedelta(minutes=15)
"""Whole seconds, as a sheet has them: the hold ends at one instant, whoever asks."""


def hold_time(
    *,
    organisation_id: OrganisationId,
    appointment_id: AppointmentId,
    wish: Wish,
    language: Language,
    ports: BookingPorts,
) -> Appointment:
    """The held time. The same id holds one time only: another one chosen later gives the first one back.

    Raises Taken when somebody else has it, a Refusal when it is not offered, Over when the id is somebody's booking.
    """
    slot, _ = offered_slot(organisation_id, wish, by=ActorKind.PATIENT, ports=ports)
    until = ports.clock().replace(microsecond=0) + HELD_FOR
    held = Appointment(
        id=appointment_id,
        organisation_id=organisation_id,
        slot=slot,
        status=AppointmentStatus.HELD,
        language=language,
        hold_until=until,
    )
    try:
        return write(None, held, ports=ports)
    except Conflict as no:
        if type(no) is not Conflict:
            raise

    def chosen_again(before: Appointment) -> Said:
        if before.status not in (AppointmentStatus.HELD, AppointmentStatus.LAPSED):
            raise Over
        return held, ()

    there = ports.appointments.get(organisation_id, appointment_id)
    return change_what_is_there(there, chosen_again, ports=ports)
