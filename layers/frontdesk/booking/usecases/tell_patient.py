"""The patient hears what became of their appointment. 1177: kopia på bekräftelsen i inkorgen."""

from collections.abc import Mapping

from frontdesk.booking.model import Appointment
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.telling import told_under
from frontdesk.booking.usecases._offers import what_they_see
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import AppointmentId, EventId, OrganisationId
from frontdesk.messaging.model import Message, Recipient, RecipientKind

TEMPLATES: Mapping[str, str] = {
    "AppointmentBooked": "appointment_booked",
    "AppointmentRescheduled": "appointment_moved",
    "AppointmentCancelled": "appointment_cancelled",
}
INVITED = "appointment_invited"


def tell_patient(
    *,
    organisation_id: OrganisationId,
    appointment_id: AppointmentId,
    fact: str,
    event_id: EventId,
    ports: BookingPorts,
) -> None:
    """Queue the message that belongs to the fact; of one fact it is one message, however often it is heard.

    Nothing is said of an appointment that the patient is not shown: the message is a link to it.
    """
    appointment = ports.appointments.get(organisation_id, appointment_id)
    if appointment.subject_id is None or not _is_shown(appointment, ports=ports):
        return
    if fact == "AppointmentCancelled" and _was_written(appointment):
        return
    ports.queue(
        Message(
            id=told_under(appointment.id, event_id),
            organisation_id=organisation_id,
            recipient=Recipient(RecipientKind.SUBJECT, appointment.subject_id),
            template=INVITED if appointment.invited and fact == "AppointmentBooked" else TEMPLATES[fact],
            language=appointment.language,
            queued_at=ports.clock(),
            parameters={
                "reference": appointment.reference,
                "link": ports.link(organisation_id, appointment.id),
            },
        )
    )


def _was_written(appointment: Appointment) -> bool:
    """Whether it was cancelled by a reply to a message: that has an answer, and says so.

    Who cancels on a page is the patient; who replies has nothing but the telephone in their hand.
    """
    by = appointment.changes[-1].by
    return by.kind is ActorKind.PATIENT and by.id != appointment.subject_id


def _is_shown(appointment: Appointment, *, ports: BookingPorts) -> bool:
    try:
        what_they_see(appointment, by=ActorKind.PATIENT, ports=ports)
    except NotFound:
        return False
    return True
