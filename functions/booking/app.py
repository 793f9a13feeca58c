"""Booking over HTTP: free times, holding, booking, and a patient's own appointments; and what the bus calls."""

from collections.abc import Mapping
from typing import Any

from frontdesk.booking.usecases.tell_patient import tell_patient
from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.ids import AppointmentId
from frontdesk_web import seals
from frontdesk_web.http import App
from frontdesk_web.keyring import keyring
from frontdesk_web.tasks import heard

app = App("frontdesk-booking")
ports = booking_ports(
    lambda organisation, appointment: seals.ticket(
        organisation, appointment, of="appointment", keyring=keyring()
    )
)


@app.lambda_function(name="listener")
def listener(event: Mapping[str, Any], _context: object) -> None:
    """Facts of booking: the patient is told."""
    fact = heard(event)
    tell_patient(
        organisation_id=fact.organisation_id,
        appointment_id=AppointmentId(fact.data["appointment_id"]),
        fact=fact.name,
        event_id=fact.event_id,
        ports=ports,
    )
