"""Staff have read what somebody wrote, and nothing is to be answered: "thank you" needs none."""

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import EntryId, OrganisationId, RequestId
from frontdesk.requests.events import RequestDeclined
from frontdesk.requests.model import EntryKind, Request, RequestStatus, StaffMember
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.usecases._change import Change
from frontdesk.requests.usecases._decide import decide


def close_message(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    request_id: RequestId,
    staff: StaffMember,
    text: str,
    entry_id: EntryId,
    seen_entries: int,
    ports: RequestsPorts,
) -> Request:
    """The message, closed; nobody is told, and `text` stays beside it as a note.

    NotFound unless it is theirs and a message, Conflict when too late.
    """
    said = Change(
        EntryKind.CLOSED,
        RequestStatus.DECLINED,
        RequestDeclined,
        by=Actor(ActorKind.STAFF, staff.id),
        text=text.strip(),
        entry_id=entry_id,
    )
    return decide(organisation_id, request_id, staff, said, seen_entries, ports=ports)
