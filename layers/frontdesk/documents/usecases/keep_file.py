"""An administrator puts a file into the clinic's library."""

import hashlib

from frontdesk.documents.ports import DocumentsPorts
from frontdesk.kernel.ids import OrganisationId


def keep_file(
    *, organisation_id: OrganisationId, content: bytes, media_type: str, ports: DocumentsPorts
) -> str:
    """The file's name: the SHA-256 of its bytes. The same file again is the same one."""
    sha256 = hashlib.sha256(content).hexdigest()
    ports.library.keep(organisation_id, sha256, content, media_type)
    return sha256
