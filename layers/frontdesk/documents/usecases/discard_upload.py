"""What arrived is not needed in quarantine any more: it was kept, or nobody wants it."""

from frontdesk.documents.model import DocumentId
from frontdesk.documents.ports import DocumentsPorts
from frontdesk.kernel.ids import OrganisationId


def discard_upload(
    *, organisation_id: OrganisationId, folder: str, document_id: DocumentId, ports: DocumentsPorts
) -> None:
    """Delete it from quarantine; deleting nothing is fine."""
    ports.quarantine.discard(organisation_id, folder, document_id)
