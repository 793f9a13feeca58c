"""An appointment was confirmed, cancelled or missed: counted, with whether somebody had been reminded of it."""

from collections.abc import Mapping
from datetime import datetime

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import (
    AppointmentId,
    EventId,
    LocationId,
    OrganisationId,
    SubjectId,
    TimeTypeId,
)
from frontdesk.messaging.model import MessageStatus
from frontdesk.messaging.model.tallies import Followed, Sequel
from frontdesk.reminders.ports.following import FollowingPorts
from frontdesk.reminders.rules import CAUSE, member

SEQUELS: Mapping[str, Sequel] = {
    "AppointmentConfirmed": Sequel.CONFIRMED,
    "AppointmentCancelled": Sequel.CANCELLED,
    "AppointmentNoShow": Sequel.MISSED,
}
OUT = (MessageStatus.ACCEPTED, MessageStatus.DELIVERED)


def follow_appointment(  # noqa: PLR0913  # as much of the fact as is asked about
    *,
    organisation_id: OrganisationId,
    event_id: EventId,
    fact: str,
    at: datetime,
    appointment_id: AppointmentId,
    location_id: LocationId,
    time_type_id: TimeTypeId,
    starts_at: datetime,
    subject_id: SubjectId,
    ports: FollowingPorts,
) -> None:
    """Count it in the month of its location that it happened in; that somebody was reminded is all that is kept."""
    it = member(appointment_id, starts_at)
    zone = ports.zone(organisation_id, location_id)
    ports.count(
        Followed(
            id=event_id,
            organisation_id=organisation_id,
            month=at.astimezone(zone).date().replace(day=1),
            location_id=location_id,
            time_type_id=time_type_id,
            sequel=SEQUELS[fact],
            reminded=_was_reminded(organisation_id, subject_id, it, ports),
        )
    )


def _was_reminded(
    organisation_id: OrganisationId, subject_id: SubjectId, it: str, ports: FollowingPorts
) -> bool:
    """Whether a provider has taken a reminder of it, at the time it is at; a bounce reminded nobody."""
    try:
        told = ports.told(organisation_id, subject_id)
    except NotFound:
        return False
    return any(message.cause == CAUSE and it in message.members and message.status in OUT for message in told)
