"""Somebody who may see it takes a file that was sent."""

from frontdesk.documents.model import Document
from frontdesk.documents.ports import DocumentsPorts
from frontdesk.documents.usecases.link_file import GOOD_FOR_S
from frontdesk.kernel.ids import OrganisationId


def link_document(
    *, organisation_id: OrganisationId, folder: str, document: Document, ports: DocumentsPorts
) -> str:
    """An address of the file, for five minutes. Whoever asks was proved before."""
    return ports.quarantine.link(organisation_id, folder, document, seconds=GOOD_FOR_S)
