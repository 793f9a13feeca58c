"""The machine begins to wait, for staff or for the patient's reply."""

from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk.requests.model import RequestStatus
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import phase, wait
from frontdesk.requests.usecases._change import tell_patient


def await_people(
    *, organisation_id: OrganisationId, request_id: RequestId, waits_in: str, token: str, ports: RequestsPorts
) -> None:
    """Remember where the machine waits; if the request has moved on from that phase meanwhile, wake it at once.

    Whoever decides writes first and looks for the token second; this writes the token first and looks at the
    request second. One of the two sees the other, so no decision is slept through.
    """
    ports.requests.park(organisation_id, request_id, token)
    request = ports.requests.get(organisation_id, request_id)
    if request.status is RequestStatus.ASKED:
        tell_patient(request, "question", key=f"question-{request.questions}", ports=ports)
    if phase(request) != waits_in:
        ports.machine.wake(token, wait(request, now=ports.clock()))
