"""The machine ends: the patient hears how the request ended, and nothing waits for it any more."""

from dataclasses import replace

from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk.requests.model import View, Wait
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import wait
from frontdesk.requests.usecases._change import tell_patient


def settle_request(*, organisation_id: OrganisationId, request_id: RequestId, ports: RequestsPorts) -> Wait:
    """What the machine does next: nothing, once it is settled. Twice is one message."""
    request = ports.requests.get(organisation_id, request_id)
    now = ports.clock()
    if request.view is View.CLOSED and request.settled_at is None:
        tell_patient(request, request.status.value, ports=ports)
        request = ports.requests.save(replace(request, settled_at=now))
    return wait(request, now=now)
