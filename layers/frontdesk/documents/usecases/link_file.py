"""A patient takes a file of the clinic's library away."""

from frontdesk.documents.ports import DocumentsPorts
from frontdesk.kernel.ids import OrganisationId

GOOD_FOR_S = 300
"""Long enough for a slow phone to begin; short enough that an address in a history opens nothing."""


def link_file(
    *, organisation_id: OrganisationId, sha256: str, name: str, media_type: str, ports: DocumentsPorts
) -> str:
    """An address of the file, for five minutes."""
    return ports.library.link(organisation_id, sha256, name=name, media_type=media_type, seconds=GOOD_FOR_S)
