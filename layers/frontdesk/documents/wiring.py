"""Documents put together for the cloud. Called once per cold start."""

from frontdesk.documents.gateways.bucket import StoredExports, StoredLibrary, StoredQuarantine
from frontdesk.documents.ports import DocumentsPorts


def documents_ports() -> DocumentsPorts:
    return DocumentsPorts(library=StoredLibrary(), quarantine=StoredQuarantine(), exports=StoredExports())
