"""Counting messages, put together for the cloud."""

from frontdesk.messaging.ports.tallies import TallyPorts
from frontdesk.messaging.storage import DynamoTallies


def tally_ports() -> TallyPorts:
    return TallyPorts(tallies=DynamoTallies())
