"""Booking with links that open here."""

from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.wiring import booking_ports
from frontdesk_web import seals
from frontdesk_web.keyring import keyring


def linked_booking() -> BookingPorts:
    """Booking's ports whose links carry a ticket under the clinic's keys."""
    return booking_ports(
        lambda organisation, record, of: seals.ticket(organisation, record, of=of, keyring=keyring())
    )
