"""Every night: pushes that stand still, because a fact was lost, go on."""

from datetime import datetime

from frontdesk.kernel.ids import OrganisationId
from frontdesk.outreach.model import PushState
from frontdesk.outreach.ports import OutreachPorts
from frontdesk.outreach.rules.pushing import is_forgotten
from frontdesk.outreach.usecases.gather_push import gather_push
from frontdesk.outreach.usecases.send_part import send_part

LATEST = 20


def tend_pushes(*, organisation_id: OrganisationId, until: datetime, ports: OutreachPorts) -> int:
    """How many were found; what is left at `until` is found in the next night."""
    found = [
        it for it in ports.pushes.latest(organisation_id, most=LATEST) if is_forgotten(it, ports.clock())
    ]
    for it in found:
        push = gather_push(organisation_id=organisation_id, push_id=it.id, ports=ports)
        while push.state is PushState.SENDING and ports.clock() < until:
            push = send_part(organisation_id=organisation_id, push_id=it.id, part=push.done, ports=ports)
    return len(found)
