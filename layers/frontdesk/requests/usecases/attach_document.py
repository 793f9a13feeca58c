"""A file that arrived for a request becomes part of its thread, whichever side sent it."""

from frontdesk.documents.model import DocumentId
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import EntryId
from frontdesk.requests.events import DocumentAttached
from frontdesk.requests.model import EntryKind, Request
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import why_not_attach
from frontdesk.requests.usecases._change import Change, change

ATTEMPTS = 5


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
    for _ in range(ATTEMPTS):
        said = Change(
            EntryKind.ATTACHMENT,
            request.status,
            DocumentAttached,
            by=by,
            document=document,
            entry_id=entry_id,
        )
        try:
            changed = change(request, said, ports=ports)
        except Conflict:
            request = ports.requests.get(request.organisation_id, request.id)
            if request.has(entry_id):
                return request
            if refusal := why_not_attach(request, by=by):
                raise refusal from None
        else:
            ports.discard(request, document_id)
            return changed
    raise Conflict(request_id=request.id)
