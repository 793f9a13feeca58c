"""What was done with a time of the clinic is counted, when the fact of it is heard."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import EventId, LocationId, OrganisationId, TimeTypeId
from frontdesk.window.model.bookings import Deed, Hand, Happening
from frontdesk.window.ports import WindowPorts

DEEDS: Mapping[str, Deed] = {
    "AppointmentBooked": Deed.BOOKED,
    "AppointmentRescheduled": Deed.MOVED,
    "AppointmentCancelled": Deed.CANCELLED,
    "AppointmentNoShow": Deed.MISSED,
    "SlotFreed": Deed.FREED,
}


def count_booking(  # noqa: PLR0913  # as much of the fact as is counted
    *,
    organisation_id: OrganisationId,
    event_id: EventId,
    fact: str,
    by: Actor,
    at: datetime,
    location_id: LocationId,
    time_type_id: TimeTypeId,
    ports: WindowPorts,
) -> None:
    """Count the fact in the month of its location that it happened in; heard again, it is counted once."""
    ports.bookings.count(
        Happening(
            id=event_id,
            organisation_id=organisation_id,
            month=at.astimezone(_zone(organisation_id, location_id, ports=ports)).date().replace(day=1),
            location_id=location_id,
            time_type_id=time_type_id,
            deed=DEEDS[fact],
            by=Hand.PATIENTS if by.kind is ActorKind.PATIENT else Hand.STAFF,
        )
    )


def _zone(organisation_id: OrganisationId, location_id: LocationId, *, ports: WindowPorts) -> tzinfo:
    """UTC for a location that the clinic has given up since: what happened there is counted all the same."""
    locations = ports.catalogue(organisation_id).locations
    return next((it.zone for it in locations if it.id == location_id), UTC)
