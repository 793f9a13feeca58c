"""Audit put together for the cloud. Called once per cold start."""

from frontdesk.audit.ports import AuditPorts
from frontdesk.audit.storage import DynamoTrail


def audit_ports() -> AuditPorts:
    return AuditPorts(trail=DynamoTrail())
