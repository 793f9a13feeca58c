"""What answering, asking back and declining have in common."""

from dataclasses import replace

from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk.requests.model import EntryKind, Request, RequestStatus, StaffMember
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import why_not_answer, why_not_text
from frontdesk.requests.usecases._change import Change, change_what_is_there

BY_THE_HOUSE = {EntryKind.ACKNOWLEDGED, EntryKind.ESCALATED}


def decide(  # noqa: PLR0913
    organisation_id: OrganisationId,
    request_id: RequestId,
    staff: StaffMember,
    said: Change,
    seen_entries: int,
    *,
    ports: RequestsPorts,
) -> Request:
    """The request after the decision; said again under the same entry id, the request as it is.

    `seen_entries` is how much of the thread the page showed: whoever decides without having seen the word of somebody
    else is told that they were quicker, even when both looked before either wrote.
    """

    def decided(request: Request) -> Change | None:
        if request.department_id not in staff.departments:
            raise NotFound(request_id=request_id)
        if request.has(said.entry_id):
            return None
        if _is_not_for(request, said):
            raise NotFound(request_id=request_id)
        now = ports.clock()
        if (said.text or said.kind is not EntryKind.CLOSED) and (refusal := why_not_text(request, said.text)):
            raise refusal
        if _overtaken(request, staff, seen_entries):
            raise Conflict(request_id=request_id)
        if refusal := why_not_answer(request, now=now):
            raise refusal
        if said.status is RequestStatus.ASKED:
            return replace(said, also={"reply_by": now + ports.deadlines(organisation_id).reply_within})
        return said

    return change_what_is_there(ports.requests.get(organisation_id, request_id), decided, ports=ports)


def _is_not_for(request: Request, said: Change) -> bool:
    """A message is answered, or closed without a word, and nothing else is closed so."""
    allowed = {EntryKind.ANSWER, EntryKind.CLOSED}
    return said.kind not in allowed if request.is_message else said.kind is EntryKind.CLOSED


def _overtaken(request: Request, staff: StaffMember, seen_entries: int) -> bool:
    """Whether somebody else said something that the page did not show; the house's own entries do not count."""
    unseen = request.thread[max(seen_entries, 1) :]
    return any(entry.by.id != staff.id for entry in unseen if entry.kind not in BY_THE_HOUSE)
