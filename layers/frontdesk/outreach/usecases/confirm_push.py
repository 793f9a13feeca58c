"""Somebody who has seen how many a push reaches says that it shall go."""

from dataclasses import replace

from frontdesk.booking.model.desk import StaffMember
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId
from frontdesk.outreach.errors import NobodyReached, NotReady
from frontdesk.outreach.events import PushContinued
from frontdesk.outreach.model import PackageId, Push, PushState
from frontdesk.outreach.ports import OutreachPorts
from frontdesk.outreach.rules.pushing import may_be_confirmed


def confirm_push(
    *, organisation_id: OrganisationId, push_id: PackageId, staff: StaffMember, ports: OutreachPorts
) -> Push:
    """It goes, part by part. A second click changes nothing, and sends nothing.

    NotReady while it is gathered, when it was stopped, and a day after it was asked for: by then the group is another.
    NobodyReached for an empty group; Conflict where somebody was quicker.
    """
    push = ports.pushes.get(organisation_id, push_id)
    staff.require_reach(push.picked.location_id)
    if push.confirmed_at is not None:
        return push
    now = ports.clock()
    if not may_be_confirmed(push, now):
        raise NotReady
    if not push.parts:
        raise NobodyReached
    fact = PushContinued(
        organisation_id=organisation_id,
        occurred_at=now,
        actor=Actor(ActorKind.STAFF, staff.id),
        push_id=push_id,
        part=0,
    )
    going = replace(push, state=PushState.SENDING, confirmed_by=staff.id, confirmed_at=now)
    return ports.pushes.write(going, fact)
