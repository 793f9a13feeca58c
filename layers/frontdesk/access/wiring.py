"""Access put together for the cloud. Called once per cold start."""

from functools import cache

from frontdesk.access.gateways.cognito import CognitoAccounts
from frontdesk.access.ports import AccessPorts
from frontdesk.access.storage import DynamoSessions, DynamoStaffList
from frontdesk.kernel.clock import system_clock


@cache
def access_ports() -> AccessPorts:
    """The same ports for every caller in this container."""
    return AccessPorts(
        staff=DynamoStaffList(),
        sessions=DynamoSessions(),
        accounts=CognitoAccounts(),
        clock=system_clock,
    )
