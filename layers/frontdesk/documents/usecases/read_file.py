"""Somebody needs the bytes of a kept file: to check or to export a release."""

from frontdesk.documents.ports import DocumentsPorts
from frontdesk.kernel.ids import OrganisationId


def read_file(*, organisation_id: OrganisationId, sha256: str, ports: DocumentsPorts) -> bytes:
    """The bytes; NotFound when this organisation keeps no such file."""
    return ports.library.read(organisation_id, sha256)
