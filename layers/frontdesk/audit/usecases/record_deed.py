"""Something was done to, or seen of, somebody's data: write it into the trail."""

from frontdesk.audit.model import AuditEntry
from frontdesk.audit.ports import AuditPorts


def record_deed(entry: AuditEntry, *, ports: AuditPorts) -> None:
    """Append the entry. Whoever shows patient data calls this first, so that an unwritten trail shows nothing."""
    ports.trail.append(entry)
