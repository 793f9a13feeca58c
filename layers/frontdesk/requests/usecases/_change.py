"""How every change of a request is stored: one entry in the thread, one fact, one conditional write."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from frontdesk.documents.model import Document
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import EntryId, MessageId, random_id
from frontdesk.messaging.model import Message, Recipient, RecipientKind
from frontdesk.requests.events import FeedbackReplied, RequestEvent
from frontdesk.requests.model import Entry, EntryKind, Request, RequestStatus
from frontdesk.requests.ports import RequestsPorts

HOUSE = Actor(ActorKind.SYSTEM, "service-request")
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Change:
    """What is said, the status it leads to, and the fact that tells the house. `also`: what it sets of the request."""

    kind: EntryKind
    status: RequestStatus
    fact: type[RequestEvent]
    by: Actor
    text: str = ""
    document: Document | None = None
    entry_id: EntryId = field(default_factory=lambda: EntryId(random_id()))
    also: Mapping[str, object] = field(default_factory=dict)


def change_what_is_there(
    request: Request, says: Callable[[Request], Change | None], *, ports: RequestsPorts
) -> Request:
    """The request after what `says` makes of it, or as it is when that is None.

    Whoever loses the race of two writes decides again on what is stored then: the machine's acknowledgement must not
    refuse a receptionist's answer. `says` raises what the request no longer allows; Conflict after five lost races.
    """
    for _ in range(ATTEMPTS):
        if (said := says(request)) is None:
            return request
        try:
            return change(request, said, ports=ports)
        except Conflict:
            request = ports.requests.get(request.organisation_id, request.id)
    raise Conflict(request_id=request.id)


def change(request: Request, it: Change, *, ports: RequestsPorts) -> Request:
    """The request as stored after the change. Conflict when somebody was quicker.

    The token of the waiting execution stays: whoever hears the fact wakes it.
    """
    now = ports.clock()
    entry = Entry(id=it.entry_id, at=now, by=it.by, kind=it.kind, text=it.text, document=it.document)
    answers = request.is_feedback and it.kind is EntryKind.ANSWER
    facts = [
        kind(
            organisation_id=request.organisation_id,
            occurred_at=now,
            actor=it.by,
            request_id=request.id,
            subject_id=request.subject_id,
            department_id=request.department_id,
        )
        for kind in ((it.fact, FeedbackReplied) if answers else (it.fact,))
    ]
    return ports.requests.save(request.changed(entry, status=it.status, **it.also), *facts)


UNTOLD = {"received", "declined"}
"""What nobody is told of a message: it was answered when it was read by the house, and closing it says nothing."""


def tell_patient(request: Request, what: str, *, ports: RequestsPorts, key: str = "") -> None:
    """Queue the message `request_<what>`; per request and `key` it is one message, however often it is told.

    Who wrote a message is answered where it came from, with the words of the answer.
    """
    if request.is_message and what in {*UNTOLD, RequestStatus.ANSWERED.value}:
        if what != "received":
            ports.write_back(request, request.thread[-1])
        return
    ports.queue(
        Message(
            id=MessageId(f"{request.id}-{key or what}"),
            organisation_id=request.organisation_id,
            recipient=Recipient(RecipientKind.SUBJECT, request.subject_id),
            template=f"request_{what}",
            language=request.language,
            queued_at=ports.clock(),
            parameters={
                "reference": request.reference,
                "link": ports.link(request.organisation_id, request.id),
            },
        )
    )
