"""The round that forgets no message: what is still not out is tried again."""

from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.usecases.deliver_message import deliver_message


def resend_waiting(*, ports: MessagingPorts) -> int:
    """How many messages were tried: those whose fact was lost, whose sender crashed, or whose provider was away."""
    tried = 0
    for organisation_id in ports.organisations():
        for message_id in ports.outbox.waiting(organisation_id, before=ports.clock()):
            deliver_message(organisation_id=organisation_id, message_id=message_id, ports=ports)
            tried += 1
    return tried
