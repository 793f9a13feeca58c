"""What booking does when it hears its own facts: patients are told, and those who wait for a freed time."""

from datetime import datetime

from frontdesk.booking.model import Wish
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases.offer_time import offer_time
from frontdesk.booking.usecases.tell_invited import tell_invited
from frontdesk.booking.usecases.tell_patient import tell_patient
from frontdesk.kernel.ids import AppointmentId, InvitationId, LocationId, ResourceId, TimeTypeId
from frontdesk_web.tasks import Heard


def tell(fact: Heard, ports: BookingPorts) -> None:
    """Queue what is to be said of the fact: of one fact each is told once, however often it is heard."""
    if fact.name == "SlotFreed":
        offer_time(
            organisation_id=fact.organisation_id, wish=_freed(fact), event_id=fact.event_id, ports=ports
        )
    elif fact.name == "InvitationMade":
        tell_invited(
            organisation_id=fact.organisation_id,
            invitation_id=InvitationId(fact.data["invitation_id"]),
            event_id=fact.event_id,
            ports=ports,
        )
    else:
        tell_patient(
            organisation_id=fact.organisation_id,
            appointment_id=AppointmentId(fact.data["appointment_id"]),
            fact=fact.name,
            event_id=fact.event_id,
            ports=ports,
        )


def _freed(fact: Heard) -> Wish:
    """The time that can be taken again."""
    return Wish(
        location_id=LocationId(fact.data["location_id"]),
        time_type_id=TimeTypeId(fact.data["time_type_id"]),
        performer_id=ResourceId(fact.data["performer_id"]),
        starts_at=datetime.fromisoformat(fact.data["starts_at"]),
    )
