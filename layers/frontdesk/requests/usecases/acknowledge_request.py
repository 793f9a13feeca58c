"""The machine acknowledges a request: the patient hears that it has arrived."""

from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk.requests.events import RequestAcknowledged
from frontdesk.requests.model import EntryKind, RequestStatus, Wait
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import wait
from frontdesk.requests.usecases._change import HOUSE, Change, change, tell_patient


def acknowledge_request(
    *, organisation_id: OrganisationId, request_id: RequestId, ports: RequestsPorts
) -> Wait:
    """What the machine does next. Twice is one acknowledgement: the message has the request's own key."""
    request = ports.requests.get(organisation_id, request_id)
    tell_patient(request, "received", ports=ports)
    if request.status is RequestStatus.RECEIVED:
        request = change(
            request,
            Change(EntryKind.ACKNOWLEDGED, RequestStatus.WAITING, RequestAcknowledged, by=HOUSE),
            ports=ports,
        )
    return wait(request, now=ports.clock())
