"""Staff decline a request and say why, which closes it."""

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import EntryId, OrganisationId, RequestId
from frontdesk.requests.events import RequestDeclined
from frontdesk.requests.model import EntryKind, Request, RequestStatus, StaffMember
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.usecases._change import Change
from frontdesk.requests.usecases._decide import decide


def decline_request(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    request_id: RequestId,
    staff: StaffMember,
    text: str,
    entry_id: EntryId,
    seen_entries: int,
    ports: RequestsPorts,
) -> Request:
    """The request, declined. NotFound when it is not theirs, Refusal with the reason, Conflict when too late."""
    said = Change(
        EntryKind.DECLINE,
        RequestStatus.DECLINED,
        RequestDeclined,
        by=Actor(ActorKind.STAFF, staff.id),
        text=text.strip(),
        entry_id=entry_id,
    )
    return decide(organisation_id, request_id, staff, said, seen_entries, ports=ports)
