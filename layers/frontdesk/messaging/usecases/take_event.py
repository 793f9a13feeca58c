"""A provider tells us something at its door: what became of a message, what somebody wrote, that an address is gone."""

from frontdesk.kernel.errors import NotFound
from frontdesk.messaging.model.traffic import Posted, Receipt, Reply, Suppression
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.usecases.note_receipt import note_receipt

LARGEST = 262_144
"""What SNS sends at most, in bytes; nobody else has as much to say."""


def take_event(posted: Posted, *, ports: MessagingPorts) -> None:
    """Do what follows from it; the same again changes nothing, so that a provider may try as often as it likes.

    NotFound for all that is not surely the provider's, and BadInput for what is its and cannot be read.
    """
    if len(posted.body) > LARGEST:
        raise NotFound(why="too much")
    for it in ports.read(posted):
        match it:
            case Suppression():
                ports.suppress(it.organisation_id, it.kind, it.address, it.reason)
            case Reply():
                ports.hear(it)
            case Receipt():
                note_receipt(it, ports=ports)
