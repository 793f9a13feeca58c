"""Staff have read what somebody wrote, and nothing is to be answered."""

from datetime import datetime

from frontdesk.kernel.ids import ContactKey, OrganisationId
from frontdesk.messaging.ports.threads import ThreadPorts


def settle_thread(
    *, organisation_id: OrganisationId, contact_key: ContactKey, seen: datetime, ports: ThreadPorts
) -> bool:
    """Whether it waits no more: not where somebody wrote after what was `seen`."""
    return ports.threads.settle(organisation_id, contact_key, seen=seen, at=seen)
