"""A file that arrived for a request becomes part of its thread, whichever side sent it."""

from frontdesk.documents.model import DocumentId
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import EntryId
from frontdesk.requests.events import DocumentAttached
from frontdesk.requests.model import EntryKind, Request
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import why_not_attach
from frontdesk.requests.usecases._change import Change, change_what_is_there


def attach_document(request: Request, *, document_id: DocumentId, by: Actor, ports: RequestsPorts) -> Request:
    """The request with the file; its status and deadlines stay. The same file again changes nothing.

    Refusal with the reason when the request takes none, or when the file did not pass inspection. Two files at once
    are both taken: a file overtakes nobody, so a lost race is run again.
    """
    entry_id = EntryId(document_id)
    if request.has(entry_id):
        return request
    if refusal := why_not_attach(request, by=by):
        ports.discard(request, document_id)
        raise refusal
    document = ports.inspect(request, document_id)

    def attached(request: Request) -> Change | None:
        if request.has(entry_id):
            return None
        if refusal := why_not_attach(request, by=by):
            raise refusal
        return Change(
            EntryKind.ATTACHMENT,
            request.status,
            DocumentAttached,
            by=by,
            document=document,
            entry_id=entry_id,
        )

    changed = change_what_is_there(request, attached, ports=ports)
    ports.discard(request, document_id)
    return changed
