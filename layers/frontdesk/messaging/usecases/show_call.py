"""Staff look at a call."""

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId, StaffId, SubjectId
from frontdesk.messaging.model import RecipientKind
from frontdesk.messaging.model.calls import Call, CallId
from frontdesk.messaging.ports.calls import CallsPorts
from frontdesk.messaging.rules.calls import lapsed
from frontdesk.messaging.usecases._calls import change_call, record_look


def show_call(
    *,
    organisation_id: OrganisationId,
    call_id: CallId,
    staff_id: StaffId,
    sees_all: bool,
    ports: CallsPorts,
) -> tuple[Call, str | None]:
    """The call and the number it goes to, None where there is none any more. Fails closed without the trail.

    NotFound when it is somebody else's, unless they may see all.
    """
    call = call_now(
        organisation_id=organisation_id, call_id=call_id, staff_id=staff_id, sees_all=sees_all, ports=ports
    )
    subject = SubjectId(call.recipient.id) if call.recipient.kind is RecipientKind.SUBJECT else None
    record_look(call.organisation_id, "CallRead", staff_id, about=call.id, whose=subject, ports=ports)
    return call, ports.number_of(organisation_id, call.recipient)


def call_now(
    *,
    organisation_id: OrganisationId,
    call_id: CallId,
    staff_id: StaffId,
    sees_all: bool,
    ports: CallsPorts,
) -> Call:
    """How the call stands, and nothing of whose it is. One of which nothing more is to be expected ends with it."""
    call = ports.calls.get(organisation_id, call_id)
    if call.caller != staff_id and not sees_all:
        raise NotFound(call_id=call_id)
    now = ports.clock()
    if lapsed(call, now) == call:
        return call
    return change_call(organisation_id, call_id, lambda it: lapsed(it, now), ports=ports) or call
