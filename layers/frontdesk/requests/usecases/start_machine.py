"""A request has been submitted: the machine that waits for it starts."""

from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import wait


def start_machine(*, organisation_id: OrganisationId, request_id: RequestId, ports: RequestsPorts) -> None:
    """Start the execution of the request's present attempt, where the record says. Twice is once."""
    request = ports.requests.get(organisation_id, request_id)
    ports.machine.start(request, wait(request, now=ports.clock()))
