"""Somebody stops a push: whoever does not have it yet does not get it."""

from dataclasses import replace

from frontdesk.audit.model import AuditEntry
from frontdesk.booking.model.desk import StaffMember
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId
from frontdesk.outreach.errors import PushOver
from frontdesk.outreach.model import PackageId, Push, PushState
from frontdesk.outreach.ports import OutreachPorts
from frontdesk.outreach.rules.pushing import may_be_stopped


def stop_push(
    *, organisation_id: OrganisationId, push_id: PackageId, staff: StaffMember, ports: OutreachPorts
) -> Push:
    """Parts that are left are not sent, and messages that wait in the outbox are withdrawn when their time comes.

    PushOver when it was stopped before; Conflict where it moved on at this moment. In the trail before.
    """
    push = ports.pushes.get(organisation_id, push_id)
    staff.require_reach(push.picked.location_id)
    if not may_be_stopped(push):
        raise PushOver
    ports.record(
        AuditEntry.look(
            organisation_id,
            "PushStopped",
            by=Actor(ActorKind.STAFF, staff.id),
            at=ports.clock(),
            about=push_id,
        )
    )
    return ports.pushes.write(replace(push, state=PushState.STOPPED, stopped_by=staff.id))
