"""Staff look at a call, and at the calls of a day."""

from datetime import datetime, timedelta

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.events import new_event_id
from frontdesk.kernel.ids import OrganisationId, StaffId, SubjectId
from frontdesk.messaging.model import RecipientKind
from frontdesk.messaging.model.calls import Call, CallId
from frontdesk.messaging.ports.calls import CallsPorts
from frontdesk.messaging.rules.calls import lapsed
from frontdesk.messaging.usecases._calls import change_call

AT_MOST = 100


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
    _look(organisation_id, "CallRead", staff_id, about=call.id, subject_id=subject, ports=ports)
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


def list_calls(
    *,
    organisation_id: OrganisationId,
    since: datetime,
    staff_id: StaffId,
    sees_all: bool,
    ports: CallsPorts,
) -> list[Call]:
    """Theirs, or everybody's, since an instant of today or yesterday, the newest first: a hundred at most."""
    _look(organisation_id, "CallsListed", staff_id, about="", subject_id=None, ports=ports)
    now = ports.clock()
    days = [now.date(), (now - timedelta(days=1)).date()]
    found = [
        it
        for day in days
        if day >= since.date()
        for it in ports.calls.of_day(organisation_id, day, most=AT_MOST)
    ]
    theirs = [it for it in found if it.asked_at >= since and (sees_all or it.caller == staff_id)]
    return [lapsed(it, now) for it in theirs][:AT_MOST]


def _look(
    organisation_id: OrganisationId,
    action: str,
    staff_id: StaffId,
    *,
    about: str,
    subject_id: SubjectId | None,
    ports: CallsPorts,
) -> None:
    ports.record(
        AuditEntry(
            id=new_event_id(),
            organisation_id=organisation_id,
            at=ports.clock(),
            actor=Actor(ActorKind.STAFF, staff_id),
            action=action,
            subject_id=subject_id,
            department_id=None,
            about=about,
        )
    )
