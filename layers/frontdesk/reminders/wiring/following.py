"""Following what became of appointments, put together for the cloud."""

from collections.abc import Sequence
from datetime import UTC, tzinfo

from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.messaging.model import Message
from frontdesk.messaging.usecases.count_followed import count_followed
from frontdesk.messaging.wiring import messaging_ports
from frontdesk.messaging.wiring.tallies import tally_ports
from frontdesk.patients.usecases.reach_subject import reach_subject
from frontdesk.patients.wiring import patients_ports
from frontdesk.reminders.ports.following import FollowingPorts

LATEST = 25
"""As many messages of somebody are looked through for a reminder: those of two dozen days."""


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
