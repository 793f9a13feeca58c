"""Somebody reads what became of the clinic's times in a month."""

from datetime import date

from frontdesk.kernel.ids import OrganisationId
from frontdesk.window.model.bookings import BookingStatistics
from frontdesk.window.ports import WindowPorts
from frontdesk.window.rules.booked import booking_statistics


def read_bookings(*, organisation_id: OrganisationId, month: date, ports: WindowPorts) -> BookingStatistics:
    """The month's numbers, none of them small enough to find a person by."""
    first = month.replace(day=1)
    return booking_statistics(first, ports.bookings.of_month(organisation_id, first))
