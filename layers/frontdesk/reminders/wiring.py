"""Reminders put together for the cloud. Called once per cold start."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from frontdesk.booking.ports import BookingPorts
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Message
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.usecases.count_followed import count_followed
from frontdesk.messaging.wiring import messaging_ports, tally_ports
from frontdesk.patients.usecases.reach_subject import reach_subject
from frontdesk.patients.wiring import patients_ports
from frontdesk.reminders.model import Offset
from frontdesk.reminders.ports import FollowingPorts, RemindersPorts
from frontdesk.reminders.rules import CAUSE
from frontdesk.reminders.usecases.word_appointments import word_appointments

USUAL = (Offset(2, time(9)),)
"""How long before patients are reminded where a clinic has said nothing: two days, at nine."""
LATEST = 25
"""As many messages of somebody are looked through for a reminder: those of two dozen days."""


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


def following_ports() -> FollowingPorts:
    patients, catalogue, tallies = patients_ports(), catalogue_ports(), tally_ports()
    outbox = messaging_ports().outbox

    def told(organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Message]:
        _, contact_key = reach_subject(organisation_id=organisation_id, subject_id=subject_id, ports=patients)
        return outbox.of_recipient(organisation_id, contact_key, most=LATEST)

    def zone(organisation_id: OrganisationId, location_id: LocationId) -> tzinfo:
        locations = read_catalogue(organisation_id=organisation_id, ports=catalogue).locations
        return next((it.zone for it in locations if it.id == location_id), UTC)

    return FollowingPorts(
        told=told, zone=zone, count=lambda followed: count_followed(followed, ports=tallies)
    )


def sending_ports(reminders: RemindersPorts) -> MessagingPorts:
    """Messaging's, asking this area before it sends what this area is the cause of."""
    return messaging_ports({CAUSE: lambda message: word_appointments(message, ports=reminders)})
