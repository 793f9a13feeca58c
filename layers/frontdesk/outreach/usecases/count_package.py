"""What became of a package, or of a push: people, and messages."""

from collections import Counter

from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model import MessageStatus
from frontdesk.outreach.model import Counts, PackageId
from frontdesk.outreach.ports import OutreachPorts
from frontdesk.outreach.rules.keys import message_id

WAITING = (MessageStatus.QUEUED, MessageStatus.SENDING)
SENT = (MessageStatus.ACCEPTED, MessageStatus.DELIVERED, MessageStatus.UNCERTAIN)
FAILED = (MessageStatus.FAILED, MessageStatus.UNDELIVERABLE)


def count_package(
    *, organisation_id: OrganisationId, package_id: PackageId, most: int, ports: OutreachPorts
) -> Counts:
    """Of at most so many people, the latest ones. What messaging keeps no more (90 days) is counted among nothing."""
    filed, more = ports.enrolments.of_package(organisation_id, package_id, most=most)
    ids = [message_id(it.subject_id, package_id, it.occasion_key, item) for it in filed for item in it.items]
    states = Counter(ports.states(organisation_id, ids).values() if ids else ())
    return Counts(
        people=len(filed),
        withdrawn=sum(it.is_withdrawn for it in filed),
        answered=sum(it.is_answered for it in filed),
        waiting=sum(states[it] for it in WAITING),
        sent=sum(states[it] for it in SENT),
        failed=sum(states[it] for it in FAILED),
        dropped=states[MessageStatus.WITHDRAWN],
        more=more,
    )
