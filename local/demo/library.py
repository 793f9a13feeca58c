"""The files that a demo release offers; they must be kept before it can be published."""

from collections.abc import Mapping
from typing import Any

from frontdesk.documents.usecases.keep_file import keep_file
from frontdesk.documents.wiring import documents_ports
from frontdesk.kernel.ids import OrganisationId
from local.demo.organisations import FILES


def keep_files(organisation_id: OrganisationId, release: Mapping[str, Any]) -> None:
    """Keep all of them; twice is once."""
    ports = documents_ports()
    for download in release.get("downloads", {}).values():
        for it in download["files"].values():
            content = (FILES / it["name"]).read_bytes()
            keep_file(organisation_id=organisation_id, content=content, media_type=it["type"], ports=ports)
