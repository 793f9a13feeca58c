"""A file has arrived; it is inspected, and kept or deleted."""

import hashlib

from frontdesk.documents.errors import FileMissing
from frontdesk.documents.model import Document, DocumentId
from frontdesk.documents.ports import DocumentsPorts
from frontdesk.documents.rules import media_type_of, safe_name, why_not_take
from frontdesk.kernel.ids import OrganisationId


def inspect_upload(
    *, organisation_id: OrganisationId, folder: str, document_id: DocumentId, ports: DocumentsPorts
) -> Document:
    """The file, kept where it can be linked. A Refusal with the reason, and the file deleted, when it is not taken.

    What arrived stays in quarantine until `discard_upload`: inspecting it again gives the same.
    """
    found = ports.quarantine.arrived(organisation_id, folder, document_id)
    if found is None:
        raise FileMissing
    name, content = found
    if refusal := why_not_take(content):
        ports.quarantine.discard(organisation_id, folder, document_id)
        raise refusal
    media_type = media_type_of(content)
    assert media_type is not None, "only a known kind is taken"
    document = Document(
        id=document_id,
        name=safe_name(name, media_type),
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    ports.quarantine.admit(organisation_id, folder, document, content)
    return document
