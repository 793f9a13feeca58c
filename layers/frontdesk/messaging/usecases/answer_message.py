"""Staff have dealt with what somebody wrote, in the inbox of requests: the answer goes where it came from."""

from dataclasses import dataclass, field
from datetime import datetime

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import ContactKey, OrganisationId
from frontdesk.messaging.model import Address
from frontdesk.messaging.model.threads import LineId, Place
from frontdesk.messaging.ports.threads import ThreadPorts
from frontdesk.messaging.usecases.settle_thread import settle_thread
from frontdesk.messaging.usecases.write_line import write_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """`text` is empty where nothing is to be said; `seen`: when what is dealt with came."""

    organisation_id: OrganisationId
    contact_key: ContactKey
    line_id: LineId
    text: str = field(repr=False)
    by: Actor
    seen: datetime


def answer_message(it: Answered, *, ports: ThreadPorts) -> None:
    """Say it, once however often it is told, and let the conversation wait no more. One that was erased stays so."""
    thread = ports.threads.head(it.organisation_id, it.contact_key)
    if thread is None:
        return
    if not it.text:
        settle_thread(
            organisation_id=it.organisation_id, contact_key=it.contact_key, seen=it.seen, ports=ports
        )
        return
    write_line(
        organisation_id=it.organisation_id,
        place=Place(contact_key=it.contact_key, address=Address(thread.kind, thread.to), thread=thread),
        text=it.text,
        line_id=it.line_id,
        seen=it.seen,
        by=it.by,
        ports=ports,
    )
