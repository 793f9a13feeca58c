"""Every night: what was said in calls whose fact was lost is found while they wait for the draw."""

from datetime import date, datetime, timedelta

from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.rules.feedback import of_record
from frontdesk.followup.rules.telling import HOUSE
from frontdesk.followup.usecases._feedback_change import keep
from frontdesk.kernel.ids import LocationId, OrganisationId

LOCKED_AT_MOST = 5_000
TOMORROW = timedelta(days=1)


def find_unheard(
    *,
    organisation_id: OrganisationId,
    location_id: LocationId,
    today: date,
    until: datetime,
    ports: FeedbackPorts,
) -> int:
    """How many were found. What is in the list already costs one write that is refused; `until` ends the work."""
    waiting = ports.tasks.locked(organisation_id, location_id, before=today + TOMORROW, most=LOCKED_AT_MOST)
    policy, found = ports.policy(organisation_id), 0
    for task in waiting:
        if ports.clock() >= until:
            break
        found += sum(keep(it, by=HOUSE, ports=ports) for it in of_record(task, policy))
    return found
