"""Somebody is about to send a file."""

from frontdesk.documents.model import DocumentId, Upload
from frontdesk.documents.ports import DocumentsPorts
from frontdesk.documents.rules import BYTES_AT_MOST
from frontdesk.kernel.ids import OrganisationId


def announce_upload(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    folder: str,
    document_id: DocumentId,
    back: str | None,
    ports: DocumentsPorts,
    most: int = BYTES_AT_MOST,
) -> Upload:
    """A form for one file of at most `most` bytes; when it has arrived, the bucket leads the browser `back`.

    Without `back` the bucket answers 201: who sends it is no browser.
    """
    return ports.quarantine.announce(organisation_id, folder, document_id, back=back, most=most)
