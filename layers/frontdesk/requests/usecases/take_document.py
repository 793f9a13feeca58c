"""Somebody takes a file out of a request's thread; who it is was proved before."""

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import EntryId
from frontdesk.requests.model import Request
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.usecases._look import record_look


def take_document(request: Request, *, entry_id: EntryId, by: Actor, ports: RequestsPorts) -> str:
    """A short-lived address of the file; NotFound when the thread has none under that entry. Written down first."""
    for entry in request.thread:
        if entry.id == entry_id and entry.document is not None:
            record_look(request, "DocumentTaken", by=by, ports=ports)
            return ports.give(request, entry.document)
    raise NotFound(entry_id=entry_id)
