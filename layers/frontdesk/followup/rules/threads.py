"""What was said with a patient, told alike wherever it was said."""

from collections.abc import Sequence

from frontdesk.followup.model.feedback import Spoken
from frontdesk.kernel.actor import ActorKind
from frontdesk.messaging.model.threads import Conversation, Side
from frontdesk.requests.model import EntryKind, Request

SAID = frozenset({EntryKind.QUESTION, EntryKind.REPLY, EntryKind.ANSWER, EntryKind.DECLINE})


def spoken_in_request(request: Request) -> Sequence[Spoken]:
    """The words of a request's thread, in order; what it began with is the word itself."""
    return [
        Spoken(at=it.at, theirs=it.by.kind is ActorKind.PATIENT, by=it.by.id, text=it.text)
        for it in request.thread
        if it.kind in SAID and it.text
    ]


def spoken_in_conversation(conversation: Conversation) -> Sequence[Spoken]:
    """The words of a conversation, in order; what the house says by itself has none of its own."""
    return [
        Spoken(at=it.at, theirs=it.side is Side.IN, by=it.by.id, text=it.text)
        for it in conversation.lines
        if it.text
    ]
