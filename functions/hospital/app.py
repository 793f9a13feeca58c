"""The hospital behind the bus: tables of encounters are taken in, part by part."""

from collections.abc import Mapping
from typing import Any

from frontdesk.hospital.usecases.upload_encounters import take_part
from frontdesk.hospital.wiring import hospital_ports
from frontdesk_web.tasks import Tasks, heard

app = Tasks("frontdesk-hospital")
ports = hospital_ports()


@app.lambda_function(name="imports")
def imports(event: Mapping[str, Any], _context: object) -> None:
    """A part of a table waits. It may be heard twice, and in any order."""
    fact = heard(event)
    take_part(
        organisation_id=fact.organisation_id,
        upload_id=fact.data["upload_id"],
        part=fact.data["part"],
        by=fact.actor,
        ports=ports,
    )
