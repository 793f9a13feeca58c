"""Staff open a request: what was asked, by whom, and what was said since."""

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk.patients.model import Subject
from frontdesk.requests.model import Request, StaffMember
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.usecases._look import record_look


def read_request(
    *, organisation_id: OrganisationId, request_id: RequestId, staff: StaffMember, ports: RequestsPorts
) -> tuple[Request, Subject]:
    """The request and its subject; NotFound when it is none of their departments'. Fails closed without the trail."""
    request = ports.requests.get(organisation_id, request_id)
    if request.department_id not in staff.departments:
        raise NotFound(request_id=request_id)
    record_look(request, "RequestRead", by=Actor(ActorKind.STAFF, staff.id), ports=ports)
    return request, ports.subject(organisation_id, request.subject_id)
