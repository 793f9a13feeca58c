"""Staff open a request: what was asked, by whom, and what was said since."""

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import new_event_id
from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk.patients.model import Subject
from frontdesk.requests.model import Request, StaffMember
from frontdesk.requests.ports import RequestsPorts


def read_request(
    *, organisation_id: OrganisationId, request_id: RequestId, staff: StaffMember, ports: RequestsPorts
) -> tuple[Request, Subject]:
    """The request and its subject; NotFound when it is none of their departments'. Fails closed without the trail."""
    request = ports.requests.get(organisation_id, request_id)
    if request.department_id not in staff.departments:
        raise NotFound(request_id=request_id)
    ports.record(
        AuditEntry(
            id=new_event_id(),
            organisation_id=organisation_id,
            at=ports.clock(),
            actor=Actor(ActorKind.STAFF, staff.id),
            action="RequestRead",
            subject_id=request.subject_id,
            department_id=request.department_id,
            about=request.id,
        )
    )
    return request, ports.subject(organisation_id, request.subject_id)
