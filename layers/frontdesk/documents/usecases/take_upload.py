"""What an administrator sent is taken out of quarantine, whatever it is: it becomes no file of anybody's thread."""

from frontdesk.documents.errors import FileMissing
from frontdesk.documents.model import DocumentId
from frontdesk.documents.ports import DocumentsPorts
from frontdesk.kernel.ids import OrganisationId


def take_upload(
    *, organisation_id: OrganisationId, folder: str, document_id: DocumentId, ports: DocumentsPorts
) -> bytes:
    """The bytes as they were sent; FileMissing when nothing arrived. They stay for two days, to be taken again."""
    found = ports.quarantine.arrived(organisation_id, folder, document_id)
    if found is None:
        raise FileMissing
    return found[1]
