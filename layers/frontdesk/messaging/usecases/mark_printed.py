"""Letters are in their envelopes: their words leave the list, and their messages count as delivered."""

from collections.abc import Iterable
from datetime import date

from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.model import Kind, MessageStatus
from frontdesk.messaging.model.traffic import Receipt
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.usecases.note_receipt import note_receipt

CHANNEL = "post"


def mark_printed(
    *, organisation_id: OrganisationId, letters: Iterable[tuple[date, MessageId]], ports: MessagingPorts
) -> int:
    """How many were still to be printed, each by its day (UTC); one that is not listed or printed stays as it is."""
    now, done, wanted = ports.clock(), 0, set(letters)
    listed = {
        (day, it.message_id)
        for day in {day for day, _ in wanted}
        for it in ports.letters.of_day(organisation_id, day)
        if it.printed_at is None
    }
    for day, message_id in sorted(listed & wanted):
        # The message first: who comes to an end in between marks the letter again, and this changes nothing then.
        note_receipt(
            Receipt(
                organisation_id=organisation_id,
                channel=CHANNEL,
                kind=Kind.POST,
                event_id=f"{message_id}#printed",
                status=MessageStatus.DELIVERED,
                at=now,
                message_id=message_id,
            ),
            ports=ports,
        )
        done += ports.letters.printed(organisation_id, day, message_id, at=now)
    return done
