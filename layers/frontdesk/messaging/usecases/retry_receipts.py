"""The tick of a minute: receipts that came before their message was known by the provider's id are looked at again."""

from datetime import datetime

from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.usecases.note_receipt import note_receipt

PAGE = 100


def retry_receipts(*, until: datetime, ports: MessagingPorts) -> int:
    """How many found their message, as long as it is not `until`; others are kept for later, 72 hours long."""
    found = 0
    for early in ports.receipts.early(before=ports.clock(), most=PAGE):
        if ports.clock() >= until:
            break
        found += note_receipt(early.receipt, ports=ports, before=early)
        ports.receipts.drop(early)
    return found
