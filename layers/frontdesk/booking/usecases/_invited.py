"""What an invitation lets somebody take: looked up, and asked of the rule by page, offer and use case alike."""

from frontdesk.booking.errors import NotOffered
from frontdesk.booking.model import Appointment, Slot
from frontdesk.booking.model.invitations import Invitation
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.invitations import why_not_take
from frontdesk.booking.rules.limits import Person
from frontdesk.booking.usecases._offers import moment_at, timetable_of
from frontdesk.kernel.errors import Refusal


def shall_become_earlier(invitation: Invitation, *, ports: BookingPorts) -> Appointment | None:
    """The appointment as it is now; None for an invitation to a time of its own."""
    if invitation.appointment_id is None:
        return None
    return ports.appointments.get(invitation.organisation_id, invitation.appointment_id)


def person_of(invitation: Invitation, *, ports: BookingPorts) -> Person | None:
    """Whose it is, where the type asks for an age; then only is anybody looked up."""
    timetable = timetable_of(invitation.organisation_id, ports=ports)
    time_type = timetable.time_type(invitation.want.time_type_id)
    if time_type.youngest is None and time_type.oldest is None:
        return None
    subject = ports.subject(invitation.organisation_id, invitation.subject_id)
    return Person(birth_date=subject.birth_date)


def why_not(
    invitation: Invitation,
    slot: Slot,
    person: Person | None,
    has: Appointment | None,
    *,
    ports: BookingPorts,
) -> Refusal | None:
    """The reason they cannot take the time with it now, or None, as far as the rules know."""
    timetable = timetable_of(invitation.organisation_id, ports=ports)
    if slot.time_type_id != invitation.want.time_type_id:
        return NotOffered()
    moment = moment_at(invitation.organisation_id, slot.location_id, timetable, ports=ports)
    return why_not_take(invitation, slot, timetable, moment, person, has)
