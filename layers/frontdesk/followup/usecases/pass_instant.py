"""An instant that a machine waited for has come."""

from frontdesk.followup.model.lists import Wait
from frontdesk.followup.ports.tasks import WaitPorts
from frontdesk.kernel.ids import OrganisationId


def pass_instant(*, organisation_id: OrganisationId, it: str, ports: WaitPorts) -> Wait:
    """What the machine does next. An instant that has not come, or was seen to already, changes nothing."""
    ports.waits.pass_instant(organisation_id, it)
    return ports.waits.wait(organisation_id, it)
