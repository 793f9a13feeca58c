"""A deadline of a request has passed: the leads are told, or the request is given up."""

from frontdesk.kernel.ids import MessageId, OrganisationId, RequestId
from frontdesk.messaging.model import Message, Recipient, RecipientKind
from frontdesk.requests.events import RequestEscalated, RequestExpired
from frontdesk.requests.model import EntryKind, Request, RequestStatus, View, Wait
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import deadline, wait
from frontdesk.requests.usecases._change import HOUSE, Change, change


def pass_deadline(*, organisation_id: OrganisationId, request_id: RequestId, ports: RequestsPorts) -> Wait:
    """What the machine does next. A deadline that has not passed, or a closed request, changes nothing.

    An unanswered request escalates once, then expires; an unanswered question expires.
    """
    request = ports.requests.get(organisation_id, request_id)
    now = ports.clock()
    if request.view is not View.CLOSED and now >= deadline(request):
        if request.view is View.OPEN and request.escalated_at is None:
            _tell_leads(request, ports)
            escalated = {"escalated_at": now}
            said = Change(
                EntryKind.ESCALATED, RequestStatus.WAITING, RequestEscalated, by=HOUSE, also=escalated
            )
        else:
            said = Change(EntryKind.EXPIRED, RequestStatus.EXPIRED, RequestExpired, by=HOUSE)
        request = change(request, said, ports=ports)
    return wait(request, now=now)


def _tell_leads(request: Request, ports: RequestsPorts) -> None:
    for staff_id, language in ports.leads(request.organisation_id, request.department_id):
        ports.queue(
            Message(
                id=MessageId(f"{request.id}-overdue-{request.questions}-{staff_id}"),
                organisation_id=request.organisation_id,
                recipient=Recipient(RecipientKind.STAFF, staff_id),
                template="staff_escalation",
                language=language,
                queued_at=ports.clock(),
                parameters={"reference": request.reference, "link": ports.console_link(request.id)},
            )
        )
