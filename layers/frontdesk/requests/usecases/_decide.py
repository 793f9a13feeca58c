"""What answering, asking back and declining have in common."""

from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk.requests.model import EntryKind, Request, RequestStatus, StaffMember
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import why_not_answer, why_not_text
from frontdesk.requests.usecases._change import Change, change

BY_THE_HOUSE = {EntryKind.ACKNOWLEDGED, EntryKind.ESCALATED}


def decide(  # noqa: PLR0913
    organisation_id: OrganisationId,
    request_id: RequestId,
    staff: StaffMember,
    said: Change,
    seen_version: int,
    *,
    ports: RequestsPorts,
) -> Request:
    """The request after the decision; said again under the same entry id, the request as it is.

    `seen_version` is the version the page showed: whoever decides on an older page is told that somebody
    was quicker, even when both looked before either wrote. The conditional write settles a tie.
    """
    request = ports.requests.get(organisation_id, request_id)
    if request.department_id not in staff.departments:
        raise NotFound(request_id=request_id)
    if request.has(said.entry_id):
        return request
    if refusal := why_not_text(request, said.text):
        raise refusal
    if request.version != seen_version and _overtaken(request, staff):
        raise Conflict(request_id=request_id)
    now = ports.clock()
    if refusal := why_not_answer(request, now=now):
        raise refusal
    also: dict[str, object] = {}
    if said.status is RequestStatus.ASKED:
        also["reply_by"] = now + ports.deadlines(organisation_id).reply_within
    return change(request, said, ports=ports, **also)


def _overtaken(request: Request, staff: StaffMember) -> bool:
    """Whether the last word since the request was submitted is somebody else's; the house's own do not count."""
    words = [entry for entry in request.thread[1:] if entry.kind not in BY_THE_HOUSE]
    return bool(words) and words[-1].by.id != staff.id
