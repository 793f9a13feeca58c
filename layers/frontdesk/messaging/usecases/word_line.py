"""A line of a thread is about to be sent: its words are looked up, for the message has none."""

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey
from frontdesk.messaging.model import Go, Gone, Message, Standing
from frontdesk.messaging.model.threads import LineId
from frontdesk.messaging.ports.threads import Threads


def word_line(message: Message, *, threads: Threads) -> Standing:
    """Go with its words; gone where the thread was erased."""
    [line_id] = message.members
    try:
        line = threads.get(message.organisation_id, ContactKey(message.recipient.id), LineId(line_id))
    except NotFound:
        return Gone()
    return Go({**line.parameters, **({"text": line.text} if line.text else {})})
