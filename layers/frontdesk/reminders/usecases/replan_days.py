"""The plans were changed: what is booked for the next days gets its reminders at once, all else in the night."""

from datetime import datetime

from frontdesk.kernel.ids import OrganisationId
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.usecases._walk import Walked, is_late, plan_missing, stretches


def replan_days(
    *, organisation_id: OrganisationId, days: int, until: datetime, ports: RemindersPorts
) -> Walked:
    """Plan so many days from today, as long as it is not `until`; what is left, the nightly round does.

    Nothing is taken away: a reminder that no plan has any more is not sent.
    """
    seen = planned = left = 0
    for begins, them in stretches(organisation_id, days, ports=ports):
        if is_late(until, ports):
            left = days - (begins - ports.clock().date()).days
            break
        seen += len(them)
        planned += plan_missing(organisation_id, them, ports=ports)
    return Walked(seen=seen, planned=planned, left=left)
