"""How a line of the clinic's is kept and gets out: its words in the thread, and a message without any."""

from frontdesk.messaging.model import Message, Purpose, Recipient, RecipientKind
from frontdesk.messaging.model.threads import Line
from frontdesk.messaging.ports.threads import ThreadPorts
from frontdesk.messaging.rules import OF_THREADS


def say(line: Line, *, purpose: Purpose = Purpose.SERVICE, ports: ThreadPorts) -> Line:
    """The line as it is kept. Said again, whatever came in between, it is one line and one message."""
    kept = ports.threads.add(ports.threads.first_said(line))
    ports.queue(
        Message(
            id=kept.message_id,
            organisation_id=kept.organisation_id,
            recipient=Recipient(RecipientKind.THREAD, kept.contact_key),
            template=kept.template,
            language=kept.language,
            queued_at=ports.clock(),
            purpose=purpose,
            cause=OF_THREADS,
            members=frozenset({kept.id}),
            kinds=(kept.kind,),
            listed_under=kept.contact_key,
        )
    )
    return kept
