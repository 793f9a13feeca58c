"""Somebody is about to send a file."""

from frontdesk.documents.model import DocumentId, Upload
from frontdesk.documents.ports import DocumentsPorts
from frontdesk.documents.rules import BYTES_AT_MOST
from frontdesk.kernel.ids import OrganisationId


def announce_upload(
    *, organisation_id: OrganisationId, folder: str, document_id: DocumentId, back: str, ports: DocumentsPorts
) -> Upload:
    """A form for one file; when it has arrived, the bucket leads the browser `back`."""
    return ports.quarantine.announce(organisation_id, folder, document_id, back=back, most=BYTES_AT_MOST)
