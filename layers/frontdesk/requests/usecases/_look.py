"""How every look at a request is written down, before anything is shown."""

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor
from frontdesk.requests.model import Request
from frontdesk.requests.ports import RequestsPorts


def record_look(request: Request, action: str, *, by: Actor, ports: RequestsPorts) -> None:
    """One entry in the trail about the request's subject. Whatever the trail raises goes on: nothing is shown."""
    ports.record(
        AuditEntry.look(
            request.organisation_id,
            action,
            by=by,
            at=ports.clock(),
            subject_id=request.subject_id,
            department_id=request.department_id,
            about=request.id,
        )
    )
