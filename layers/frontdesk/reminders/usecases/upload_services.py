"""A table of services is taken in, part by part, once somebody who saw what is in it said so."""

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import OrganisationId
from frontdesk.reminders.events import ServicesUploaded
from frontdesk.reminders.model.uploads import Progress, Reading
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules.tables import service_of
from frontdesk.reminders.usecases.complete_service import complete_service
from frontdesk.reminders.usecases.greet_patient import greet_patient

PART = 100
"""Lines that a listener takes in at once."""


def begin_upload(
    reading: Reading, *, organisation_id: OrganisationId, upload_id: str, by: Actor, ports: RecallPorts
) -> int:
    """Keep the good lines until they are taken in; how many parts they are. The same id again changes nothing."""
    parts = [reading.rows[at : at + PART] for at in range(0, len(reading.rows), PART)]
    now = ports.clock()
    facts = [
        ServicesUploaded(
            organisation_id=organisation_id, occurred_at=now, actor=by, upload_id=upload_id, part=number
        )
        for number in range(len(parts))
    ]
    ports.uploads.begin(organisation_id, upload_id, parts, at=now, facts=facts)
    return len(parts)


def take_part(
    *, organisation_id: OrganisationId, upload_id: str, part: int, by: Actor, ports: RecallPorts
) -> int:
    """How many of the part's services are news. Interrupted and heard again, what is stored stays as it is."""
    news = 0
    for row in ports.uploads.part(organisation_id, upload_id, part):
        subject = ports.register(organisation_id, row.person, row.language)
        news += complete_service(service_of(row, organisation_id, subject.id), by=by, ports=ports)
        greet_patient(
            organisation_id=organisation_id, subject_id=subject.id, location_id=row.location_id, ports=ports
        )
    ports.uploads.done(organisation_id, upload_id, part)
    return news


def progress_of(*, organisation_id: OrganisationId, upload_id: str, ports: RecallPorts) -> Progress:
    """How far it is; NotFound when this organisation has none of that id."""
    return ports.uploads.progress(organisation_id, upload_id)
