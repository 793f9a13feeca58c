"""Conversations with patients, over the API."""

from typing import Any

from chalicelib.api import api
from chalicelib.messages import opened, ports, write_to
from chalicelib.reach import catalogue_of
from frontdesk.access.model import Permission, SignedIn
from frontdesk.messaging.model import Message
from frontdesk.messaging.model.threads import Conversation, Line, Thread
from frontdesk.messaging.rules import OF_THREADS
from frontdesk.messaging.usecases.list_conversations import list_conversations
from frontdesk_web.api import ApiDesk, Operation
from frontdesk_web.presenters.told import said_without_link

READ, WRITE = Permission.MESSAGES_READ, Permission.MESSAGES_WRITE
TAG = "messages"

desk = ApiDesk(__name__)


@api.operation(
    desk, "/console/api/messages", does=Operation(permission=READ, returns="Conversations", tag=TAG)
)
def list_messages(who: SignedIn) -> dict[str, Any]:
    """Who wrote to the clinic: those that wait for an answer first, each the newest first. It is in the trail."""
    found = list_conversations(organisation_id=who.organisation_id, by=who.actor, ports=ports)
    return {"conversations": [_thread(it) for it in (*found.waiting, *found.done)]}


@api.operation(
    desk,
    "/console/api/messages/{whose}",
    does=Operation(permission=READ, returns="Conversation", tag=TAG),
)
def open_conversation(who: SignedIn, whose: str) -> dict[str, Any]:
    """All that was sent to a patient, or at a contact, and heard from there. It is written into the trail."""
    return _conversation(opened(who, whose), catalogue_of(who).organisation.name)


@api.operation(
    desk,
    "/console/api/messages/{whose}",
    "POST",
    does=Operation(permission=WRITE, body="NewText", returns="Conversation", status=201, tag=TAG),
)
def write_text(who: SignedIn, whose: str, said: dict[str, str]) -> dict[str, Any]:
    """Write to them in words of your own. Sent again under the same id, it is said once."""
    write_to(who, whose, {**said, "line": said.get("id", "")})
    return _conversation(opened(who, whose), catalogue_of(who).organisation.name)


def _thread(it: Thread) -> dict[str, Any]:
    return {
        "id": it.contact_key,
        "kind": it.kind.value,
        "to": it.to,
        "patients": list(it.subject_ids),
        "last_at": it.last_at.isoformat(),
        "waits": it.waits,
    }


def _conversation(it: Conversation, clinic: str) -> dict[str, Any]:
    sent = {one.id: one for one in it.messages}
    return {
        "seen": it.seen.isoformat() if it.seen else None,
        "places": [
            {"id": one.contact_key, "kind": one.address.kind.value, "to": one.address.to} for one in it.places
        ],
        "lines": [_line(one, sent.get(one.message_id), clinic) for one in it.lines],
        "messages": [_message(one) for one in it.messages if one.cause != OF_THREADS],
    }


def _line(it: Line, message: Message | None, clinic: str) -> dict[str, Any]:
    words = it.text or said_without_link(it, clinic)
    return {
        "id": it.id,
        "side": it.side.value,
        "at": it.at.isoformat(),
        "by": str(it.by),
        "kind": it.kind.value,
        "text": words,
        "status": message.status.value if message else None,
        "reason": message.reason.value if message else None,
    }


def _message(it: Message) -> dict[str, Any]:
    return {
        "id": it.id,
        "template": it.template,
        "at": (it.due_at or it.queued_at).isoformat(),
        "kind": it.kind.value if it.kind else None,
        "status": it.status.value,
        "reason": it.reason.value,
    }
