"""Reminders put together for the cloud. Called once per cold start."""

from collections.abc import Callable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from frontdesk.booking.ports import BookingPorts
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.language import Language
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.wiring import messaging_ports
from frontdesk.patients.usecases.reach_subject import reach_subject
from frontdesk.patients.wiring import patients_ports
from frontdesk.reminders.model import Offset
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules import CAUSE
from frontdesk.reminders.rules.keys import CAUSE as OF_RECALLS
from frontdesk.reminders.usecases.word_appointments import word_appointments
from frontdesk.reminders.usecases.word_reminder import word_reminder

USUAL = (Offset(2, time(9)),)
"""How long before patients are reminded where a clinic has said nothing: two days, at nine."""


def reminders_ports(
    booking: BookingPorts, when: Callable[[datetime, ZoneInfo, Language], str]
) -> RemindersPorts:
    """`booking` has a way to make links; `when` puts an instant into words."""
    patients = patients_ports()
    return RemindersPorts(
        scheduled=messaging_ports().outbox,
        appointment=booking.appointments.get,
        reached=lambda organisation_id, subject_id: reach_subject(
            organisation_id=organisation_id, subject_id=subject_id, ports=patients
        ),
        offsets=lambda _appointment: USUAL,
        zone=booking.zone,
        link=booking.link,
        when=when,
        clock=system_clock,
    )


def sending_ports(reminders: RemindersPorts, recalls: RecallPorts) -> MessagingPorts:
    """Messaging's, asking this area before it sends what this area is the cause of."""
    return messaging_ports(
        {
            CAUSE: lambda message: word_appointments(message, ports=reminders),
            OF_RECALLS: lambda message: word_reminder(message, ports=recalls),
        }
    )
