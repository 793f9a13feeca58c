"""The nightly round of a clinic: appointments without their reminders, and changes of which nobody heard."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from frontdesk.booking.model import Appointment
from frontdesk.booking.rules.telling import latest_telling, told_under
from frontdesk.kernel.ids import OrganisationId
from frontdesk.reminders.model.plans import Plans
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.usecases._walk import A_DAY, Walked, is_late, plan_missing, stretches

LOOKED_AHEAD = 400
"""Days: longer than any type of time can be booked ahead, for the confirmation of what is far away may be lost, too."""
AHEAD = 14
"""Days before the first reminder of a plan within which what is booked is looked at for it: a fortnight of nights."""
LOOKED_BACK = timedelta(days=3)
"""How old a change may be that is told late. Messages are kept for 90 days: within these, none is told twice."""
UNDER_WAY = timedelta(minutes=15)
"""How long a fact may take: a change that is younger is told by whoever hears of it."""


def find_forgotten(*, organisation_id: OrganisationId, until: datetime, ports: RemindersPorts) -> Walked:
    """Do what a lost fact left undone, as long as it is not `until`. Done twice, it is done once."""
    seen = planned = told = left = 0
    last = ports.clock().date() + (AHEAD + _longest(ports.plans.get(organisation_id))) * A_DAY
    for begins, them in stretches(organisation_id, LOOKED_AHEAD, ports=ports):
        if is_late(until, ports):
            left = LOOKED_AHEAD - (begins - ports.clock().date()).days
            break
        seen += len(them)
        told += _tell_missing(organisation_id, them, ports=ports)
        if begins <= last:
            planned += plan_missing(organisation_id, them, ports=ports)
    return Walked(seen=seen, planned=planned, told=told, left=left)


def _tell_missing(
    organisation_id: OrganisationId, them: Sequence[Appointment], *, ports: RemindersPorts
) -> int:
    """Tell of the latest change of each that is some minutes to some days old and of which there is no message."""
    now, due = ports.clock(), {}
    for it in them:
        latest = latest_telling(it) if it.subject_id and it.slot.starts_at > now else None
        if latest and now - LOOKED_BACK <= latest.at <= now - UNDER_WAY:
            due[told_under(it.id, latest.event_id)] = (it, latest)
    known = ports.scheduled.members(organisation_id, due.keys())
    missing = [one for key, one in due.items() if key not in known]
    for it, latest in missing:
        ports.tell(it, latest)
    return len(missing)


def _longest(plans: Plans) -> int:
    """The days before an appointment at which its first reminder goes out."""
    return max(
        (
            it.count if it.at else 1 + it.count // 24
            for plan in plans.by_scope.values()
            for it in plan.offsets
        ),
        default=1,
    )
