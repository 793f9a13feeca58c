"""Reply templates put together for the cloud."""

from frontdesk.followup.ports.replies import ReplyPorts
from frontdesk.followup.storage import DynamoShelves


def reply_ports() -> ReplyPorts:
    return ReplyPorts(shelves=DynamoShelves())
