"""Somebody decided: the machine that waits goes on, or a new one takes over from a lost one."""

from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk.requests.model import Request
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import wait
from frontdesk.requests.usecases.revive_machine import revive_machine


def wake_machine(*, organisation_id: OrganisationId, request_id: RequestId, ports: RequestsPorts) -> None:
    """Let the execution of the request go on."""
    send_on(ports.requests.get(organisation_id, request_id), ports=ports)


def send_on(request: Request, *, ports: RequestsPorts) -> bool:
    """Let the execution go on; whether it was a new one. A token that is used up or timed out is nobody's fault.

    A lost execution is revived first: one that somebody ended by hand may leave a token behind that is still taken.
    """
    if revive_machine(request, ports=ports):
        return True
    token = ports.requests.parked(request.organisation_id, request.id)
    if token is not None:
        ports.machine.wake(token, wait(request, now=ports.clock()))
    return False
