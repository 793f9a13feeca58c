"""A table of encounters is taken in, part by part, once somebody who saw what is in it said so."""

from dataclasses import replace

from frontdesk.hospital.events import EncountersUploaded
from frontdesk.hospital.model import Progress, Reading
from frontdesk.hospital.ports import HospitalPorts
from frontdesk.hospital.usecases.tell_encounter import tell_encounter
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import OrganisationId

PART = 100
"""Lines that a listener takes in at once."""


def begin_upload(
    reading: Reading, *, organisation_id: OrganisationId, upload_id: str, by: Actor, ports: HospitalPorts
) -> int:
    """Keep the good lines until they are taken in; how many parts they are. The same id again changes nothing."""
    parts = [reading.rows[at : at + PART] for at in range(0, len(reading.rows), PART)]
    now = ports.clock()
    facts = [
        EncountersUploaded(
            organisation_id=organisation_id, occurred_at=now, actor=by, upload_id=upload_id, part=number
        )
        for number in range(len(parts))
    ]
    ports.uploads.begin(organisation_id, upload_id, parts, at=now, facts=facts)
    return len(parts)


def take_part(
    *, organisation_id: OrganisationId, upload_id: str, part: int, by: Actor, ports: HospitalPorts
) -> None:
    """Interrupted and heard again, what is stored stays as it is."""
    for row in ports.uploads.part(organisation_id, upload_id, part):
        subject = ports.register(organisation_id, row.person, row.language)
        tell_encounter(replace(row.encounter, subject_id=subject.id), by=by, ports=ports)
    ports.uploads.done(organisation_id, upload_id, part)


def progress_of(*, organisation_id: OrganisationId, upload_id: str, ports: HospitalPorts) -> Progress:
    """How far it is; NotFound when this organisation has none of that id."""
    return ports.uploads.progress(organisation_id, upload_id)
