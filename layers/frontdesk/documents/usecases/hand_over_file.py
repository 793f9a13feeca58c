"""A file was made for somebody who asked for it: they take it from the bucket, and nobody keeps it."""

import hashlib

from frontdesk.documents.ports import DocumentsPorts
from frontdesk.kernel.ids import OrganisationId

GOOD_FOR_S = 60


def hand_over_file(
    *, organisation_id: OrganisationId, name: str, content: bytes, media_type: str, ports: DocumentsPorts
) -> str:
    """An address of the file, for a minute. The bucket deletes the file after a day."""
    sha256 = hashlib.sha256(content).hexdigest()
    ports.exports.put(organisation_id, sha256, content, media_type)
    return ports.exports.link(organisation_id, sha256, name=name, media_type=media_type, seconds=GOOD_FOR_S)
