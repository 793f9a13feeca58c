"""The patient takes a request back."""

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk.requests.events import RequestWithdrawn
from frontdesk.requests.model import EntryKind, Request, RequestStatus
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import why_not_withdraw
from frontdesk.requests.usecases._change import Change, change_what_is_there


def withdraw_request(
    *, organisation_id: OrganisationId, request_id: RequestId, ports: RequestsPorts
) -> Request:
    """The request, withdrawn; again, as it is. Refusal when it ended otherwise."""

    def withdrawn(request: Request) -> Change | None:
        if request.status is RequestStatus.WITHDRAWN:
            return None
        if refusal := why_not_withdraw(request):
            raise refusal
        patient = Actor(ActorKind.PATIENT, request.subject_id)
        return Change(EntryKind.WITHDRAWN, RequestStatus.WITHDRAWN, RequestWithdrawn, by=patient)

    return change_what_is_there(ports.requests.get(organisation_id, request_id), withdrawn, ports=ports)
