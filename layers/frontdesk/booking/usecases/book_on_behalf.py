"""Staff book a time for somebody on the phone or at the desk. 1177: tider som vården bokar in."""

from dataclasses import dataclass

from frontdesk.booking.model import Appointment, Wish
from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases.book_time import Booking, book_time
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import AppointmentId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Consent, Subject
from frontdesk.patients.rules.persons import Person, subject_key

TOLD_BY_STAFF = "desk"
"""The version of a consent that nobody clicked: staff wrote down what the patient told them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Whom staff book for, as they were told: who it is, the language of messages, and why they come.

    `invited`: nobody asked for it, the clinic calls them in (1177: kallelse), and `reason` says what for.
    """

    person: Person
    language: Language
    reason: str = ""
    invited: bool = False


def book_on_behalf(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    appointment_id: AppointmentId,
    wish: Wish,
    visitor: Visitor,
    staff: StaffMember,
    ports: BookingPorts,
) -> Appointment:
    """The appointment, booked at once, of a subject who is registered first. The same id again is the same one.

    Raises Taken, Overlaps, a Refusal with the reason, NotFound when the location is none of theirs.
    """
    staff.require_reach(wish.location_id)
    subject = registered(organisation_id, visitor, ports=ports)
    booking = Booking(
        subject=subject,
        by=Actor(ActorKind.STAFF, staff.id),
        reason=visitor.reason,
        invited=visitor.invited,
    )
    return book_time(
        organisation_id=organisation_id,
        appointment_id=appointment_id,
        wish=wish,
        booking=booking,
        ports=ports,
    )


def registered(organisation_id: OrganisationId, visitor: Visitor, *, ports: BookingPorts) -> Subject:
    """Whom staff were told about, as a subject of the clinic."""
    person = visitor.person
    subject = Subject(
        id=subject_key(
            organisation_id,
            name=person.name,
            birth_date=person.birth_date,
            contact=person.phone or person.email or "",
        ),
        organisation_id=organisation_id,
        name=person.name,
        birth_date=person.birth_date,
        phone=person.phone,
        email=person.email,
        language=visitor.language,
        consent=Consent(version=TOLD_BY_STAFF, given_at=ports.clock()),
    )
    ports.register(subject)
    return subject
