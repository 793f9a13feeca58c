"""Staff ask the patient something back; the request waits for the reply."""

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import EntryId, OrganisationId, RequestId
from frontdesk.requests.events import QuestionAsked
from frontdesk.requests.model import EntryKind, Request, RequestStatus, StaffMember
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.usecases._change import Change
from frontdesk.requests.usecases._decide import decide


def ask_patient(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    request_id: RequestId,
    staff: StaffMember,
    text: str,
    entry_id: EntryId,
    seen_entries: int,
    ports: RequestsPorts,
) -> Request:
    """The request, with the patient. NotFound unless it is theirs, Refusal with the reason, Conflict when too late."""
    said = Change(
        EntryKind.QUESTION,
        RequestStatus.ASKED,
        QuestionAsked,
        by=Actor(ActorKind.STAFF, staff.id),
        text=text.strip(),
        entry_id=entry_id,
    )
    return decide(organisation_id, request_id, staff, said, seen_entries, ports=ports)
